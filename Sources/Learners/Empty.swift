enum LearnersEmpty {}

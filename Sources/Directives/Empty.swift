enum DirectivesEmpty {}

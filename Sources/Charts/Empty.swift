enum ChartsEmpty {}

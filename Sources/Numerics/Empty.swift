enum NumericsPlaceholderRemovedLater {}

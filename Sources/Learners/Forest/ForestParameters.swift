/// Settings of a random forest, checked when made.
package struct ForestParameters: Sendable, Hashable {
  package let trees: Int
  /// Splits from root to leaf at most; nil for no limit.
  package let depth: Int?
  /// Rows that a leaf keeps at least; nil for 5, and for probabilities a hundredth of the rows.
  package let minimumLeaf: Int?
  /// The share of the rows that a tree sees.
  package let sample: Double
  /// Features that a split may choose from, on average; nil for two thirds of them.
  package let featuresPerSplit: Int?

  /// - Throws: `invalidParameter` with the name that a notebook uses.
  package init(
    trees: Int = 200, depth: Int? = nil, minimumLeaf: Int? = nil, sample: Double = 0.5,
    featuresPerSplit: Int? = nil
  ) throws(LearnerError) {
    try TreeLimits.check(
      trees: trees, depth: depth, minimumLeaf: minimumLeaf,
      featuresPerSplit: featuresPerSplit)
    try LearnerError.require(sample > 0 && sample <= 0.95, "sample", "above 0 and at most 0.95")
    self.trees = trees
    self.depth = depth
    self.minimumLeaf = minimumLeaf
    self.sample = sample
    self.featuresPerSplit = featuresPerSplit
  }

  private init() {
    (trees, depth, minimumLeaf, sample, featuresPerSplit) = (200, nil, nil, 0.5, nil)
  }

  package static let standard = ForestParameters()

  /// A 0/1 value says little of its probability, so that small leaves would fit noise: a hundredth
  /// of the rows, from 5 to 50.
  static func standardLeaf(_ role: LearnerRole, rows: Int) -> Int {
    role == .regression ? 5 : min(50, max(5, rows / 100))
  }

  static func standardFeatures(_ columnCount: Int) -> Int { max(1, (2 * columnCount + 2) / 3) }
}

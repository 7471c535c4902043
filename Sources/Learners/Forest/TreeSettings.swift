/// How the trees of a forest are grown.
struct TreeSettings: Sendable {
  /// Splits from root to leaf at most.
  var depth: Int
  /// Rows that a child keeps at least; for effects, on each side of the mean treatment.
  var minimumLeaf: Int
  /// The least share of its parent that a child keeps: of rows, or of the treatment's variation.
  var balance: Double
  /// How strongly uneven children are held against a split.
  var imbalancePenalty: Double
  /// Features that a split may choose from, on average.
  var featuresPerSplit: Int
  /// Whether a split must keep treated and untreated rows on both sides.
  var separatesTreatment: Bool

  /// What binds the tree whatever its splits are compared by.
  var limits: TreeLimits {
    TreeLimits(depth: depth, minimumLeaf: minimumLeaf, featuresPerSplit: featuresPerSplit)
  }

  /// √p + 20, and at most all.
  static func standardFeatures(_ columnCount: Int) -> Int {
    min(columnCount, Int((Double(columnCount).squareRoot() + 20).rounded(.up)))
  }
}

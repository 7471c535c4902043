/// What a tree may not exceed, whatever its splits are compared by.
struct TreeLimits: Sendable {
  /// Splits from root to leaf at most.
  let depth: Int
  /// Rows that a child keeps at least; nodes of less than two such children are not split.
  let minimumLeaf: Int
  /// Features that a split may choose from, on average; nil for all.
  let featuresPerSplit: Int?

  /// The depth of a tree that is left to grow.
  static let mostDepth = 64

  /// Refuses settings by which no forest can be grown; nil stands for a default.
  ///
  /// - Throws: `invalidParameter` with the name that a notebook uses.
  static func check(
    trees: Int, leastTrees: Int = 10, depth: Int?, minimumLeaf: Int?, featuresPerSplit: Int?
  ) throws(LearnerError) {
    try LearnerError.require(
      (leastTrees...100_000).contains(trees), "trees", "from \(leastTrees) to 100,000")
    try LearnerError.require(
      depth.map { (1...mostDepth).contains($0) } ?? true, "depth", "from 1 to \(mostDepth)")
    try LearnerError.require(minimumLeaf.map { $0 >= 1 } ?? true, "min-leaf", "1 or more")
    try LearnerError.require(
      featuresPerSplit.map { $0 >= 1 } ?? true, "features-per-split", "1 or more")
  }
}

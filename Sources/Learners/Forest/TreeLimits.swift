/// What a tree may not exceed, whatever its splits are compared by.
struct TreeLimits: Sendable {
  /// Splits from root to leaf at most.
  let depth: Int
  /// Rows that a child keeps at least; nodes of less than two such children are not split.
  let minimumLeaf: Int
  /// Features that a split may choose from, on average; nil for all.
  let featuresPerSplit: Int?
}

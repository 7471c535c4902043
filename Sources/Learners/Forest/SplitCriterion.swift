/// What the splits of a growing tree are compared by, from sums over the rows of a node.
///
/// A tree enters a node, and then for each column that a split may be on sums the node's rows in
/// every bin; what is said of bins is of that column.
protocol SplitCriterion {
  /// What rows add up to.
  associatedtype Sums

  /// Sums over no rows.
  var nothing: Sums { get }

  /// Takes up a node; the gain that a split must exceed, or nil where the node stays a leaf.
  mutating func enter(_ rows: ArraySlice<Int32>) -> Double?

  /// Sums the rows of the node in each bin from 0 to `lastBin`; `bins` are those of all rows.
  mutating func sum(_ rows: ArraySlice<Int32>, bins: ArraySlice<UInt8>, lastBin: Int)

  func isEmpty(_ bin: Int) -> Bool

  func add(_ bin: Int, to sums: inout Sums)

  func rowCount(_ sums: Sums) -> Int

  /// What the levels of a category are ordered by, so that a set to split off is a beginning.
  func rank(_ bin: Int) -> Double

  /// How much is gained where the rows with these sums go left; below 0 if that is not allowed.
  func gain(left: Sums) -> Double
}

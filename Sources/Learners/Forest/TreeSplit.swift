/// How the rows of a node part by their bins of one column.
struct TreeSplit {
  let column: Int
  /// The bins that go left, of a category; nil for a number.
  let set: BinSet?
  /// As in the node of a tree: a bin goes left if it less `bias` is at most this.
  let limit: UInt8
  let bias: UInt8

  /// Bins from 1 to `last` go left, and that of missing values where told to.
  init(column: Int, last: Int, missingLeft: Bool) {
    self.column = column
    set = nil
    bias = missingLeft ? 0 : 1
    limit = UInt8(truncatingIfNeeded: last) &- bias
  }

  /// The bins of a set go left.
  init(column: Int, set: BinSet) {
    self.column = column
    self.set = set
    (limit, bias) = (0, 0)
  }

  @inline(__always)
  func goesLeft(_ bin: UInt8) -> Bool { set?.contains(bin) ?? (bin &- bias <= limit) }
}

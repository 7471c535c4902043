/// Which way a mark lies: bars that stand or lie, intervals across or along.
package enum MarkOrientation: Sendable, Equatable {
  /// Values run up the y axis; positions along x.
  case vertical
  /// Values run along the x axis; positions down y, the first on top.
  case horizontal
}

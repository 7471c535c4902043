/// A chart the size of a word, for a table cell: about 90 by 18 pixels, without axes.
package enum InlineChart: Sendable, Equatable {
  /// Heights of touching bars, from left to right.
  case histogram([Double])
  /// Separate bars for the top categories, in order.
  case bars([Double])
  /// A line through values.
  case sparkline([Double])
  /// An estimate with its interval on a domain that all rows of the table share.
  case interval(
    value: Double, low: Double, high: Double, domain: ClosedRange<Double>, reference: Double?)
}

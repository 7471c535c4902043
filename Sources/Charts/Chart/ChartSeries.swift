/// The numbers of one series, in full precision: `y` at `x`, between `low` and `high` where known.
///
/// Arrays that are not empty have the same length. A missing value is NaN; the JSON writes null.
package struct ChartSeries: Sendable, Equatable {
  package var name: String
  /// Positions on the x axis; empty when `categories` names them.
  package var x: [Double]
  /// The names of the positions, on a category axis.
  package var categories: [String]
  package var y: [Double]
  /// Lower ends of intervals or bands; empty when there are none.
  package var low: [Double]
  /// Upper ends of intervals or bands; empty when there are none.
  package var high: [Double]

  package init(
    name: String, x: [Double] = [], categories: [String] = [], y: [Double], low: [Double] = [],
    high: [Double] = []
  ) {
    self.name = name
    self.x = x
    self.categories = categories
    self.y = y
    self.low = low
    self.high = high
  }
}

/// Estimates with their intervals: the rows of a forest plot, or points with error bars.
///
/// Several interval marks on one category axis are set beside each other, so that none hides
/// another. Without ends (`low` and `high` empty) it is a dot plot.
package struct IntervalMark: Sendable, Equatable {
  package var name: String
  /// Where each estimate stands: an index of the category axis, or a value.
  package var positions: [Double]
  package var values: [Double]
  package var low: [Double]
  package var high: [Double]
  package var role: ChartRole
  package var orientation: MarkOrientation
  /// Whether the dot is hollow: a second condition of the same series, such as "before".
  package var hollow: Bool
  /// Words in the key; nil is the name, an empty string none.
  package var label: String?

  package init(
    name: String, positions: [Double], values: [Double], low: [Double] = [], high: [Double] = [],
    role: ChartRole, orientation: MarkOrientation = .horizontal, hollow: Bool = false,
    label: String? = nil
  ) {
    self.name = name
    self.positions = positions
    self.values = values
    self.low = low
    self.high = high
    self.role = role
    self.orientation = orientation
    self.hollow = hollow
    self.label = label
  }
}

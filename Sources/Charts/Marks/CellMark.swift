/// A grid of coloured cells over two category axes: a heat map.
package struct CellMark: Sendable, Equatable {
  /// How a value becomes a shade.
  package enum Shading: Sendable, Equatable {
    /// From the background to the first series' colour.
    case sequential
    /// Two colours away from a middle value, which has the background's.
    case diverging(middle: Double)
  }

  package var name: String
  /// By row from the top, then by column; NaN leaves a cell empty.
  package var values: [[Double]]
  package var shading: Shading
  /// The values at which the shade begins and ends; nil takes the data's.
  package var domain: ClosedRange<Double>?
  package var format: AxisFormat
  /// Whether each cell shows its value, where there is room.
  package var showsValues: Bool

  package init(
    name: String, values: [[Double]], shading: Shading = .sequential,
    domain: ClosedRange<Double>? = nil, format: AxisFormat = .number, showsValues: Bool = true
  ) {
    self.name = name
    self.values = values
    self.shading = shading
    self.domain = domain
    self.format = format
    self.showsValues = showsValues
  }
}

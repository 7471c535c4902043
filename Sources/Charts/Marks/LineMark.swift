/// A line through points in the order given; a point that is not finite breaks it.
package struct LineMark: Sendable, Equatable {
  /// How two neighbours are joined.
  package enum Interpolation: Sendable, Equatable {
    case linear
    /// The value holds until the next point, as in an empirical distribution.
    case step
  }

  package var name: String
  package var x: [Double]
  package var y: [Double]
  package var role: ChartRole
  package var interpolation: Interpolation
  /// Words at the line's end; nil is the name, an empty string none.
  package var label: String?
  /// Whether the line is dashed whatever its role; a reference always is.
  package var dashed: Bool

  package init(
    name: String, x: [Double], y: [Double], role: ChartRole,
    interpolation: Interpolation = .linear, label: String? = nil, dashed: Bool = false
  ) {
    self.name = name
    self.x = x
    self.y = y
    self.role = role
    self.interpolation = interpolation
    self.label = label
    self.dashed = dashed
  }
}

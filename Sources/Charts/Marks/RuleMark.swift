/// A straight reference across the panel, with a label.
package struct RuleMark: Sendable, Equatable {
  /// Where the rule runs.
  package enum Position: Sendable, Equatable {
    /// Upright at a value of x.
    case x(Double)
    /// Level at a value of y.
    case y(Double)
    /// The line y = x, such as perfect calibration.
    case identity
    /// A shaded strip between two values of x, such as sparse data.
    case xRange(Double, Double)
    /// A shaded strip between two values of y, such as the acceptable imbalance.
    case yRange(Double, Double)
  }

  package var position: Position
  package var label: String?
  package var role: ChartRole
  /// Whether the domain grows so that the rule is inside; a rule outside is not drawn.
  package var extendsDomain: Bool

  package init(
    _ position: Position, label: String? = nil, role: ChartRole = .reference,
    extendsDomain: Bool = true
  ) {
    self.position = position
    self.label = label
    self.role = role
    self.extendsDomain = extendsDomain
  }
}

/// Words at a point of interest, such as a peak, a break-even or a cut-off, with a dot on the point.
package struct TextMark: Sendable, Equatable {
  package var text: String
  package var x: Double
  package var y: Double
  package var role: ChartRole
  /// Whether the point itself is marked.
  package var showsDot: Bool

  package init(
    _ text: String, x: Double, y: Double, role: ChartRole = .accent, showsDot: Bool = true
  ) {
    self.text = text
    self.x = x
    self.y = y
    self.role = role
    self.showsDot = showsDot
  }
}

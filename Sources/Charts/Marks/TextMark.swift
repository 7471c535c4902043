/// Words at a point of interest, such as a peak, a break-even or a cut-off, with a dot on the point.
package struct TextMark: Sendable, Equatable {
  package var text: String
  package var x: Double
  package var y: Double
  package var role: ChartRole
  /// Whether the point itself is marked.
  package var showsDot: Bool
  /// Whether the words stand on the point, as on a contour line, and not beside it.
  package var isCentred: Bool

  package init(
    _ text: String, x: Double, y: Double, role: ChartRole = .accent, showsDot: Bool = true,
    isCentred: Bool = false
  ) {
    self.text = text
    self.x = x
    self.y = y
    self.role = role
    self.showsDot = showsDot
    self.isCentred = isCentred
  }
}

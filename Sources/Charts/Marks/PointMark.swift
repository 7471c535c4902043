/// Points; above 2,000 in a panel they are drawn as counts in small cells, so that a page stays
/// small and the density readable.
package struct PointMark: Sendable, Equatable {
  package var name: String
  package var x: [Double]
  package var y: [Double]
  package var role: ChartRole
  /// The radius in pixels; nil chooses by the number of points.
  package var radius: Double?
  /// Words beside single points, by position; nil for none.
  package var labels: [String]?

  package init(
    name: String, x: [Double], y: [Double], role: ChartRole, radius: Double? = nil,
    labels: [String]? = nil
  ) {
    self.name = name
    self.x = x
    self.y = y
    self.role = role
    self.radius = radius
    self.labels = labels
  }
}

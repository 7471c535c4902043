/// Counts or densities between consecutive edges, the bars touching.
package struct HistogramMark: Sendable, Equatable {
  package var name: String
  /// Ascending; one more than `values`.
  package var edges: [Double]
  package var values: [Double]
  package var role: ChartRole
  /// Whether only the outline is drawn, so that several histograms may lie over each other.
  package var outlined: Bool

  package init(
    name: String, edges: [Double], values: [Double], role: ChartRole, outlined: Bool = false
  ) {
    self.name = name
    self.edges = edges
    self.values = values
    self.role = role
    self.outlined = outlined
  }
}

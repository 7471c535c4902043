/// Short ticks along the x axis: where the data lie.
package struct RugMark: Sendable, Equatable {
  package var name: String
  package var x: [Double]
  package var role: ChartRole

  package init(name: String, x: [Double], role: ChartRole = .muted) {
    self.name = name
    self.x = x
    self.role = role
  }
}

/// A translucent fill between two curves, such as a confidence band; gaps where an end is missing.
package struct BandMark: Sendable, Equatable {
  package var name: String
  package var x: [Double]
  package var low: [Double]
  package var high: [Double]
  package var role: ChartRole

  package init(name: String, x: [Double], low: [Double], high: [Double], role: ChartRole) {
    self.name = name
    self.x = x
    self.low = low
    self.high = high
    self.role = role
  }
}

/// A line filled down to zero: a density, or one layer of a stack.
package struct AreaMark: Sendable, Equatable {
  package var name: String
  package var x: [Double]
  package var y: [Double]
  package var role: ChartRole
  /// Words beside the peak; nil is the name, an empty string none.
  package var label: String?

  package init(name: String, x: [Double], y: [Double], role: ChartRole, label: String? = nil) {
    self.name = name
    self.x = x
    self.y = y
    self.role = role
    self.label = label
  }
}

/// One plotting area: marks on a pair of axes, drawn in order.
package struct Panel: Sendable, Equatable {
  /// What distinguishes this panel, such as the facet's level.
  package var title: String?
  package var marks: [Mark]
  /// An axis in place of the chart's, for panels that differ in kind.
  package var x: Axis?
  /// An axis in place of the chart's, for panels that differ in kind.
  package var y: Axis?

  package init(title: String? = nil, x: Axis? = nil, y: Axis? = nil, marks: [Mark]) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
  }
}

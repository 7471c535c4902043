extension PanelFrame {
  /// The grid: light lines at the ticks of the axis along which values are read.
  func grid(_ yLabels: VerticalLabels, _ xLabels: HorizontalLabels) -> [SVGNode] {
    var path = PathBuilder()
    if isCellGrid { return [] }
    if case .categories = y.kind {
      for label in xLabels.labels where label.tick >= box.x - 1 && label.tick <= box.maxX + 1 {
        path.move(to: Point(label.tick, box.y))
        path.line(to: Point(label.tick, box.maxY))
      }
    } else {
      for label in yLabels.labels {
        path.move(to: Point(box.x, label.tick))
        path.line(to: Point(box.maxX, label.tick))
      }
    }
    return [.path(path, class: "grid")].compactMap { $0 }
  }

  /// Whether a rule of the chart stands where the line would.
  private func hasRule(_ position: RuleMark.Position) -> Bool {
    panel.marks.contains {
      if case .rule(let rule) = $0 { rule.position == position } else { false }
    }
  }

  /// Whether both axes are names, as in a heat map, whose cells need no grid.
  private var isCellGrid: Bool {
    if case .categories = x.kind, case .categories = y.kind { true } else { false }
  }

  /// The line at zero from which bars rise and above which effects are positive, and short marks at
  /// the numbers of the horizontal axis.
  func baseline(_ xLabels: HorizontalLabels) -> [SVGNode] {
    if isCellGrid { return [] }
    var zero = PathBuilder()
    if case .categories = y.kind {
      if x.kind == .linear, x.contains(0), !hasRule(.x(0)), let pixel = x.position(0) {
        zero.move(to: Point(pixel, box.y))
        zero.line(to: Point(pixel, box.maxY))
      }
    } else if y.kind == .linear, y.contains(0), !hasRule(.y(0)), let pixel = y.position(0) {
      zero.move(to: Point(box.x, pixel))
      zero.line(to: Point(box.maxX, pixel))
    }
    var marks = PathBuilder()
    var isNamed = false
    if case .categories = x.kind { isNamed = true }
    if !isNamed || xLabels.isRotated {
      for label in xLabels.labels {
        marks.move(to: Point(label.tick, box.maxY))
        marks.line(to: Point(label.tick, box.maxY + 4))
      }
    }
    return [.path(zero, class: "zero"), .path(marks, class: "tick")].compactMap { $0 }
  }
}

/// A panel with its place in the drawing: the plotting area, and the scales that fill it.
struct PanelFrame {
  let panel: ResolvedPanel
  let box: Box
  let x: AxisScale
  let y: AxisScale
  let metrics: LayoutMetrics

  init(panel: ResolvedPanel, box: Box, metrics: LayoutMetrics) {
    self.panel = panel
    self.box = box
    self.metrics = metrics
    x = panel.x.scale(from: box.x, to: box.maxX)
    // Names run down the page as in a table; numbers run up.
    if case .categories = panel.y.kind {
      y = panel.y.scale(from: box.y, to: box.maxY)
    } else {
      y = panel.y.scale(from: box.maxY, to: box.y)
    }
  }

  /// The pixel of a pair of values; nil where either has none.
  func point(_ xValue: Double, _ yValue: Double) -> Point? {
    guard let px = x.position(xValue), let py = y.position(yValue) else { return nil }
    return Point(px, py)
  }

  /// The pixels of a value on the value axis at a position across it.
  func point(position: Double, value: Double, _ orientation: MarkOrientation) -> Point {
    orientation == .vertical ? Point(position, value) : Point(value, position)
  }

  /// The axis along which values of a mark of this orientation run.
  func valueScale(_ orientation: MarkOrientation) -> AxisScale {
    orientation == .vertical ? y : x
  }

  /// The axis along which positions of a mark of this orientation run.
  func positionScale(_ orientation: MarkOrientation) -> AxisScale {
    orientation == .vertical ? x : y
  }

  /// Pixels of consecutive points, one run for each stretch without a gap.
  func runs(_ xs: [Double], _ ys: [Double]) -> [[Point]] {
    var runs: [[Point]] = []
    var current: [Point] = []
    for (xValue, yValue) in zip(xs, ys) {
      if let point = point(xValue, yValue) {
        current.append(point)
      } else if !current.isEmpty {
        runs.append(current)
        current = []
      }
    }
    if !current.isEmpty { runs.append(current) }
    return runs
  }

  /// The last point of a line that can be drawn.
  func end(_ xs: [Double], _ ys: [Double]) -> Point? {
    for i in (0..<min(xs.count, ys.count)).reversed() {
      if let point = point(xs[i], ys[i]) { return point }
    }
    return nil
  }

  /// The height at which a line last crosses a pixel of x; nil where it does not.
  func height(_ xs: [Double], _ ys: [Double], before x: Double) -> Double? {
    var next: Point?
    for i in (0..<min(xs.count, ys.count)).reversed() {
      guard let point = point(xs[i], ys[i]) else { continue }
      if let next, point.x <= x, next.x > point.x {
        return point.y + (next.y - point.y) * (x - point.x) / (next.x - point.x)
      }
      next = point
    }
    return nil
  }

  /// Whether shaded cells cover the panel: a heat map, or points too many to tell apart.
  var isCovered: Bool {
    var points = 0
    for mark in panel.marks {
      if case .cells = mark { return true }
      if case .points(let mark) = mark { points += mark.x.count }
    }
    return points > PanelFrame.mostDots(isCompact: metrics.isCompact)
  }

  /// More points are drawn as shaded cells.
  static func mostDots(isCompact: Bool) -> Int { isCompact ? 700 : 2000 }

  /// Whether any value lies outside the panel's domain, so that marks must be cut at its edge.
  var overflows: Bool {
    if panel.x.axis.limits != nil || panel.y.axis.limits != nil { return true }
    return panel.marks.contains { mark in
      switch mark {
      case .band(let band):
        (band.low + band.high).contains { $0.isFinite && !y.contains($0) }
      case .rule(let rule): rule.position == .identity
      default: false
      }
    }
  }

  /// A sideways shift for marks of one kind that share categories, so that none hides another.
  ///
  /// - Returns: the offset from the position's middle, and the room that the mark has.
  func slot(
    of index: Int, among count: Int, share: Double, orientation: MarkOrientation, widest: Double
  ) -> (offset: Double, width: Double) {
    let scale = positionScale(orientation)
    guard case .categories = scale.kind else {
      return (0, min(scale.bandwidth * share, widest))
    }
    let width = min(scale.bandwidth * share / Double(max(count, 1)), widest)
    return ((Double(index) - Double(count - 1) / 2) * width, width)
  }
}

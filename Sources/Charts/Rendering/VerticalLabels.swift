/// Labels left of a plot: numbers at their ticks, or names wrapped and shortened to a column.
struct VerticalLabels {
  /// A label at a pixel of the axis.
  struct Label {
    let lines: [String]
    let full: String
    let tick: Double
    let value: Double
  }

  let labels: [Label]
  /// The width of the widest line.
  let width: Double

  static let none = VerticalLabels(labels: [])

  private init(labels: [Label], metrics: LayoutMetrics? = nil) {
    self.labels = labels
    width =
      metrics.map { metrics in
        labels.flatMap(\.lines).map { metrics.textWidth($0) }.max() ?? 0
      } ?? 0
  }

  init(_ scale: AxisScale, metrics: LayoutMetrics) {
    let height = abs(scale.end - scale.start)
    if case .categories = scale.kind {
      self.init(labels: Self.names(scale, metrics: metrics), metrics: metrics)
      return
    }
    var count = max(2, min(Int(height / 34) + 1, 7))
    var found: [Label] = []
    while count >= 2 {
      found = scale.ticks(count: count).compactMap { tick in
        scale.position(tick.value).map {
          Label(lines: [tick.label], full: tick.label, tick: $0, value: tick.value)
        }
      }
      .sorted { $0.tick < $1.tick }
      let isApart = zip(found, found.dropFirst()).allSatisfy {
        $1.tick - $0.tick >= metrics.lineHeight
      }
      if isApart { break }
      found = Array(found.prefix(1))
      count -= 1
    }
    self.init(labels: found, metrics: metrics)
  }

  private static func names(_ scale: AxisScale, metrics: LayoutMetrics) -> [Label] {
    let size = metrics.fontSize
    let width = metrics.categoryWidth
    var last = -Double.infinity
    let ticks = scale.ticks(count: .max)
    let short = TextMetrics.fit(ticks.map(\.label), width: width, size: size)
    return zip(ticks, short).compactMap { tick, short -> Label? in
      guard let pixel = scale.position(tick.value), pixel - last >= metrics.lineHeight - 1 else {
        return nil
      }
      last = pixel
      var lines = [tick.label]
      if metrics.textWidth(tick.label) > width {
        let wrapped =
          scale.bandwidth >= 2 * metrics.lineHeight
          ? TextMetrics.wrap(tick.label, width: width, size: size, lines: 2) : nil
        lines = wrapped ?? [short]
      }
      return Label(lines: lines, full: tick.label, tick: pixel, value: tick.value)
    }
  }

  /// The text elements, right-aligned at `right`.
  func nodes(right: Double, metrics: LayoutMetrics) -> [SVGNode] {
    labels.flatMap { label in
      label.lines.enumerated().map { index, line in
        let shift = (Double(index) - Double(label.lines.count - 1) / 2) * metrics.lineHeight
        return SVGNode.label(
          line, at: Point(right, label.tick + 4 + shift), anchor: .end,
          full: label.lines.count == 1 ? label.full : nil)
      }
    }
  }
}

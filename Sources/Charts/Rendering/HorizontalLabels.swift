/// Labels below a plot, chosen so that none touches another.
struct HorizontalLabels {
  /// A label with the pixel of its tick.
  struct Label {
    let lines: [String]
    let full: String
    let tick: Double
    /// Where the text is centred; beside its tick only at an edge.
    let center: Double
  }

  let labels: [Label]
  /// Whether the labels run down to the left, since they do not fit side by side.
  let isRotated: Bool
  /// The height below the plot that they need.
  let height: Double

  /// The least distance between neighbours.
  static let gap = 12.0
  /// The sine of the angle of rotated labels, 40 degrees.
  private static let slope = 0.643
  private static let longestRotated = 96.0

  private init(labels: [Label], isRotated: Bool, height: Double) {
    self.labels = labels
    self.isRotated = isRotated
    self.height = height
  }

  static let none = HorizontalLabels(labels: [], isRotated: false, height: 4)

  /// The labels of a scale, between the pixels `left` and `right`.
  init(_ scale: AxisScale, metrics: LayoutMetrics, left: Double, right: Double) {
    if case .categories = scale.kind {
      self = Self.names(scale, metrics: metrics, left: left, right: right)
      return
    }
    var count = max(3, min(Int(abs(scale.end - scale.start) / 40), 8))
    var found: [Label] = []
    while count >= 2 {
      let ticks = scale.ticks(count: count)
      found = Self.place(ticks, on: scale, metrics: metrics, left: left, right: right)
      if Self.areApart(found, metrics: metrics) { break }
      found = Array(found.prefix(1))
      count -= 1
    }
    self.init(labels: found, isRotated: false, height: metrics.lineHeight + 8)
  }

  private static func place(
    _ ticks: [Tick], on scale: AxisScale, metrics: LayoutMetrics, left: Double, right: Double
  ) -> [Label] {
    ticks.compactMap { tick -> Label? in
      guard let pixel = scale.position(tick.value) else { return nil }
      let half = metrics.textWidth(tick.label) / 2
      let center = max(min(pixel, right - half), left + half)
      return Label(lines: [tick.label], full: tick.label, tick: pixel, center: center)
    }
    .sorted { $0.tick < $1.tick }
  }

  /// Whether neighbours keep their distance.
  static func areApart(_ labels: [Label], metrics: LayoutMetrics) -> Bool {
    func half(_ label: Label) -> Double {
      (label.lines.map { metrics.textWidth($0) }.max() ?? 0) / 2
    }
    return zip(labels, labels.dropFirst()).allSatisfy {
      $0.center + half($0) + gap <= $1.center - half($1)
    }
  }

  /// Names: on one line, else on two, else slanted; of slanted ones only as many as have room.
  private static func names(
    _ scale: AxisScale, metrics: LayoutMetrics, left: Double, right: Double
  ) -> HorizontalLabels {
    let ticks = scale.ticks(count: .max)
    let single = place(ticks, on: scale, metrics: metrics, left: left, right: right)
    if areApart(single, metrics: metrics) {
      return HorizontalLabels(labels: single, isRotated: false, height: metrics.lineHeight + 8)
    }
    let room = scale.bandwidth - gap
    let wrapped = single.compactMap { label -> Label? in
      TextMetrics.wrap(label.full, width: room, size: metrics.fontSize, lines: 2).map {
        Label(lines: $0, full: label.full, tick: label.tick, center: label.tick)
      }
    }
    if wrapped.count == single.count {
      return HorizontalLabels(
        labels: wrapped, isRotated: false, height: 2 * metrics.lineHeight + 8)
    }
    let every = max(Int((metrics.lineHeight / max(scale.bandwidth, 0.01) + 0.999)), 1)
    let slanted = single.enumerated().filter { $0.offset % every == 0 }.map { _, label in
      // The label ends below its tick; its start must not leave the drawing.
      let room = min(longestRotated, (label.tick - left) / 0.766 + 28)
      let text = TextMetrics.fit(label.full, width: room, size: metrics.fontSize)
      return Label(lines: [text], full: label.full, tick: label.tick, center: label.tick)
    }
    let longest = slanted.map { metrics.textWidth($0.lines[0]) }.max() ?? 0
    return HorizontalLabels(
      labels: slanted, isRotated: true, height: longest * slope + metrics.lineHeight + 2)
  }

  /// The text elements, below a plot that ends at `bottom`.
  func nodes(bottom: Double, metrics: LayoutMetrics) -> [SVGNode] {
    labels.flatMap { label -> [SVGNode] in
      if isRotated {
        let x = Coordinate(label.tick + 3).text
        let y = Coordinate(bottom + 14).text
        return [
          .label(
            label.lines[0], at: Point(label.tick + 3, bottom + 14), anchor: .end, full: label.full,
            attributes: [.init("transform", "rotate(-40 \(x) \(y))")])
        ]
      }
      return label.lines.enumerated().map { index, line in
        let point = Point(label.center, bottom + 18 + Double(index) * metrics.lineHeight)
        return .label(
          line, at: point, anchor: .middle, full: label.lines.count == 1 ? label.full : nil)
      }
    }
  }
}

extension PanelFrame {
  /// Bars by series, with error bars and values on top.
  func nodes(for mark: BarMark) -> [SVGNode] {
    var bars: [SVGNode] = []
    var above: [SVGNode] = []
    var below = [Double](repeating: 0, count: categoryCount(mark))
    var stacked = below
    let writer = ValueFormat(
      valueScale(mark.orientation).format, values: mark.series.flatMap(\.values))
    for (i, series) in mark.series.enumerated() {
      let isStacked = mark.arrangement == .stacked
      let (offset, width) = slot(
        of: isStacked ? 0 : i, among: isStacked ? 1 : mark.series.count, share: 0.74,
        orientation: mark.orientation, widest: 56)
      var path = PathBuilder()
      var labels: [SVGNode] = []
      for (index, value) in series.values.enumerated() where value.isFinite {
        var from = 0.0
        if isStacked {
          from = value < 0 ? below[index] : stacked[index]
          if value < 0 { below[index] += value } else { stacked[index] += value }
        }
        guard let middle = positionScale(mark.orientation).position(Double(index)) else { continue }
        let bar = Bar(
          middle: middle + offset, width: mark.series.count > 1 && !isStacked ? width - 1 : width,
          from: from, to: from + value)
        draw(bar, mark.orientation, into: &path)
        if mark.showsValues {
          let end = value < 0 ? series.low : series.high
          let reach = index < end.count && end[index].isFinite ? end[index] : from + value
          if let label = valueLabel(
            writer.text(value), value, at: bar, reach: isStacked ? nil : reach, series.role,
            mark.orientation)
          {
            labels.append(label)
          }
        }
      }
      let whiskers = whiskers(
        positions: series.values.indices.map(Double.init), low: series.low, high: series.high,
        offset: offset, orientation: mark.orientation)
      if let group = SVGNode.group(
        series.role.className, [.path(path, class: isStacked ? "fill" : "bar")].compactMap { $0 })
      {
        bars.append(group)
      }
      above += [.path(whiskers, class: "error")].compactMap { $0 } + labels
    }
    return bars + above
  }

  private struct Bar {
    let middle: Double
    let width: Double
    let from: Double
    let to: Double
  }

  private func categoryCount(_ mark: BarMark) -> Int {
    mark.series.map(\.values.count).max() ?? 0
  }

  private func draw(_ bar: Bar, _ orientation: MarkOrientation, into path: inout PathBuilder) {
    let scale = valueScale(orientation)
    let start = bar.from == 0 ? scale.base : scale.position(bar.from) ?? scale.base
    guard let end = scale.position(bar.to) else { return }
    path.rectangle(
      point(position: bar.middle - bar.width / 2, value: start, orientation),
      point(position: bar.middle + bar.width / 2, value: end, orientation))
  }

  /// The value beyond the bar's end, or inside a layer of a stack; nil where it has no room.
  private func valueLabel(
    _ text: String, _ value: Double, at bar: Bar, reach: Double?, _ role: ChartRole,
    _ orientation: MarkOrientation
  ) -> SVGNode? {
    let scale = valueScale(orientation)
    let width = metrics.textWidth(text)
    if let reach {
      guard let end = scale.position(reach) else { return nil }
      if orientation == .horizontal {
        if value < 0, end - 5 - width < box.x {
          return .label(text, at: Point(scale.base + 5, bar.middle + 4), class: "value")
        }
        return .label(
          text, at: Point(end + (value < 0 ? -5 : 5), bar.middle + 4),
          anchor: value < 0 ? .end : .start, class: "value")
      }
      guard width <= bar.width + 8 else { return nil }
      return .label(
        text, at: Point(bar.middle, value < 0 ? end + 14 : end - 5), anchor: .middle, class: "value"
      )
    }
    guard let start = scale.position(bar.from), let end = scale.position(bar.to) else { return nil }
    let room = orientation == .vertical ? bar.width : abs(end - start)
    let height = orientation == .vertical ? abs(end - start) : bar.width
    guard width + 6 <= room, height >= metrics.lineHeight else { return nil }
    let middle = point(position: bar.middle, value: (start + end) / 2, orientation)
    return .label(
      text, at: Point(middle.x, middle.y + 4), anchor: .middle,
      class: "value \(Contrast.textClass(on: role, opacity: 1))")
  }

  /// Error bars from low to high; an end that is infinite or outside runs to the panel's edge.
  func whiskers(
    positions: [Double], low: [Double], high: [Double], offset: Double,
    orientation: MarkOrientation
  ) -> PathBuilder {
    var path = PathBuilder()
    let scale = valueScale(orientation)
    let edge = (min(scale.start, scale.end), max(scale.start, scale.end))
    func pixel(_ value: Double) -> Double? {
      if value.isNaN { return nil }
      let limited = min(max(value, scale.domain.lower), scale.domain.upper)
      return scale.position(limited).map { min(max($0, edge.0), edge.1) }
    }
    for (i, position) in positions.enumerated() where i < low.count && i < high.count {
      guard let across = positionScale(orientation).position(position), let from = pixel(low[i]),
        let to = pixel(high[i])
      else { continue }
      path.move(to: point(position: across + offset, value: from, orientation))
      path.line(to: point(position: across + offset, value: to, orientation))
      // An arrow says that an interval goes on beyond the axis.
      for (end, value) in [(from, low[i]), (to, high[i])] where !scale.contains(value) {
        let inwards = end == edge.0 ? 5.0 : -5.0
        for sideways in [-3.5, 3.5] {
          path.move(
            to: point(
              position: across + offset + sideways, value: end + inwards, orientation))
          path.line(to: point(position: across + offset, value: end, orientation))
        }
      }
    }
    return path
  }
}

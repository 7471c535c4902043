/// Sentences about the marks of a panel: ends and extremes of lines, values of bars and intervals.
struct MarkDescription {
  private let panel: ResolvedPanel
  private let x: AxisWriter
  private let y: AxisWriter

  init(_ panel: ResolvedPanel) {
    self.panel = panel
    x = AxisWriter(panel.x)
    y = AxisWriter(panel.y)
  }

  /// The sentences, in the order of the marks; then which line is the highest at its end.
  var sentences: [String] {
    panel.marks.compactMap(sentence) + [ranking].compactMap { $0 }
  }

  private func sentence(_ mark: Mark) -> String? {
    switch mark {
    case .line(let mark): return curve(mark.name, mark.x, mark.y)
    case .area(let mark): return curve(mark.name, mark.x, mark.y)
    case .band, .rug: return nil
    case .points(let mark): return points(mark)
    case .bars(let mark):
      return mark.series.compactMap {
        values(
          $0.name, positions: $0.values.indices.map(Double.init), $0.values, low: $0.low,
          high: $0.high, mark.orientation)
      }
      .joined(separator: " ")
    case .intervals(let mark):
      return values(
        mark.name, positions: mark.positions, mark.values, low: mark.low, high: mark.high,
        mark.orientation)
    case .histogram(let mark): return histogram(mark)
    case .boxes(let mark):
      return values(
        mark.name.isEmpty ? "Medians" : "\(mark.name), medians",
        positions: mark.boxes.map(\.position), mark.boxes.map(\.median), low: [], high: [],
        mark.orientation)
    case .cells(let mark): return cells(mark)
    case .rule(let mark): return rule(mark)
    case .text(let mark):
      // Words on a line are its name, which the line's sentence has.
      return mark.text.isEmpty || mark.isCentred
        ? nil : "Marked at \(x.text(mark.x)): \(mark.text)."
    }
  }

  private func curve(_ name: String, _ xs: [Double], _ ys: [Double]) -> String? {
    let points = finite(xs, ys)
    let subject = name.isEmpty ? "The line" : name
    guard let first = points.first, let last = points.last,
      let highest = points.max(by: { $0.y < $1.y }), let lowest = points.min(by: { $0.y < $1.y })
    else { return nil }
    if points.count == 1 { return "\(subject) is \(y.text(first.y)) at \(x.text(first.x))." }
    if highest.y == lowest.y { return "\(subject) stays at \(y.text(first.y))." }
    var parts = ["starts at \(y.text(first.y))"]
    if highest.y > max(first.y, last.y) {
      parts.append("peaks at \(y.text(highest.y)) (\(x.text(highest.x)))")
    }
    if lowest.y < min(first.y, last.y) {
      parts.append("is lowest at \(y.text(lowest.y)) (\(x.text(lowest.x)))")
    }
    parts.append("ends at \(y.text(last.y))")
    return "\(subject) \(parts.joined(separator: ", "))."
  }

  /// Which of several lines, references aside, ends the highest.
  private var ranking: String? {
    var ends: [(name: String, y: Double)] = []
    for case .line(let line) in panel.marks
    where line.role != .reference && line.role != .muted
      && !line.name.isEmpty
    {
      if let last = finite(line.x, line.y).last { ends.append((line.name, last.y)) }
    }
    guard ends.count > 1, let best = ends.max(by: { $0.y < $1.y }) else { return nil }
    let tied = ends.filter { abs($0.y - best.y) <= panel.y.domain.span * 1e-3 }
    return tied.count == 1
      ? "At its end \(best.name) is the highest."
      : "At the end \(tied.count) lines meet at the top."
  }

  private func points(_ mark: PointMark) -> String? {
    let points = finite(mark.x, mark.y)
    guard let left = points.min(by: { $0.x < $1.x }), let right = points.max(by: { $0.x < $1.x }),
      let low = points.min(by: { $0.y < $1.y }), let high = points.max(by: { $0.y < $1.y })
    else { return nil }
    let count = ValueFormat.single(Double(points.count), .count)
    let name = mark.name.isEmpty ? "" : "\(mark.name): "
    return "\(name)\(count) points, \(x.text(left.x)) to \(x.text(right.x)) across, "
      + "\(y.text(low.y)) to \(y.text(high.y)) up."
  }

  private func values(
    _ name: String, positions: [Double], _ values: [Double], low: [Double], high: [Double],
    _ orientation: MarkOrientation
  ) -> String? {
    let position = orientation == .vertical ? x : y
    let value = orientation == .vertical ? y : x
    let shown = zip(positions, values).enumerated().filter { $0.element.1.isFinite }
    guard !shown.isEmpty else { return nil }
    let prefix = name.isEmpty ? "" : "\(name): "
    if shown.count <= ChartDescription.listed {
      let items = shown.map { index, item -> String in
        var text = "\(position.text(item.0)) \(value.text(item.1))"
        if index < low.count, index < high.count, low[index].isFinite, high[index].isFinite {
          text += " (\(value.text(low[index])) to \(value.text(high[index])))"
        }
        return text
      }
      return prefix + items.joined(separator: "; ") + "."
    }
    guard let highest = shown.max(by: { $0.element.1 < $1.element.1 })?.element,
      let lowest = shown.min(by: { $0.element.1 < $1.element.1 })?.element
    else { return nil }
    return "\(prefix)\(shown.count) values; highest \(position.text(highest.0)) "
      + "(\(value.text(highest.1))), lowest \(position.text(lowest.0)) (\(value.text(lowest.1)))."
  }

  private func histogram(_ mark: HistogramMark) -> String? {
    let count = min(mark.values.count, max(mark.edges.count - 1, 0))
    let tallest = (0..<count).filter { mark.values[$0].isFinite }.max {
      mark.values[$0] < mark.values[$1]
    }
    guard let tallest, let first = mark.edges.first else { return nil }
    let name = mark.name.isEmpty ? "" : "\(mark.name): "
    return
      "\(name)\(count) bars from \(x.text(first)) to \(x.text(mark.edges[count])); the tallest, "
      + "\(y.text(mark.values[tallest])), between \(x.text(mark.edges[tallest])) and "
      + "\(x.text(mark.edges[tallest + 1]))."
  }

  private func cells(_ mark: CellMark) -> String? {
    var cells: [(row: Int, column: Int, value: Double)] = []
    for (row, values) in mark.values.enumerated() {
      for (column, value) in values.enumerated() where value.isFinite {
        cells.append((row, column, value))
      }
    }
    guard let high = cells.max(by: { $0.value < $1.value }),
      let low = cells.min(by: { $0.value < $1.value })
    else { return nil }
    func place(_ cell: (row: Int, column: Int, value: Double)) -> String {
      let value = ValueFormat.single(cell.value, mark.format)
      return "\(value) at \(y.text(Double(cell.row))), \(x.text(Double(cell.column)))"
    }
    let name = mark.name.isEmpty ? "" : "\(mark.name): "
    return "\(name)\(cells.count) cells; highest \(place(high)); lowest \(place(low))."
  }

  private func rule(_ mark: RuleMark) -> String? {
    guard let label = mark.label, !label.isEmpty else { return nil }
    switch mark.position {
    case .x(let value): return "A line marks \(x.text(value)): \(label)."
    case .y(let value): return "A line marks \(y.text(value)): \(label)."
    case .identity: return "A line marks where both axes agree: \(label)."
    case .xRange(let from, let to):
      return "A strip marks \(x.text(from)) to \(x.text(to)): \(label)."
    case .yRange(let from, let to):
      return "A strip marks \(y.text(from)) to \(y.text(to)): \(label)."
    }
  }

  private func finite(_ xs: [Double], _ ys: [Double]) -> [(x: Double, y: Double)] {
    zip(xs, ys).filter { $0.isFinite && $1.isFinite }.map { (x: $0, y: $1) }
  }
}

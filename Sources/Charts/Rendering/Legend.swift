/// A row, or several, of samples with names, above a plot.
struct Legend {
  private struct Item {
    let entry: ChartKey.Entry
    let text: String
    let x: Double
    let row: Int
  }

  private let items: [Item]
  private let rowHeight = 18.0
  /// The height that the legend takes.
  let height: Double

  private static let gap = 18.0

  init(_ entries: [ChartKey.Entry], metrics: LayoutMetrics) {
    var items: [Item] = []
    var x = 0.0
    var row = 0
    for entry in entries {
      let text = TextMetrics.fit(
        entry.name, width: metrics.width - 32, size: metrics.fontSize)
      let sample = Self.sampleWidth(entry.sample)
      let width = sample + 6 + metrics.textWidth(text)
      if x > 0, x + width > metrics.width {
        x = 0
        row += 1
      }
      items.append(Item(entry: entry, text: text, x: x, row: row))
      x += width + Self.gap
    }
    self.items = items
    height = items.isEmpty ? 0 : Double(row + 1) * 18 + 6
  }

  private static func sampleWidth(_ sample: ChartKey.Entry.Sample) -> Double {
    if case .line = sample { 24 } else { 12 }
  }

  /// The samples and names, from `top` down.
  func nodes(top: Double) -> [SVGNode] {
    items.compactMap { item in
      let middle = top + Double(item.row) * rowHeight + 8
      let label = SVGNode.label(
        item.text, at: Point(item.x + Self.sampleWidth(item.entry.sample) + 6, middle + 4),
        full: item.entry.name)
      return .group(item.entry.role.className, sample(item.entry, x: item.x, y: middle) + [label])
    }
  }

  private func sample(_ entry: ChartKey.Entry, x: Double, y: Double) -> [SVGNode] {
    var path = PathBuilder()
    switch entry.sample {
    case .line(let dashed):
      path.move(to: Point(x, y))
      path.line(to: Point(x + 24, y))
      return [.path(path, class: dashed ? "line dashed" : "line")].compactMap { $0 }
    case .square(let isSolid):
      path.rectangle(Point(x, y - 6), Point(x + 12, y + 6))
      return [.path(path, class: isSolid ? "fill" : "bar")].compactMap { $0 }
    case .dot, .hollow:
      path.dot(at: Point(x + 6, y))
      let hole = SVGNode.path(path, class: "dots hole")
      return [.path(path, class: "dots estimate"), entry.sample == .hollow ? hole : nil]
        .compactMap { $0 }
    }
  }
}

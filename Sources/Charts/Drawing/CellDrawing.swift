extension PanelFrame {
  /// The levels of shade: few enough to group cells, many enough to look continuous.
  static let shades = 12

  /// The strongest shade; text stays readable on it.
  static let strongest = 0.85

  /// Cells by shade, then their values.
  func nodes(for mark: CellMark) -> [SVGNode] {
    let shade = CellShade(mark)
    var paths: [Int: PathBuilder] = [:]
    var labels: [String: [SVGNode]] = [:]
    let writer = shade.writer
    let fits = mark.showsValues && cellsFit(mark, writer)
    for (row, values) in mark.values.enumerated() {
      for (column, value) in values.enumerated() {
        guard let level = shade.level(value),
          let left = x.position(Double(column) - 0.5), let right = x.position(Double(column) + 0.5),
          let top = y.position(Double(row) - 0.5), let bottom = y.position(Double(row) + 0.5)
        else { continue }
        paths[level, default: PathBuilder()].rectangle(
          Point(left + 0.5, top + 0.5), Point(right - 0.5, bottom - 0.5))
        guard fits else { continue }
        let ink = Contrast.textClass(on: Self.role(level), opacity: Self.opacity(level))
        labels[ink, default: []].append(
          .label(
            writer.text(value), at: Point((left + right) / 2, (top + bottom) / 2 + 4),
            anchor: .middle))
      }
    }
    let fills = paths.keys.sorted().compactMap { level -> SVGNode? in
      guard let path = paths[level] else { return nil }
      return Self.shadedPath(path, level: level)
    }
    return fills
      + labels.keys.sorted().compactMap { ink in
        SVGNode.texts("value \(ink)", labels[ink] ?? [])
      }
  }

  /// Whether every cell has room for its value.
  func cellsFit(_ mark: CellMark, _ writer: ValueFormat) -> Bool {
    let widest = mark.values.joined().map { metrics.textWidth(writer.text($0)) }.max() ?? 0
    return widest + 4 <= x.bandwidth && y.bandwidth >= metrics.lineHeight
  }

  /// The opacity of a level; its sign is the side of the middle.
  static func opacity(_ level: Int) -> Double {
    0.06 + (strongest - 0.06) * Double(abs(level)) / Double(shades)
  }

  /// The colour of a level: the second series' below the middle.
  static func role(_ level: Int) -> ChartRole { level < 0 ? .series(1) : .series(0) }

  /// A path in the shade of a level.
  static func shadedPath(_ path: PathBuilder, level: Int) -> SVGNode {
    .path(
      path.text, class: "fill " + role(level).className,
      attributes: [.init("fill-opacity", Hundredths(opacity(level)).text)])
  }
}

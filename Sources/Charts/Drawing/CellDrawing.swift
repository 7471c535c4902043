extension PanelFrame {
  /// The levels of shade: few enough to group cells, many enough to look continuous.
  static let shades = 12

  /// The strongest shade; text stays readable on it.
  static let strongest = 0.85

  /// Cells by shade, then their values.
  func nodes(for mark: CellMark) -> [SVGNode] {
    let shade = CellShade(mark)
    let levels = mark.values.map { $0.map(shade.level) }
    return tiles(levels) + values(of: mark, levels, shade.writer)
  }

  /// The cells of one level side by side are one stroke as thick as the row, whose dashes are the
  /// cells: a third of what a rectangle for each would take.
  private func tiles(_ levels: [[Int?]]) -> [SVGNode] {
    var paths: [Int: PathBuilder] = [:]
    for (row, line) in levels.enumerated() {
      guard let middle = y.position(Double(row)) else { continue }
      var column = 0
      while column < line.count {
        let first = column
        while column < line.count, line[column] == line[first] { column += 1 }
        guard let level = line[first], let left = x.position(Double(first) - 0.5),
          let right = x.position(Double(column) - 0.5)
        else { continue }
        paths[level, default: PathBuilder()].move(to: Point(left + 0.5, middle))
        paths[level, default: PathBuilder()].line(to: Point(right - 0.5, middle))
      }
    }
    let strokes = paths.sorted { $0.key < $1.key }.map { level, path in
      SVGNode.path(
        path.text, class: Self.role(level).className,
        attributes: [.init("stroke-opacity", Hundredths(Self.opacity(level)).text)])
    }
    guard !strokes.isEmpty else { return [] }
    return [
      .element(
        name: "g",
        attributes: [
          .init("class", "tiles"), .init("stroke-width", Hundredths(y.bandwidth - 1).text),
          .init("stroke-dasharray", Hundredths(x.bandwidth - 1).text + " 1"),
        ], children: strokes)
    ]
  }

  /// The values in their cells, in an ink that is read on the shade; none where one has no room.
  private func values(of mark: CellMark, _ levels: [[Int?]], _ writer: ValueFormat) -> [SVGNode] {
    guard mark.showsValues, cellsFit(mark, writer) else { return [] }
    var labels: [String: [SVGNode]] = [:]
    for (row, line) in mark.values.enumerated() {
      guard let middle = y.position(Double(row)) else { continue }
      for (column, value) in line.enumerated() {
        guard let level = levels[row][column], let centre = x.position(Double(column)) else {
          continue
        }
        let ink = Contrast.textClass(on: Self.role(level), opacity: Self.opacity(level))
        labels[ink, default: []].append(
          .label(writer.text(value), at: Point(centre, middle + 4), anchor: .middle))
      }
    }
    return labels.sorted { $0.key < $1.key }.compactMap { ink, labels in
      SVGNode.texts("value \(ink)", labels)
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

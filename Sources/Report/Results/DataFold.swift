import Charts
import Execution

/// The numbers of a result to look at and to take away: those of charts as tables behind a fold,
/// and links that save tables as CSV.
struct DataFold {
  private let result: CellResult
  private let targets: [PageNumbering.Target?]

  init(_ result: CellResult, targets: [PageNumbering.Target?]) {
    self.result = result
    self.targets = targets
  }

  var nodes: [HTMLNode] {
    var content: [HTMLNode] = []
    var offers: [[HTMLNode]] = []
    for (index, item) in result.items.enumerated() {
      guard targets.indices.contains(index), let target = targets[index] else { continue }
      switch item {
      case .table(let table):
        offers.append([link(table, "Table\u{A0}\(target.number)", file: target.id)])
      case .chart(let chart):
        let (links, numbers) = series(chart, target)
        offers.append(links)
        content += numbers
      case .verdict, .checklist: continue
      }
    }
    offers.removeAll(where: \.isEmpty)
    var nodes = content.isEmpty ? [] : [FoldRow.fold("Data", content)]
    if !offers.isEmpty {
      nodes.append(
        .element("span", [:], [.text("CSV of ")] + offers.joined(separator: [.text(", ")])))
    }
    return nodes
  }

  /// The series of a chart: links that save them, and their numbers to look at.
  private func series(
    _ chart: Chart, _ target: PageNumbering.Target
  ) -> (links: [HTMLNode], numbers: [HTMLNode]) {
    let tables = ChartTables.tables(chart)
    let figure = "Figure\u{A0}\(target.number)"
    var numbers: [HTMLNode] = []
    var links: [HTMLNode] = []
    var isThinned = false
    for (place, table) in tables.enumerated() where !Self.isMarker(table, among: tables) {
      let suffix = place == 0 ? "" : "-\(place + 1)"
      let shown = ChartTables.thinned(table)
      // The whole of a long series is left to the JSON beside the page, which stays small.
      isThinned = isThinned || shown.rows.count < table.rows.count
      let part = Self.part(of: tables, place)
      links.append(
        link(shown, part ?? figure, of: part == nil ? nil : figure, file: target.id + suffix))
      numbers += self.numbers(shown, target, suffix: suffix)
    }
    if tables.count == 1 { return (links + (isThinned ? [.text(" (thinned)")] : []), numbers) }
    if links.isEmpty { return ([], numbers) }
    let joined = links.map { [$0] }.joined(separator: [.text(" · ")])
    let start = "\(figure) (\(isThinned ? "thinned: " : "")"
    return ([.text(start)] + joined + [.text(")")], numbers)
  }

  /// Whether a table holds a mark on another's curve, of which a chart may have a dozen: each is a
  /// value of the cell as well, and has its place in the JSON.
  private static func isMarker(_ table: ResultTable, among tables: [ResultTable]) -> Bool {
    table.rows.count <= 2 && tables.count { $0.rows.count <= 2 } > 4
      && tables.contains { $0.rows.count > 10 }
  }

  /// Which of a chart's tables one is: the series that it holds, or its place where they are many or
  /// another table holds series of the same names, as every panel of a facet may; nil for its only
  /// one.
  private static func part(of tables: [ResultTable], _ place: Int) -> String? {
    guard tables.count > 1 else { return nil }
    let title = tables[place].title
    let isShort = !title.isEmpty && title.unicodeScalars.count <= 30
    let isOnly = tables.count { $0.title == title } == 1
    return isShort && isOnly ? title : "part\u{A0}\(place + 1)"
  }

  private func numbers(
    _ table: ResultTable, _ target: PageNumbering.Target, suffix: String
  ) -> [HTMLNode] {
    let label = "\(target.id).data\(suffix)"
    let title = "Numbers of Figure\u{A0}\(target.number)"
    return [
      .element("p", ["class": "remark", "id": label], text: title),
      TableRenderer(table, folds: false).node(labelledBy: label),
    ] + table.notes.map { .element("p", ["class": "remark"], text: $0) }
  }

  /// - Parameter figure: what a name that does not say it belongs to.
  private func link(
    _ table: ResultTable, _ name: String, of figure: String? = nil, file: String
  ) -> HTMLNode {
    .element(
      "a",
      [
        "href": TableCSV.address(table), "download": file + ".csv",
        "aria-label": figure.map { "\($0): \(name)" },
      ], text: name)
  }
}

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
    var links: [HTMLNode] = []
    for (index, item) in result.items.enumerated() {
      guard targets.indices.contains(index), let target = targets[index] else { continue }
      switch item {
      case .table(let table):
        links.append(link(table, "Table\u{A0}\(target.number)", file: target.id))
      case .chart(let chart):
        let tables = ChartTables.tables(chart)
        for (place, table) in tables.enumerated() where !Self.isMarker(table, among: tables) {
          let suffix = place == 0 ? "" : "-\(place + 1)"
          let shown = ChartTables.thinned(table)
          // The whole of a long series is left to the JSON beside the page, which stays small.
          let isThinned = shown.rows.count < table.rows.count
          let name =
            "Figure\u{A0}\(target.number)" + Self.part(of: tables, place, isThinned: isThinned)
          links.append(link(shown, name, file: target.id + suffix))
          content += numbers(shown, target, suffix: suffix)
        }
      case .verdict, .checklist: continue
      }
    }
    var nodes = content.isEmpty ? [] : [FoldRow.fold("Data", content)]
    if !links.isEmpty { nodes.append(.element("span", [:], Self.sentence(links))) }
    return nodes
  }

  /// Whether a table holds a mark on another's curve, of which a chart may have a dozen: each is a
  /// value of the cell as well, and has its place in the JSON.
  private static func isMarker(_ table: ResultTable, among tables: [ResultTable]) -> Bool {
    table.rows.count <= 2 && tables.count { $0.rows.count <= 2 } > 4
      && tables.contains { $0.rows.count > 10 }
  }

  /// Which of a chart's tables one is: the series that it holds, or its place where they are many or
  /// another table holds series of the same names, as every panel of a facet may.
  private static func part(
    of tables: [ResultTable], _ place: Int, isThinned: Bool
  ) -> String {
    let thinned = isThinned ? "some of its points" : ""
    guard tables.count > 1 else { return isThinned ? " (\(thinned))" : "" }
    let title = tables[place].title
    let isShort = !title.isEmpty && title.unicodeScalars.count <= 30
    let isOnly = tables.count { $0.title == title } == 1
    if isShort, isOnly { return " (\(title)\(isThinned ? ", \(thinned)" : ""))" }
    return ", part\u{A0}\(place + 1)" + (isThinned ? " (\(thinned))" : "")
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

  private func link(_ table: ResultTable, _ name: String, file: String) -> HTMLNode {
    .element("a", ["href": TableCSV.address(table), "download": file + ".csv"], text: name)
  }

  /// "CSV of Table 1, Figure 2".
  private static func sentence(_ links: [HTMLNode]) -> [HTMLNode] {
    var line: [HTMLNode] = [.text("CSV of ")]
    for (index, link) in links.enumerated() {
      if index > 0 { line.append(.text(", ")) }
      line.append(link)
    }
    return line
  }
}

import Diagnostics
import Execution
import Report

/// Pages that hold one result, to look at how it is written.
enum Results {
  static func html(
    _ result: CellResult, change: (inout CellOutcome) -> Void = { _ in }
  ) -> String {
    PageRenderer.html(run(result, change: change))
  }

  static func run(
    _ result: CellResult, change: (inout CellOutcome) -> Void = { _ in }
  ) -> PageRun {
    let page = PageBuilder()
    page.directive(
      "```{show #it}\n```", verb: "show", name: "it", result: result, change: change)
    return page.run()
  }

  /// How the cells of one column are written, below a first column of names.
  static func column(
    _ style: NumberStyle, _ cells: [TableCell], unit: String? = nil, others: [[TableCell]] = []
  ) -> [String] {
    var columns = [TableColumn("name"), TableColumn("value", style, unit: unit)]
    columns += others.map { _ in TableColumn("other") }
    let rows = cells.enumerated().map { index, cell in
      [.text("r"), cell] + others.map { $0[index] }
    }
    let table = ResultTable(title: "t", columns: columns, rows: rows)
    let html = html(CellResult(items: [.table(table)]))
    return texts(between: "<tr><th scope=\"row\">r", and: "\n", in: html)
      .compactMap { firstCell($0) }
  }

  /// The text of the first `<td>` of a row, or of the whole where cells end with a line feed.
  private static func firstCell(_ row: String) -> String? {
    guard let start = row.range(of: ">") else { return nil }
    let rest = row[start.upperBound...]
    return String(rest[..<(rest.range(of: "<td")?.lowerBound ?? rest.endIndex)])
  }

  /// All stretches of a text between two others.
  static func texts(between start: String, and end: String, in text: String) -> [String] {
    var found: [String] = []
    var rest = text
    while let lower = rest.range(of: start) {
      rest = String(rest[lower.upperBound...])
      guard let upper = rest.range(of: end) else { break }
      found.append(String(rest[..<upper.lowerBound]))
    }
    return found
  }
}

import Charts
import Execution

/// Results as plain Markdown: pipe tables, quoted sentences, lists.
enum ResultText {
  /// A table with its numbers as the page writes them.
  static func table(_ table: ResultTable) -> String {
    let formats = table.columns.indices.map { ColumnFormat(table, column: $0) }
    let header = table.columns.enumerated().map { index, column in
      formats[index].unit.map { $0.isEmpty ? column.name : "\(column.name) (\($0))" }
        ?? column.name
    }
    let rule = formats.enumerated().map { index, format in
      index > 0 && format.isNumeric ? "---:" : "---"
    }
    var lines = [row(header), row(rule)]
    for (index, cells) in table.rows.enumerated() {
      lines.append(
        row(
          formats.enumerated().map { column, format in
            column < cells.count ? format.text(cells[column], row: index) ?? "–" : "–"
          }))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map(escape).joined(separator: " | ") + " |"
  }

  private static func escape(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
      .split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  static func checklist(_ checks: [CellResult.Check]) -> String {
    checks.map { check in
      let mark = check.passed.map { $0 ? "[x]" : "[ ]" } ?? "(not applied)"
      let detail = check.detail.isEmpty ? "" : " (\(Typography.minus(check.detail)))"
      return "- \(mark) \(Typography.minus(check.text))\(detail)\n"
    }.joined()
  }

  /// The notes of a result, a line each.
  static func notes(_ notes: [String]) -> String {
    notes.map { "*\(Typography.minus($0))*\n" }.joined(separator: "\n")
  }
}

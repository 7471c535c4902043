import Charts
import Execution
import JSON

/// A run as a Jupyter notebook (nbformat 4.5): prose as Markdown cells with its values filled in,
/// directives as code cells, what they gave as outputs.
package enum JupyterExport {
  package static func json(_ run: PageRun) -> String {
    let cut = ExportPieces(run)
    var cells: [JSONValue] = cut.head.isEmpty ? [] : [markdown(cut.head, number: 0)]
    for piece in cut.pieces {
      switch piece {
      case .prose(let text): cells.append(markdown(text, number: cells.count))
      case .cell(let index): cells.append(code(index, cut, number: cells.count))
      }
    }
    let metadata = JSONValue.object([
      (
        "kernelspec",
        .object([("display_name", .string("Casebook")), ("name", .string("casebook"))])
      ),
      ("language_info", .object([("name", .string("casebook"))])),
      ("title", .string(TitleBlock.plainTitle(cut.page))),
    ])
    return JSONText.text(
      .object([
        ("cells", .array(cells)), ("metadata", metadata), ("nbformat", .integer(4)),
        ("nbformat_minor", .integer(5)),
      ]))
  }

  private static func markdown(_ text: String, number: Int) -> JSONValue {
    .object([
      ("cell_type", .string("markdown")), ("id", .string("cell-\(number)")),
      ("metadata", .object([])), ("source", lines(text)),
    ])
  }

  private static func code(_ index: Int, _ cut: ExportPieces, number: Int) -> JSONValue {
    let outcome = cut.page.run.outcomes[index]
    return .object([
      ("cell_type", .string("code")), ("execution_count", .integer(index + 1)),
      ("id", .string("cell-\(number)")), ("metadata", .object([])),
      ("outputs", .array(outputs(index, cut))), ("source", lines(outcome.cell.sourceText)),
    ])
  }

  private static func outputs(_ index: Int, _ cut: ExportPieces) -> [JSONValue] {
    let outcome = cut.page.run.outcomes[index]
    var outputs: [JSONValue] = []
    if let problem = ExportPieces.problem(outcome) {
      outputs.append(
        .object([
          ("name", .string("stderr")), ("output_type", .string("stream")), ("text", lines(problem)),
        ]))
    }
    guard outcome.presentation.output, let result = outcome.result else { return outputs }
    for item in result.items {
      switch item {
      case .table(let table):
        let text = ResultText.table(table)
        outputs.append(display([("text/markdown", text), ("text/plain", text)]))
      case .chart(let chart):
        outputs.append(
          display([
            ("image/svg+xml", ChartRenderer.file(chart)),
            ("text/plain", ChartRenderer.title(of: chart)),
          ]))
      case .verdict(let text):
        let words = Typography.statement(text)
        outputs.append(display([("text/markdown", "**\(words)**"), ("text/plain", words)]))
      case .checklist(let checks):
        let text = ResultText.checklist(checks)
        outputs.append(display([("text/markdown", text), ("text/plain", text)]))
      }
    }
    if !result.notes.isEmpty {
      let text = ResultText.notes(result.notes)
      outputs.append(display([("text/markdown", text), ("text/plain", text)]))
    }
    return outputs
  }

  private static func display(_ data: [(type: String, text: String)]) -> JSONValue {
    .object([
      ("data", .object(data.map { ($0.type, lines($0.text)) })), ("metadata", .object([])),
      ("output_type", .string("display_data")),
    ])
  }

  /// A text as the format has it: a list of lines, each with its line feed.
  private static func lines(_ text: String) -> JSONValue {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0) + "\n"
    }
    if let last = lines.popLast(), last.utf8.count > 1 { lines.append(String(last.dropLast())) }
    return .array(lines.map { .string($0) })
  }
}

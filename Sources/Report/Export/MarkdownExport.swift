import Charts
import Execution

/// A run as plain Markdown: values filled in, tables as pipe tables, charts as SVG files beside it.
package enum MarkdownExport {
  package struct Document: Sendable {
    package var text: String
    /// Paths relative to the Markdown file.
    package var figures: [(path: String, svg: String)]
  }

  /// - Parameter figureFolder: the name of the folder for charts, beside the Markdown file.
  package static func document(_ run: PageRun, figureFolder: String) -> Document {
    let cut = ExportPieces(run)
    var document = Document(text: "", figures: [])
    var parts = cut.head.isEmpty ? [] : [cut.head]
    for piece in cut.pieces {
      switch piece {
      case .prose(let text): parts.append(text)
      case .cell(let index):
        parts += cell(index, cut, figureFolder: figureFolder, figures: &document.figures)
      }
    }
    document.text = parts.joined(separator: "\n\n") + "\n"
    return document
  }

  private static func cell(
    _ index: Int, _ cut: ExportPieces, figureFolder: String,
    figures: inout [(path: String, svg: String)]
  ) -> [String] {
    let outcome = cut.page.run.outcomes[index]
    var parts: [String] = []
    if let problem = ExportPieces.problem(outcome) {
      parts.append(
        "> **Not computed.** " + problem.split(separator: "\n").joined(separator: "\n> "))
    }
    guard outcome.presentation.output, let result = outcome.result else { return parts }
    let captioned =
      result.items.firstIndex { if case .chart = $0 { true } else { false } }
      ?? result.items.firstIndex { if case .table = $0 { true } else { false } }
    for (position, item) in result.items.enumerated() {
      func caption(_ fallback: String) -> String {
        cut.caption(index, item: position, fallback: fallback, isOwn: position == captioned)
      }
      switch item {
      case .table(let table):
        parts.append(caption(table.title))
        parts.append(trimmed(ResultText.table(table)))
      case .chart(let chart):
        let id = cut.page.numbering.items[index][position]?.id ?? "fig.\(outcome.name)"
        let path = "\(figureFolder)/\(id).svg"
        figures.append((path, ChartRenderer.file(chart)))
        let words = ChartRenderer.title(of: chart)
        parts.append("![\(escape(words))](<\(path)>)")
        parts.append(caption(chart.title ?? ChartKindName.text(chart.kind)))
      case .verdict(let text): parts.append("**\(Typography.statement(text))**")
      case .checklist(let checks): parts.append(trimmed(ResultText.checklist(checks)))
      }
    }
    if !result.notes.isEmpty { parts.append(trimmed(ResultText.notes(result.notes))) }
    return parts
  }

  private static func escape(_ text: String) -> String {
    String(text.map { $0 == "[" || $0 == "]" || $0.isNewline ? " " : $0 })
  }

  private static func trimmed(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}

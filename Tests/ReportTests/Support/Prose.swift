import Diagnostics
import Execution
import NotebookSyntax
import Report

/// A page of prose alone, from Markdown as an author writes it.
enum Prose {
  static let grammar = DirectiveGrammar(textKeys: { _, _ in [] }, hasTextBody: { _ in false })

  static func run(_ markdown: String) -> PageRun {
    let source = SourceFile(path: "prose.md", text: markdown)
    let notebook = NotebookParser.parse(source, grammar: grammar)
    return PageRun(
      notebook: notebook,
      outcomes: notebook.cells.map { CellOutcome(cell: $0, name: $0.verb.value, status: .ok) },
      inlineValues: [:], diagnostics: notebook.diagnostics, parameters: [],
      provenance: Provenance(sources: [], seed: 0, engine: "casebook 0.1.0", seconds: 0))
  }

  static func render(
    _ markdown: String, options: PageOptions = PageOptions()
  ) -> RenderedPage {
    PageRenderer.render(run(markdown), options: options)
  }

  /// What stands between `<article>` and `</article>`.
  static func article(_ markdown: String, options: PageOptions = PageOptions()) -> String {
    let html = render(markdown, options: options).html
    guard let start = html.range(of: "<article>"), let end = html.range(of: "</article>") else {
      return html
    }
    return String(html[start.upperBound..<end.lowerBound])
  }
}

extension String {
  /// The first occurrence of a text.
  func range(of pattern: String) -> Range<String.Index>? {
    let text = Array(utf8)
    let wanted = Array(pattern.utf8)
    guard !wanted.isEmpty, text.count >= wanted.count else { return nil }
    for i in 0...(text.count - wanted.count)
    where text[i] == wanted[0] && text[i..<(i + wanted.count)].elementsEqual(wanted) {
      let lower = utf8.index(utf8.startIndex, offsetBy: i)
      return lower..<utf8.index(lower, offsetBy: wanted.count)
    }
    return nil
  }

  func has(_ pattern: String) -> Bool { range(of: pattern) != nil }
}

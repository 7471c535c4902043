import Execution
import NotebookSyntax

/// Finds the works that a page cites, wherever its text may stand.
struct CitationCollector {
  /// Keys in the order found, with repetitions.
  private(set) var keys: [String] = []
  private var depth = 0

  /// The keys of citations in brackets, and the names of `@name` that stand in a sentence.
  static func keys(_ run: PageRun) -> [String] {
    var collector = CitationCollector()
    let front = run.notebook.frontMatter
    let texts = [front.title, front.subtitle, front.date, front.abstract].compactMap { $0 }
    for text in texts + front.authors { collector.visit(text.inlines) }
    collector.visit(run.notebook.blocks)
    for footnote in run.notebook.footnotes { collector.visit(footnote.blocks) }
    for outcome in run.outcomes {
      collector.visit(outcome.presentation.title?.inlines ?? [])
      collector.visit(outcome.presentation.caption?.inlines ?? [])
    }
    return collector.keys
  }

  private mutating func visit(_ blocks: [Block]) {
    // What lies deeper is shown as source.
    guard depth <= ProseRenderer.deepestNesting else { return }
    depth += 1
    defer { depth -= 1 }
    for block in blocks {
      switch block.kind {
      case .heading(_, _, let inlines), .paragraph(let inlines): visit(inlines)
      case .blockQuote(let inner): visit(inner)
      case .callout(_, let title, let inner):
        visit(title)
        visit(inner)
      case .list(let list): for item in list.items { visit(item.blocks) }
      case .table(let table):
        for cell in table.header { visit(cell) }
        for row in table.rows { for cell in row { visit(cell) } }
      case .code, .html, .thematicBreak, .math, .directive: continue
      }
    }
  }

  private mutating func visit(_ inlines: [Inline]) {
    guard depth <= 2 * ProseRenderer.deepestNesting else { return }
    depth += 1
    defer { depth -= 1 }
    for inline in inlines {
      switch inline.kind {
      case .citation(let items): keys += items.map(\.key)
      case .reference(let name): keys.append(name)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, _, let inner), .image(_, _, let inner):
        visit(inner)
      case .text, .softBreak, .lineBreak, .code, .html, .math, .value, .footnoteReference: continue
      }
    }
  }
}

import Diagnostics
import Execution
import NotebookSyntax

/// What every part of a page may look at while the page is made; nothing in it changes.
struct PageContext: Sendable {
  let run: PageRun
  let options: PageOptions
  /// The blocks of the body, without a heading that became the title.
  let blocks: [Block]
  /// The page's title as running text, from the front matter or the first heading; nil for neither.
  let title: [Inline]?
  let numbering: PageNumbering
  let citations: PageCitations
  /// The number of each footnote by its label.
  let footnotes: [String: Int]
  /// Whether computed values are marked in the prose (`values: plain` turns it off).
  let marksValues: Bool

  init(_ run: PageRun, _ options: PageOptions) {
    self.run = run
    self.options = options
    var blocks = run.notebook.blocks
    var title = run.notebook.frontMatter.title?.inlines
    if title == nil, let first = blocks.first, case .heading(1, _, let inlines) = first.kind {
      title = inlines
      blocks.removeFirst()
    }
    self.blocks = blocks
    self.title = title
    numbering = PageNumbering(run, blocks: blocks)
    citations = PageCitations(run, options, numbering: numbering)
    footnotes = Dictionary(
      run.notebook.footnotes.enumerated().map { ($1.label, $0 + 1) },
      uniquingKeysWith: { first, _ in first })
    let values = run.notebook.frontMatter.text("values")
    marksValues = values.map { $0 != "plain" } ?? !options.plainValues
  }

  var path: String { run.notebook.source.path }

  /// The notebook's text between two offsets.
  func sourceText(_ range: SourceRange) -> String {
    let bytes = run.notebook.source.bytes
    let lower = min(max(range.lower.offset, 0), bytes.count)
    let upper = min(max(range.upper.offset, lower), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}

extension FrontMatter {
  /// The value of a key that holds one plain word or text.
  func text(_ key: String) -> String? {
    guard case .scalar(let text, _)? = entry(key)?.kind else { return nil }
    return text
  }
}

import Diagnostics
import Execution
import NotebookSyntax

/// Builds a `PageRun` piece by piece, with source text behind every piece, so that ranges are real.
final class PageBuilder {
  private var text = ""
  private var blocks: [Block] = []
  private var cells: [Cell] = []
  private var outcomes: [CellOutcome] = []
  private var values: [Int: ResolvedValue] = [:]
  private var footnotes: [Footnote] = []
  var front = FrontMatter()
  var parameters: [(name: String, value: ParamValue)] = []
  var diagnostics: [Diagnostic] = []
  var sources: [SourceRecord] = []
  let path: String

  init(path: String = "report.md") { self.path = path }

  /// Appends source text and gives its range; `line` counts the line feeds so far.
  func range(_ source: String) -> SourceRange {
    let lower = position()
    text += source
    return SourceRange(lower, position())
  }

  private func position() -> SourcePosition {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return SourcePosition(
      line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1,
      offset: text.utf8.count)
  }

  // MARK: - Inlines

  func word(_ text: String) -> Inline { Inline(.text(text), range(text)) }

  /// Inlines from a text in which `{…}` stand for pieces given in order.
  func line(_ text: String, _ pieces: Inline...) -> [Inline] {
    var out: [Inline] = []
    let parts = text.split(separator: "{}", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if !part.isEmpty { out.append(word(String(part))) }
      if index < pieces.count { out.append(pieces[index]) }
    }
    return out
  }

  func inline(_ kind: Inline.Kind) -> Inline { Inline(kind, range("·")) }

  /// A computed value with the text that it resolved to; nil for one that could not be found.
  func value(_ shown: String?, _ path: String, diagnostic: Diagnostic? = nil) -> Inline {
    let range = self.range("`{= \(path)}`")
    var located = diagnostic
    located?.range = range
    located?.path = self.path
    values[range.lower.offset] = ResolvedValue(
      text: shown, origin: "\(path) · line \(range.lower.line)", diagnostic: located)
    if let located { diagnostics.append(located) }
    return Inline(
      .value(InlineValue(expression: .invalid, format: nil, source: " \(path)", range: range)),
      range)
  }

  func rich(_ text: String, _ pieces: Inline...) -> RichText {
    let parts = text.split(separator: "{}", omittingEmptySubsequences: false)
    var out: [Inline] = []
    for (index, part) in parts.enumerated() {
      if !part.isEmpty { out.append(word(String(part))) }
      if index < pieces.count { out.append(pieces[index]) }
    }
    return RichText(source: text, inlines: out, range: range("\n"))
  }

  // MARK: - Blocks

  func block(_ kind: Block.Kind) -> Block { Block(kind, range("block\n\n")) }

  func add(_ kind: Block.Kind) { blocks.append(block(kind)) }

  func heading(_ level: Int, _ title: String, anchor: String? = nil) {
    let slug = anchor ?? title.lowercased().split(separator: " ").joined(separator: "-")
    let lower = position()
    let inlines = [Inline(.text(title), range(title))]
    blocks.append(
      Block(
        .heading(level: level, anchor: slug, inlines), SourceRange(lower, range("\n\n").upper)))
  }

  func paragraph(_ text: String, _ pieces: Inline...) {
    let lower = pieces.map(\.range.lower).min() ?? position()
    var out: [Inline] = []
    let parts = text.split(separator: "{}", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if !part.isEmpty { out.append(word(String(part))) }
      if index < pieces.count { out.append(pieces[index]) }
    }
    blocks.append(Block(.paragraph(out), SourceRange(lower, range("\n\n").upper)))
  }

  func footnote(_ label: String, _ blocks: [Block]) {
    footnotes.append(Footnote(label: label, blocks: blocks, range: range("\n")))
  }

  /// A directive with what became of it.
  ///
  /// `make` may change the outcome, whose cell is placed.
  func directive(
    _ source: String, verb: String, kind: String? = nil, name: String, status: CellStatus = .ok,
    result: CellResult? = nil, change: (inout CellOutcome) -> Void = { _ in }
  ) {
    let range = self.range(source)
    _ = self.range("\n\n")
    let cell = Cell(
      index: cells.count, verb: Located(verb, range), kind: kind.map { Located($0, range) },
      name: Located(name, range), range: range, sourceText: source)
    var outcome = CellOutcome(cell: cell, name: name, status: status, result: result)
    change(&outcome)
    diagnostics += outcome.diagnostics
    blocks.append(Block(.directive(cells.count), range))
    cells.append(cell)
    outcomes.append(outcome)
  }

  /// The page of all that was added.
  func run(seconds: Double = 1.25) -> PageRun {
    let notebook = Notebook(
      source: SourceFile(path: path, text: text), frontMatter: front, blocks: blocks, cells: cells,
      footnotes: footnotes)
    return PageRun(
      notebook: notebook, outcomes: outcomes, inlineValues: values, diagnostics: diagnostics,
      parameters: parameters,
      provenance: Provenance(
        sources: sources, seed: 42, engine: "casebook 0.1.0", seconds: seconds))
  }
}

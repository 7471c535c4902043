import Diagnostics
import Execution
import NotebookSyntax

/// Turns the notebook's prose into HTML nodes and gathers what it found wrong on the way.
///
/// Blocks of the body go through `body()`; captions and titles through `inlines(_:)`. Footnotes and
/// problems that a block raised are kept until `body()` has placed the block, and stand beside or
/// below it.
struct ProseRenderer {
  let page: PageContext
  /// Problems found while rendering, in the order found.
  private(set) var diagnostics: [Diagnostic] = []
  /// Problems not yet shown.
  private var pendingDiagnostics: [Diagnostic] = []
  /// Footnotes referred to whose margin note has not been placed.
  private var pendingNotes: [Int] = []
  /// The content of each footnote that was placed, by its number.
  private var placedNotes: [Int: [HTMLNode]] = [:]
  /// Whether a formula was rendered, so that the page needs its style.
  var hasMath = false
  var hasCitations = false
  /// Elements and attributes of raw HTML whose loss has been told.
  var reportedRemovals: Set<String> = []
  /// How deep the block being rendered lies in lists and quotes.
  private var depth = 0
  /// How deep the text being rendered lies in emphasis and links.
  var inlineDepth = 0

  /// Deeper nesting than anyone writes is shown as source, so that hostile text cannot exhaust the
  /// stack.
  static let deepestNesting = 60

  init(_ page: PageContext) { self.page = page }

  /// Records a problem; it is shown below the block that is being rendered.
  mutating func report(_ diagnostic: Diagnostic) {
    let located = diagnostic.located(path: page.path, range: nil)
    diagnostics.append(located)
    pendingDiagnostics.append(located)
  }

  /// Shows a problem that others have recorded already below the block that is being rendered.
  mutating func show(_ diagnostic: Diagnostic) { pendingDiagnostics.append(diagnostic) }

  mutating func refer(toFootnote number: Int) {
    guard placedNotes[number] == nil else { return }
    placedNotes[number] = []
    pendingNotes.append(number)
  }

  /// A block with its margin notes and with the problems that were found in it.
  ///
  /// Notes stand before the block in the markup, where a float aligns with its first line; the
  /// style sheet puts them below it where there is no margin.
  mutating func placed(_ node: HTMLNode) -> HTMLNode {
    var notes: [HTMLNode] = []
    // A note may refer to further notes.
    while !pendingNotes.isEmpty {
      let number = pendingNotes.removeFirst()
      notes.append(marginNote(number))
    }
    var nodes = [node]
    if !notes.isEmpty { nodes = [.element("div", ["class": "noted"], notes + [node])] }
    nodes += takeDiagnostics()
    return nodes.count == 1 ? nodes[0] : .fragment(nodes)
  }

  /// The problems found since the last call, as boxes.
  mutating func takeDiagnostics() -> [HTMLNode] {
    defer { pendingDiagnostics = [] }
    return pendingDiagnostics.map { DiagnosticBox.node($0, in: page.run.notebook.source) }
  }

  private func footnote(_ number: Int) -> Footnote? {
    page.run.notebook.footnotes.indices.contains(number - 1)
      ? page.run.notebook.footnotes[number - 1] : nil
  }

  private mutating func marginNote(_ number: Int) -> HTMLNode {
    var content = blocks(footnote(number)?.blocks ?? [])
    placedNotes[number] = content
    content.prepend([.element("sup", [:], text: String(number)), .text(" ")])
    return .element("div", ["class": "aside", "id": "fn.\(number)", "role": "note"], content)
  }

  /// The list of all notes that were referred to, for paper, where there is no margin.
  func endnotes() -> HTMLNode? {
    guard !placedNotes.isEmpty else { return nil }
    let items = placedNotes.sorted { $0.key < $1.key }.map { number, content in
      HTMLNode.element("li", ["value": String(number)], content)
    }
    return .element(
      "section", ["class": "endnotes", "aria-label": "Notes"],
      [.element("h2", [:], text: "Notes"), .element("ol", [:], items)])
  }

  // MARK: - Blocks inside blocks

  mutating func blocks(_ blocks: [Block], tight: Bool = false) -> [HTMLNode] {
    guard depth < Self.deepestNesting else {
      guard let first = blocks.first, let last = blocks.last else { return [] }
      let range = SourceRange(first.range.lower, last.range.upper)
      return [listing(page.sourceText(range), language: "")]
    }
    depth += 1
    defer { depth -= 1 }
    var nodes: [HTMLNode] = []
    nodes.reserveCapacity(blocks.count)
    var html: HTMLSanitizer?
    for (position, block) in blocks.enumerated() {
      if case .html(let markup) = block.kind {
        nodes.append(rawHTML(markup, block.range, &html))
      } else if tight, case .paragraph(let content) = block.kind {
        if position > 0 { nodes.append(.text("\n")) }
        nodes += inlines(content)
      } else {
        nodes.append(self.block(block))
      }
    }
    if let end = closing(&html) { nodes.append(end) }
    return nodes
  }
}

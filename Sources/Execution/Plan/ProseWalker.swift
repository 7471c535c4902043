import NotebookSyntax

/// An inline value and where it stands.
struct ProseValue: Sendable {
  var value: InlineValue
  /// Number of the book's cells above.
  var position: Int
}

/// Visits every inline value of a notebook: prose, head, captions.
struct ProseWalker {
  private var found: [ProseValue] = []
  private let cellOffsets: [Int]
  private let firstCell: Int

  static func values(
    in notebook: Notebook, presentations: [Presentation], firstCell: Int
  ) -> [ProseValue] {
    var walker = ProseWalker(
      cellOffsets: notebook.cells.map(\.range.lower.offset), firstCell: firstCell)
    let end = firstCell + notebook.cells.count
    let head = notebook.frontMatter
    for text in [head.title, head.subtitle, head.date, head.abstract].compactMap({ $0 })
      + head.authors
    {
      walker.visit(text.inlines, position: end)
    }
    walker.visit(notebook.blocks)
    for footnote in notebook.footnotes { walker.visit(footnote.blocks) }
    for (index, presentation) in presentations.enumerated() {
      for text in [presentation.title, presentation.caption, presentation.alt].compactMap({ $0 }) {
        walker.visit(text.inlines, position: firstCell + index + 1)
      }
    }
    return walker.found
  }

  private init(cellOffsets: [Int], firstCell: Int) {
    self.cellOffsets = cellOffsets
    self.firstCell = firstCell
  }

  private mutating func visit(_ blocks: [Block]) {
    blocks.forEachInline { note($0, position: nil) }
  }

  private mutating func visit(_ inlines: [Inline], position: Int) {
    inlines.forEachInline { note($0, position: position) }
  }

  private mutating func note(_ inline: Inline, position: Int?) {
    guard case .value(let value) = inline.kind else { return }
    found.append(
      ProseValue(value: value, position: position ?? cellsAbove(value.range.lower.offset)))
  }

  private func cellsAbove(_ offset: Int) -> Int {
    firstCell + (cellOffsets.firstIndex { $0 > offset } ?? cellOffsets.count)
  }
}

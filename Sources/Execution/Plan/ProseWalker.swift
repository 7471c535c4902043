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
    for block in blocks {
      switch block.kind {
      case .heading(_, _, let inlines), .paragraph(let inlines): visit(inlines)
      case .blockQuote(let blocks): visit(blocks)
      case .callout(_, let title, let blocks):
        visit(title)
        visit(blocks)
      case .list(let list): for item in list.items { visit(item.blocks) }
      case .table(let table):
        for cell in table.header { visit(cell) }
        for row in table.rows { for cell in row { visit(cell) } }
      case .code, .html, .thematicBreak, .math, .directive: break
      }
    }
  }

  private mutating func visit(_ inlines: [Inline], position: Int? = nil) {
    for inline in inlines {
      switch inline.kind {
      case .value(let value):
        let place = position ?? cellsAbove(value.range.lower.offset)
        found.append(ProseValue(value: value, position: place))
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        visit(inner, position: position)
      case .link(_, _, let inner), .image(_, _, let inner): visit(inner, position: position)
      case .text, .softBreak, .lineBreak, .code, .html, .math, .footnoteReference, .citation,
        .reference:
        break
      }
    }
  }

  private func cellsAbove(_ offset: Int) -> Int {
    firstCell + (cellOffsets.firstIndex { $0 > offset } ?? cellOffsets.count)
  }
}

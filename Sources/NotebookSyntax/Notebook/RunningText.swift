extension [Block] {
  /// Calls `body` with every inline of the prose, in the order of the file, an outer one before
  /// those inside it: of headings, paragraphs, quotes, callouts and their titles, lists and tables.
  package func forEachInline(_ body: (Inline) -> Void) {
    for block in self {
      switch block.kind {
      case .heading(_, _, let inlines), .paragraph(let inlines): inlines.forEachInline(body)
      case .blockQuote(let blocks): blocks.forEachInline(body)
      case .callout(_, let title, let blocks):
        title.forEachInline(body)
        blocks.forEachInline(body)
      case .list(let list): for item in list.items { item.blocks.forEachInline(body) }
      case .table(let table):
        for cell in table.header { cell.forEachInline(body) }
        for row in table.rows { for cell in row { cell.forEachInline(body) } }
      case .code, .html, .thematicBreak, .math, .directive: break
      }
    }
  }
}

extension [Inline] {
  /// Calls `body` with every inline, an outer one before those inside it.
  package func forEachInline(_ body: (Inline) -> Void) {
    for inline in self {
      body(inline)
      switch inline.kind {
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, _, let inner), .image(_, _, let inner):
        inner.forEachInline(body)
      case .text, .softBreak, .lineBreak, .code, .html, .math, .value, .footnoteReference,
        .citation, .reference:
        break
      }
    }
  }
}

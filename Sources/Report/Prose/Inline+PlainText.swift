import NotebookSyntax

extension [Inline] {
  /// The characters of running text without markup; an inline value counts by its source.
  package var plainText: String {
    var out = ""
    for inline in self { inline.appendPlainText(to: &out) }
    return out
  }
}

extension Inline {
  fileprivate func appendPlainText(to out: inout String) {
    switch kind {
    case .text(let text), .code(let text), .math(let text): out += text
    case .softBreak, .lineBreak: out += " "
    case .emphasis(let inlines), .strong(let inlines), .strikethrough(let inlines),
      .link(_, _, let inlines), .image(_, _, let inlines):
      for inline in inlines { inline.appendPlainText(to: &out) }
    case .value(let value): out += value.source
    case .reference(let name): out += name
    case .html, .footnoteReference, .citation: break
    }
  }
}

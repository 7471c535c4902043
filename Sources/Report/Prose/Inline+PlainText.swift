import NotebookSyntax

extension [Inline] {
  /// The characters of running text without markup; an inline value counts by its source.
  package var plainText: String { plainText { $0.source } }

  /// The characters of running text without markup, with inline values as `value` writes them.
  func plainText(_ value: (InlineValue) -> String) -> String {
    var out = ""
    for inline in self { inline.appendPlainText(to: &out, value) }
    return out
  }
}

extension Inline {
  fileprivate func appendPlainText(to out: inout String, _ value: (InlineValue) -> String) {
    switch kind {
    case .text(let text), .code(let text), .math(let text): out += text
    case .softBreak, .lineBreak: out += " "
    case .emphasis(let inlines), .strong(let inlines), .strikethrough(let inlines),
      .link(_, _, let inlines), .image(_, _, let inlines):
      for inline in inlines { inline.appendPlainText(to: &out, value) }
    case .value(let inline): out += value(inline)
    case .reference(let name): out += name
    case .html, .footnoteReference, .citation: break
    }
  }
}

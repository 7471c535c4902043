/// A stretch of a reference.
enum ReferencePiece: Sendable, Hashable {
  case text(String)
  case emphasis(String)
  case math(String)
  /// An address, shown as `text`.
  case link(String, text: String)
}

extension [ReferencePiece] {
  var plainText: String {
    reduce(into: "") { out, piece in
      switch piece {
      case .text(let text), .emphasis(let text), .math(let text), .link(_, let text): out += text
      }
    }
  }

  /// Well-formed, escaped markup.
  var markup: String {
    map { piece -> HTMLNode in
      switch piece {
      case .text(let text): .text(text)
      case .emphasis(let text): .element("em", text: text)
      case .math(let tex): .trusted(MathRenderer.render(tex: tex, display: false).markup)
      case .link(let address, let text):
        // Print writes an address behind its link, unless the link shows it.
        .element("a", ["href": address, "class": address == text ? "url" : nil], text: text)
      }
    }.reduce(into: "") { $0 += $1.markup }
  }

  /// Adds a sentence and its full stop, with a space before it.
  mutating func append(sentence pieces: [ReferencePiece]) {
    guard !pieces.plainText.isEmpty else { return }
    if !isEmpty { append(.text(" ")) }
    self += pieces
    if let last = pieces.plainText.last(where: { $0 != "”" && $0 != "\"" }), !".?!".contains(last) {
      append(.text("."))
    }
  }
}

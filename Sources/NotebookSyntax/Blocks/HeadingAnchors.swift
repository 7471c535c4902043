/// Gives every heading an anchor of its own: the one that it names, `# Data {#sec-data}`, else its
/// words, as GitHub does.
struct HeadingAnchors {
  private var used: Set<String> = []
  private var counts: [String: Int] = [:]

  /// Lower case, blanks as hyphens, no punctuation but `-` and `_`; `-1`, `-2` … where it is taken.
  ///
  /// - Parameter name: what the heading calls itself.
  mutating func anchor(for heading: [Inline], named name: String?) -> String {
    var base = name ?? Self.slug(Self.text(of: heading))
    if base.isEmpty { base = "section" }
    var anchor = base
    var number = counts[base] ?? 0
    while used.contains(anchor) {
      number += 1
      anchor = "\(base)-\(number)"
    }
    counts[base] = number
    used.insert(anchor)
    return anchor
  }

  static func slug(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar == " " {
        out.append("-")
      } else if scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
      {
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// The text of inlines without their markup; a value gives its source.
  static func text(of inlines: [Inline]) -> String {
    var out = ""
    for inline in inlines {
      switch inline.kind {
      case .text(let text), .code(let text): out += text
      case .softBreak, .lineBreak: out += " "
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        out += self.text(of: inner)
      case .link(_, _, let inner): out += self.text(of: inner)
      case .image(_, _, let alt): out += self.text(of: alt)
      case .math(let tex): out += tex
      case .value(let value): out += value.source.trimmedBlanks
      case .reference(let name): out += name
      case .html, .footnoteReference, .citation: break
      }
    }
    return out.trimmedBlanks
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmedBlanks: String {
    let bytes = Array(utf8)
    return String(decoding: bytes[bytes[...].trimmedRange], as: UTF8.self)
  }
}

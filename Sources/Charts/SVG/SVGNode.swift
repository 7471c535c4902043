/// A node of an SVG (or small HTML) tree: an element with attributes in the order given, or text.
package indirect enum SVGNode: Sendable, Equatable {
  case element(name: String, attributes: [Attribute], children: [SVGNode])
  /// Text, escaped when serialized.
  case text(String)

  /// An attribute; its value is escaped when serialized.
  package struct Attribute: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The markup: attributes and text escaped, empty elements closed, characters that XML forbids
  /// replaced; the same bytes for the same tree.
  package func serialize() -> String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): Self.escape(text, quotes: false, to: &output)
    case .element(let name, let attributes, let children):
      output += "<"
      output += name
      for attribute in attributes {
        output += " "
        output += attribute.name
        output += "=\""
        Self.escape(attribute.value, quotes: true, to: &output)
        output += "\""
      }
      if children.isEmpty, !Self.htmlContainers.contains(name) {
        output += "/>"
        return
      }
      output += ">"
      for child in children { child.write(to: &output) }
      output += "</"
      output += name
      output += ">"
    }
  }

  /// HTML elements that a self-closing tag would leave open.
  private static let htmlContainers: Set<String> = ["div", "span"]

  private static func escape(_ text: String, quotes: Bool, to output: inout String) {
    // Path data and most words have nothing to escape.
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        && $0 != UInt8(ascii: "\"") && $0 != 0xEF
    }
    if isPlain {
      output += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"" where quotes: output += "&quot;"
      case "\t", "\n", "\r": output += " "
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
  }
}

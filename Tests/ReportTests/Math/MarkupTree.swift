/// A strict reader of well-formed markup, so that tests can look at its structure.
struct MarkupTree: Equatable {
  var name: String
  var attributes: [String: String] = [:]
  var children: [MarkupTree] = []
  /// The characters of an element without child elements.
  var text = ""

  /// The one element that `markup` is, or nil where it is not well-formed.
  static func parse(_ markup: String) -> MarkupTree? {
    var reader = Reader(scalars: Array(markup.unicodeScalars))
    guard let tree = reader.element(), reader.isAtEnd else { return nil }
    return tree
  }

  /// The tree without attributes: `msup(mi:x mn:2)`.
  var outline: String {
    children.isEmpty
      ? (text.isEmpty ? name : "\(name):\(text)")
      : "\(name)(\(children.map(\.outline).joined(separator: " ")))"
  }

  /// All elements of this name, in order.
  func all(_ name: String) -> [MarkupTree] {
    (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
  }

  private struct Reader {
    let scalars: [Unicode.Scalar]
    var index = 0
    var isAtEnd: Bool { index == scalars.count }

    mutating func element() -> MarkupTree? {
      guard take("<"), let name = word() else { return nil }
      var tree = MarkupTree(name: name)
      while take(" ") {
        guard let key = word() else { return nil }
        var value = ""
        if take("=") {
          guard take("\""), let text = characters(until: "\""), take("\"") else { return nil }
          value = text
        }
        guard tree.attributes.updateValue(value, forKey: key) == nil else { return nil }
      }
      if take("/") { return take(">") ? tree : nil }
      guard take(">") else { return nil }
      while index < scalars.count {
        if scalars[index] != "<" {
          guard let text = characters(until: "<") else { return nil }
          tree.text += text
        } else if index + 1 < scalars.count, scalars[index + 1] == "/" {
          index += 2
          guard word() == name, take(">") else { return nil }
          return tree
        } else {
          guard let child = element() else { return nil }
          tree.children.append(child)
        }
      }
      return nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard index < scalars.count, scalars[index] == scalar else { return false }
      index += 1
      return true
    }

    mutating func word() -> String? {
      let start = index
      while index < scalars.count, scalars[index].properties.isAlphabetic || scalars[index] == "-" {
        index += 1
      }
      return start == index ? nil : text(start..<index)
    }

    /// Characters and references; nil for a forbidden character.
    mutating func characters(until end: Unicode.Scalar) -> String? {
      var out = ""
      while index < scalars.count, scalars[index] != end {
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case "<", ">": return nil
        case "&":
          guard let character = reference() else { return nil }
          out.unicodeScalars.append(character)
        case "\t", "\n": out.unicodeScalars.append(scalar)
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): return nil
        default: out.unicodeScalars.append(scalar)
        }
      }
      return index < scalars.count ? out : nil
    }

    mutating func reference() -> Unicode.Scalar? {
      let start = index
      while index < scalars.count, scalars[index] != ";", index - start < 10 { index += 1 }
      let name = text(start..<index)
      guard take(";") else { return nil }
      switch name {
      case "amp": return "&"
      case "lt": return "<"
      case "gt": return ">"
      case "quot": return "\""
      case _ where name.hasPrefix("#x"):
        return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      case _ where name.hasPrefix("#"): return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
      // Which character it is matters to no test.
      default: return name.allSatisfy(\.isLetter) ? "\u{FFFD}" : nil
      }
    }

    func text(_ range: Range<Int>) -> String {
      var out = ""
      out.unicodeScalars.append(contentsOf: scalars[range])
      return out
    }
  }
}

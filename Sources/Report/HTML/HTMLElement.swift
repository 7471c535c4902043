/// An element with its attributes, in the order given, and its children.
package struct HTMLElement: Sendable, Equatable {
  package var name: String
  package var attributes: HTMLAttributes
  package var children: [HTMLNode]

  package init(_ name: String, _ attributes: HTMLAttributes = [:], _ children: [HTMLNode] = []) {
    assert(Self.isName(name), "not an element name: \(name)")
    assert(children.isEmpty || !Self.isVoid(name), "<\(name)> has no content")
    self.name = name
    self.attributes = attributes
    self.children = children
  }

  /// Whether an element of this name has no content and no end tag.
  package static func isVoid(_ name: String) -> Bool {
    switch name {
    case "br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "area", "base",
      "embed", "track":
      true
    default: false
    }
  }

  /// Lower-case letters, digits and hyphens after a letter.
  static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
  }
}

/// The attributes of an element in the order in which they are written; a nil value is left out.
package struct HTMLAttributes: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  package struct Pair: Sendable, Equatable {
    package var name: String
    package var value: String
  }

  package private(set) var pairs: [Pair]

  package init(dictionaryLiteral elements: (String, String?)...) {
    pairs =
      elements.isEmpty
      ? [] : elements.compactMap { name, value in value.map { Pair(name: name, value: $0) } }
    assert(pairs.allSatisfy { HTMLElement.isName($0.name) }, "not an attribute name")
  }

  /// The value of an attribute; setting replaces it or adds it at the end.
  package subscript(name: String) -> String? {
    get { pairs.first { $0.name == name }?.value }
    set {
      pairs.removeAll { $0.name == name }
      if let newValue { pairs.append(Pair(name: name, value: newValue)) }
    }
  }
}

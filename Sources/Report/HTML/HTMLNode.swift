/// A piece of an HTML page as a value: elements, text, and markup that is known to be safe.
///
/// Text and attribute values are escaped when written, so that no content can become markup.
package indirect enum HTMLNode: Sendable, Equatable {
  case element(HTMLElement)
  /// Characters; escaped when written.
  case text(String)
  /// Markup that this program made or cleaned itself; written as it is.
  case trusted(String)
  /// Several nodes where one is expected.
  case fragment([HTMLNode])

  /// Nothing.
  package static let empty = HTMLNode.fragment([])

  /// An element: `.element("p", ["class": "lead"], [.text("…")])`.
  package static func element(
    _ name: String, _ attributes: HTMLAttributes = [:], _ children: [HTMLNode] = []
  ) -> HTMLNode {
    .element(HTMLElement(name, attributes, children))
  }

  /// An element that holds text alone.
  package static func element(
    _ name: String, _ attributes: HTMLAttributes = [:], text: String
  ) -> HTMLNode {
    .element(HTMLElement(name, attributes, [.text(text)]))
  }

  /// The text that a reader sees, without markup; trusted markup counts as none.
  package var plainText: String {
    switch self {
    case .text(let text): text
    case .trusted: ""
    case .element(let element): element.children.plainText
    case .fragment(let nodes): nodes.plainText
    }
  }

  /// The markup of this node.
  package var markup: String {
    var writer = HTMLWriter()
    writer.write(self)
    return writer.text
  }
}

extension [HTMLNode] {
  /// The text of all nodes in order.
  package var plainText: String {
    if count == 1, case .text(let text) = self[0] { return text }
    return reduce(into: "") { $0 += $1.plainText }
  }

  /// Puts nodes at the start of the first paragraph, or in a paragraph of their own before a first
  /// block that is none.
  mutating func prepend(_ nodes: [HTMLNode]) {
    if case .element(var first)? = self.first, first.name == "p" {
      first.children.insert(contentsOf: nodes, at: 0)
      self[0] = .element(first)
    } else {
      insert(.element("p", [:], nodes), at: 0)
    }
  }
}

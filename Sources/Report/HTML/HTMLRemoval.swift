/// Something of a notebook's own HTML that its page does not have.
package struct HTMLRemoval: Equatable, Sendable {
  package enum Kind: Sendable {
    /// An element went with its content.
    case element
    /// The tags of an element went; what stood between them is kept.
    case tags
    /// An element stood where it means nothing, such as a list item outside a list.
    case misplaced
    case attribute
    /// An image could not be embedded; its alternative text stands in its place.
    case image
  }

  package let kind: Kind
  /// The element's name in lower case.
  package let element: String
  /// The attribute's name in lower case; empty unless one went.
  package let attribute: String
  /// Where the tag begins, in bytes of the piece of HTML.
  package let offset: Int
}

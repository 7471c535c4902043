/// What libcmark made of a text, copied into flat arrays: nothing here points into C memory.
struct MarkdownTree {
  /// Every node in the order in which they open; the document itself comes first.
  var nodes: [MarkdownNode] = []
  /// The bytes that the nodes' `literal` and `extra` ranges point into.
  var literals: [UInt8] = []

  /// The indices of a node's direct children.
  func children(of index: Int) -> ChildIndices {
    ChildIndices(nodes: nodes, upcoming: index + 1, end: nodes[index].subtreeEnd)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: literals[range], as: UTF8.self) }
}

/// One node of a `MarkdownTree`.
struct MarkdownNode {
  enum Kind: UInt8 {
    case document, blockQuote, bulletList, orderedList, item, codeBlock, htmlBlock, paragraph
    case heading, thematicBreak
    case text, softBreak, lineBreak, code, html, emphasis, strong, link, image
    /// A node that this version does not know: its children are shown.
    case other
  }
  var kind: Kind
  /// One past the index of the node's last descendant.
  var subtreeEnd = 0
  /// Lines and byte columns, both from 1, as libcmark gives them for blocks.
  var startLine = 0
  var startColumn = 0
  var endLine = 0
  /// The level of a heading, the first number of an ordered list.
  var number = 0
  /// Whether a list is tight.
  var tight = false
  /// The text of a leaf; the destination of a link or an image.
  var literal: Range<Int> = 0..<0
  /// The info string of a code block; the title of a link or an image.
  var extra: Range<Int> = 0..<0

  /// Whether other inlines stand in it.
  var isInlineContainer: Bool {
    switch kind {
    case .emphasis, .strong, .link, .image, .other: true
    default: false
    }
  }
}

/// Walks over the direct children of a node.
struct ChildIndices: Sequence, IteratorProtocol {
  let nodes: [MarkdownNode]
  var upcoming: Int
  let end: Int

  mutating func next() -> Int? {
    guard upcoming < end else { return nil }
    defer { upcoming = nodes[upcoming].subtreeEnd }
    return upcoming
  }
}

// The bridge to libcmark, and the only file that imports it. Everything that C hands out is copied
// into a `MarkdownTree` before the call returns, so that no pointer leaves this file.
internal import CCmark

/// The CommonMark parser.
enum CommonMark {
  /// Parses bytes that are UTF-8, with LF as line ending and no NUL.
  static func parse(_ bytes: ArraySlice<UInt8>) -> MarkdownTree {
    var tree = MarkdownTree()
    unsafe bytes.withUnsafeBytes { buffer in
      let characters = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      guard let root = unsafe cmark_parse_document(characters, buffer.count, CMARK_OPT_DEFAULT)
      else { return }
      defer { unsafe cmark_node_free(root) }
      tree.literals.reserveCapacity(bytes.count)
      unsafe copy(root, into: &tree)
    }
    return tree
  }

  /// Copies the nodes in document order, without recursion: the depth is the author's to choose.
  private static func copy(_ root: OpaquePointer, into tree: inout MarkdownTree) {
    var open: [Int] = []
    var node = unsafe root
    while true {
      open.append(tree.nodes.count)
      unsafe append(node, to: &tree)
      if let child = unsafe cmark_node_first_child(node) {
        unsafe node = child
        continue
      }
      while true {
        if let index = open.popLast() { tree.nodes[index].subtreeEnd = tree.nodes.count }
        if node == root { return }
        if let sibling = unsafe cmark_node_next(node) {
          unsafe node = sibling
          break
        }
        guard let parent = unsafe cmark_node_parent(node) else { return }
        unsafe node = parent
      }
    }
  }

  private static func append(_ source: OpaquePointer, to tree: inout MarkdownTree) {
    var node = MarkdownNode(kind: unsafe kind(of: source))
    switch node.kind {
    case .text, .code, .html:
      node.literal = unsafe appendText(cmark_node_get_literal(source), to: &tree)
      tree.nodes.append(node)
      return
    case .softBreak, .lineBreak, .emphasis, .strong, .other:
      tree.nodes.append(node)
      return
    case .link, .image:
      node.literal = unsafe appendText(cmark_node_get_url(source), to: &tree)
      node.extra = unsafe appendText(cmark_node_get_title(source), to: &tree)
      tree.nodes.append(node)
      return
    case .codeBlock:
      node.literal = unsafe appendText(cmark_node_get_literal(source), to: &tree)
      node.extra = unsafe appendText(cmark_node_get_fence_info(source), to: &tree)
    case .htmlBlock:
      node.literal = unsafe appendText(cmark_node_get_literal(source), to: &tree)
    case .heading:
      node.number = unsafe Int(cmark_node_get_heading_level(source))
    case .bulletList, .orderedList:
      node.number = unsafe Int(cmark_node_get_list_start(source))
      node.tight = unsafe cmark_node_get_list_tight(source) != 0
    case .document, .blockQuote, .item, .paragraph, .thematicBreak:
      break
    }
    node.startLine = unsafe Int(cmark_node_get_start_line(source))
    node.startColumn = unsafe Int(cmark_node_get_start_column(source))
    node.endLine = unsafe Int(cmark_node_get_end_line(source))
    tree.nodes.append(node)
  }

  private static func appendText(
    _ text: UnsafePointer<CChar>?, to tree: inout MarkdownTree
  ) -> Range<Int> {
    let start = tree.literals.count
    if let text = unsafe text {
      var count = 0
      while unsafe text[count] != 0 { count += 1 }
      let bytes = unsafe UnsafeRawBufferPointer(start: text, count: count)
      unsafe tree.literals.append(contentsOf: bytes)
    }
    return start..<tree.literals.count
  }

  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .blockQuote
    case CMARK_NODE_LIST:
      unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? .orderedList : .bulletList
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_HTML_INLINE: .html
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    default: .other
    }
  }
}

/// libcmark's own HTML, the measure that our tree is compared with in tests.
package enum CommonMarkReference {
  /// The document as HTML, raw HTML and all.
  package static func html(_ bytes: [UInt8]) -> String {
    unsafe bytes.withUnsafeBytes { buffer in
      let characters = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      guard let html = unsafe cmark_markdown_to_html(characters, buffer.count, CMARK_OPT_UNSAFE)
      else { return "" }
      defer { unsafe cmark_get_default_mem_allocator().pointee.free(html) }
      return unsafe String(cString: html)
    }
  }

  /// The version of the library that runs.
  package static var version: String { unsafe String(cString: cmark_version_string()) }
}

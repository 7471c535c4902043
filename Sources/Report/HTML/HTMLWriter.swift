/// Writes nodes as UTF-8 into one buffer, in one pass.
package struct HTMLWriter {
  package private(set) var bytes: [UInt8]

  package init(capacity: Int = 1 << 12) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// What was written so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func write(_ nodes: [HTMLNode]) {
    for node in nodes { write(node) }
  }

  package mutating func write(_ node: HTMLNode) {
    switch node {
    case .text(let text): escape(text, quotes: false)
    case .trusted(let markup): bytes.append(contentsOf: markup.utf8)
    case .fragment(let nodes): write(nodes)
    case .element(let element): write(element)
    }
  }

  private mutating func write(_ element: HTMLElement) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: element.name.utf8)
    for pair in element.attributes.pairs {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: pair.name.utf8)
      if pair.value.isEmpty { continue }
      bytes.append(UInt8(ascii: "="))
      bytes.append(UInt8(ascii: "\""))
      escape(pair.value, quotes: true)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    if HTMLElement.isVoid(element.name) { return }
    // The parser drops a line feed right after <pre>; another keeps the content whole.
    if element.name == "pre", element.children.plainText.utf8.first == 0x0A { bytes.append(0x0A) }
    write(element.children)
    if !Self.mayStayOpen(element.name) {
      bytes.append(UInt8(ascii: "<"))
      bytes.append(UInt8(ascii: "/"))
      bytes.append(contentsOf: element.name.utf8)
      bytes.append(UInt8(ascii: ">"))
    }
    if Self.endsLine(element.name) { bytes.append(0x0A) }
  }

  /// Characters that are markup become references; control characters that HTML forbids become
  /// U+FFFD.
  private mutating func escape(_ text: String, quotes: Bool) {
    guard text.utf8.contains(where: Self.isSpecial) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\"") where quotes: bytes.append(contentsOf: "&quot;".utf8)
      case 0x09, 0x0A: bytes.append(byte)
      case 0x0D: break  // a parser reads CRLF as LF
      case 0x00..<0x20, 0x7F: bytes.append(contentsOf: "\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") || byte == 0x7F
  }

  /// Parts of a table end where the next begins: HTML asks for no end tag, and tables are long.
  private static func mayStayOpen(_ name: String) -> Bool {
    switch name {
    case "td", "th", "tr", "thead", "tbody": true
    default: false
    }
  }

  /// Blocks end their line, so that a page can be read and compared as text.
  private static func endsLine(_ name: String) -> Bool {
    switch name {
    case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "thead",
      "tbody", "tr", "figure", "figcaption", "section", "main", "nav", "header", "footer",
      "article", "aside", "details", "summary", "blockquote", "pre", "head", "body", "html",
      "title", "style", "script", "dl", "dd":
      true
    default: false
    }
  }
}

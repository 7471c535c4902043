/// Splits HTML as people write it into tags and text, as browsers do, in one pass over the bytes.
struct HTMLTagReader {
  struct Tag: Equatable {
    /// In lower case.
    var name: String
    var isEnd = false
    /// Whether it ends in `/>`.
    var isSelfClosing = false
    /// Names in lower case; values as written, with their character references.
    var attributes: [(name: String, value: String)] = []

    static func == (a: Self, b: Self) -> Bool {
      a.name == b.name && a.isEnd == b.isEnd && a.isSelfClosing == b.isSelfClosing
        && a.attributes.elementsEqual(b.attributes, by: ==)
    }
  }

  enum Token: Equatable {
    case text(Range<Int>)
    case tag(Tag)
    /// Comments, declarations, processing instructions.
    case comment
  }

  let bytes: [UInt8]
  private var index = 0
  /// Where the token that was read last begins.
  private(set) var tokenStart = 0

  init(_ html: String) { bytes = Array(html.utf8) }

  /// The next token, or nil at the end.
  mutating func next() -> Token? {
    guard index < bytes.count else { return nil }
    let start = index
    tokenStart = start
    if bytes[index] == lessThan, let token = markup() { return token }
    // Text goes on to the next character that can start markup; this one did not.
    index = start + 1
    while index < bytes.count, bytes[index] != lessThan { index += 1 }
    return .text(start..<index)
  }

  /// Skips to the end tag of an element whose content is not markup, as of `<script>`.
  ///
  /// Returns whether it was there; the end tag itself is left to be read.
  mutating func skipRawText(until name: String) -> Bool {
    let wanted = Array(name.utf8)
    while index < bytes.count {
      guard bytes[index] == lessThan, index + 2 + wanted.count <= bytes.count,
        bytes[index + 1] == slash
      else {
        index += 1
        continue
      }
      let end = index + 2 + wanted.count
      let matches = zip(bytes[index + 2..<end], wanted).allSatisfy { ASCIICase.lower($0) == $1 }
      if matches, end == bytes.count || !isNameByte(bytes[end]) { return true }
      index += 2
    }
    return false
  }

  // MARK: - Markup

  private mutating func markup() -> Token? {
    guard index + 1 < bytes.count else { return nil }
    let second = bytes[index + 1]
    if ASCIICase.isLetter(second) { return tag(nameAt: index + 1, isEnd: false) }
    switch second {
    case slash:
      guard index + 2 < bytes.count else { return nil }
      if ASCIICase.isLetter(bytes[index + 2]) { return tag(nameAt: index + 2, isEnd: true) }
      return bogusComment()
    case UInt8(ascii: "!"): return comment()
    case UInt8(ascii: "?"): return bogusComment()
    default: return nil
    }
  }

  private mutating func comment() -> Token {
    let dash = UInt8(ascii: "-")
    guard index + 3 < bytes.count, bytes[index + 2] == dash, bytes[index + 3] == dash else {
      return bogusComment()
    }
    // `<!-->` and `<!--->` are whole comments.
    var end = index + 2
    while end + 2 < bytes.count {
      if bytes[end] == dash, bytes[end + 1] == dash, bytes[end + 2] == greaterThan,
        end > index + 2 || bytes[index + 4] == greaterThan
      {
        index = end + 3
        return .comment
      }
      end += 1
    }
    index = bytes.count
    return .comment
  }

  private mutating func bogusComment() -> Token {
    while index < bytes.count, bytes[index] != greaterThan { index += 1 }
    index = min(index + 1, bytes.count)
    return .comment
  }

  /// A tag; one that does not end is text, as is all after it, for it reaches to the end.
  private mutating func tag(nameAt start: Int, isEnd: Bool) -> Token {
    let open = index
    index = start
    while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
    var tag = Tag(name: lowercased(start..<index), isEnd: isEnd)
    while index < bytes.count {
      let byte = bytes[index]
      if byte == greaterThan {
        index += 1
        return .tag(tag)
      }
      if byte == slash {
        index += 1
        tag.isSelfClosing = index < bytes.count && bytes[index] == greaterThan
      } else if isSpace(byte) {
        index += 1
      } else {
        let attribute = attribute()
        if tag.attributes.count < Self.maximumAttributes { tag.attributes.append(attribute) }
      }
    }
    return .text(open..<bytes.count)
  }

  /// More attributes than this no element has use for.
  private static let maximumAttributes = 50

  private mutating func attribute() -> (name: String, value: String) {
    let start = index
    index += 1
    while index < bytes.count, isNameByte(bytes[index]), bytes[index] != equals { index += 1 }
    let name = lowercased(start..<index)
    skipSpace()
    guard index < bytes.count, bytes[index] == equals else { return (name, "") }
    index += 1
    skipSpace()
    guard index < bytes.count else { return (name, "") }
    let quote = bytes[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      let value = index
      while index < bytes.count, bytes[index] != quote { index += 1 }
      defer { index = min(index + 1, bytes.count) }
      return (name, String(decoding: bytes[value..<index], as: UTF8.self))
    }
    let value = index
    while index < bytes.count, !isSpace(bytes[index]), bytes[index] != greaterThan { index += 1 }
    return (name, String(decoding: bytes[value..<index], as: UTF8.self))
  }

  // MARK: - Bytes

  private let lessThan = UInt8(ascii: "<")
  private let greaterThan = UInt8(ascii: ">")
  private let slash = UInt8(ascii: "/")
  private let equals = UInt8(ascii: "=")

  private mutating func skipSpace() {
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    !isSpace(byte) && byte != greaterThan && byte != slash
  }

  private func lowercased(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map(ASCIICase.lower), as: UTF8.self)
  }
}

/// Letters of ASCII, the only ones that names of elements and attributes fold.
enum ASCIICase {
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

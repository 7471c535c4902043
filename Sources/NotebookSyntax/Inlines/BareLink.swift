/// Links that are written without any syntax, with the rules of GitHub's autolink extension.
enum BareLink {
  typealias Token = TextScanner.Token

  /// `https://host/path`, found at its colon.
  static func url(
    _ bytes: [UInt8], _ range: Range<Int>, _ leaf: Range<Int>, _ colon: Int, _ floor: Int
  ) -> Token? {
    guard bytes[colon..<range.upperBound].has("://", at: colon) else { return nil }
    for scheme in ["https", "http"] {
      let start = colon - scheme.utf8.count
      guard start >= floor, lowercased(bytes[start..<colon]) == scheme,
        isBoundary(bytes, leaf, start),
        let end = end(bytes, from: colon + 3, range.upperBound)
      else { continue }
      return Token(kind: .link(prefix: ""), range: start..<end)
    }
    return nil
  }

  /// `www.host/path`.
  static func www(
    _ bytes: [UInt8], _ range: Range<Int>, _ leaf: Range<Int>, _ start: Int
  ) -> Token? {
    guard start + 4 < range.upperBound, lowercased(bytes[start..<start + 4]) == "www.",
      isBoundary(bytes, leaf, start),
      let end = end(bytes, from: start + 4, range.upperBound)
    else { return nil }
    return Token(kind: .link(prefix: "http://"), range: start..<end)
  }

  /// `name@host.domain`, found at its `@`.
  static func email(
    _ bytes: [UInt8], _ range: Range<Int>, _ at: Int, _ floor: Int
  ) -> Token? {
    var start = at
    while start > floor, isLocal(bytes[start - 1]) { start -= 1 }
    // An escaped character is not part of an address.
    if start > floor, bytes[start - 1] == ASCII.backslash { start += 1 }
    guard start < at else { return nil }
    var end = at + 1
    var dots = 0
    while end < range.upperBound {
      let byte = bytes[end]
      if byte == ASCII.dot, end + 1 < range.upperBound, ASCII.isAlphanumeric(bytes[end + 1]) {
        dots += 1
      } else if !ASCII.isAlphanumeric(byte), byte != ASCII.dash, byte != ASCII.underscore {
        break
      }
      end += 1
    }
    guard dots > 0, end > at + 1, ASCII.isAlphanumeric(bytes[end - 1]) else { return nil }
    return Token(kind: .link(prefix: "mailto:"), range: start..<end)
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == ASCII.dot || byte == ASCII.dash
      || byte == ASCII.underscore || byte == UInt8(ascii: "+")
  }

  private static func isBoundary(_ bytes: [UInt8], _ leaf: Range<Int>, _ start: Int) -> Bool {
    guard start > leaf.lowerBound else { return true }
    let before = bytes[start - 1]
    return ASCII.isSpace(before) || "*_~(\"'[".utf8.contains(before)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { ASCII.isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Where a link ends whose host starts at `host`; nil where that is no host.
  private static func end(
    _ bytes: [UInt8], from host: Int, _ limit: Int
  ) -> Int? {
    var end = host
    while end < limit, isHost(bytes[end]) { end += 1 }
    guard end > host, isValidHost(bytes[host..<end]) else { return nil }
    while end < limit, !ASCII.isSpace(bytes[end]), bytes[end] != ASCII.less { end += 1 }
    return trimmed(bytes, host, end)
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    ASCII.isNameByte(byte) || byte == ASCII.dash || byte == ASCII.dot
  }

  /// The last two parts of a host have no underscore.
  private static func isValidHost(_ host: ArraySlice<UInt8>) -> Bool {
    guard ASCII.isAlphanumeric(host[host.startIndex]) || host[host.startIndex] >= 0x80 else {
      return false
    }
    let parts = host.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    return !parts.suffix(2).contains { $0.contains(ASCII.underscore) }
  }

  /// The end without trailing punctuation, an unmatched parenthesis, or an entity.
  private static func trimmed(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var end = end
    var balance = 0
    for byte in bytes[start..<end] {
      if byte == ASCII.openParenthesis { balance += 1 }
      if byte == ASCII.closeParenthesis { balance -= 1 }
    }
    while end > start {
      let last = bytes[end - 1]
      if "?!.,:*_~'\"".utf8.contains(last) {
        end -= 1
      } else if last == ASCII.closeParenthesis, balance < 0 {
        balance += 1
        end -= 1
      } else if last == ASCII.semicolon {
        var name = end - 1
        while name > start, ASCII.isAlphanumeric(bytes[name - 1]) { name -= 1 }
        end =
          name > start && name < end - 1 && bytes[name - 1] == ASCII.ampersand ? name - 1 : end - 1
      } else {
        break
      }
    }
    return end
  }
}

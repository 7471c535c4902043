/// Finds, in a stretch of plain text, what CommonMark has no syntax for.
struct TextScanner {
  struct Token {
    enum Kind {
      case math(Int)
      case reference(Range<Int>)
      case footnote(Range<Int>)
      case citation([Citation])
      /// A bare link; its destination has `prefix` before the text.
      case link(prefix: String)
      case strike(canOpen: Bool, canClose: Bool)
    }
    var kind: Kind
    var range: Range<Int>
  }

  struct Citation {
    var prefix: Range<Int>
    var key: Range<Int>
    var suffix: Range<Int>
  }

  private let bytes: [UInt8]
  private let range: Range<Int>
  /// The paragraph that the stretch is part of.
  private let leaf: Range<Int>
  private let inLink: Bool
  /// The formulas in the stretch, in order.
  var math: [Range<Int>] = []
  var footnotes: Set<String> = []
  private(set) var tokens: [Token] = []
  /// `[^label]` of footnotes that are not defined, and `{= …}` outside a code span: shown as
  /// text, and warned about.
  private(set) var undefinedFootnotes: [Range<Int>] = []
  private(set) var bareValues: [Range<Int>] = []
  /// Where the last token ended: none may reach back before it.
  private var consumed: Int

  init(bytes: [UInt8], range: Range<Int>, leaf: Range<Int>, inLink: Bool) {
    self.bytes = bytes
    self.range = range
    self.leaf = leaf
    self.inLink = inLink
    consumed = range.lowerBound
  }

  /// Whether any byte could start a token; formulas are known beforehand.
  var isWorthScanning: Bool {
    for index in range {
      switch bytes[index] {
      case ASCII.at, ASCII.openBracket, ASCII.tilde, ASCII.openBrace: return true
      case ASCII.colon: if index + 1 < range.upperBound, bytes[index + 1] == 0x2F { return true }
      case UInt8(ascii: "w"), UInt8(ascii: "W"):
        if index + 3 < range.upperBound, bytes[index + 3] == ASCII.dot { return true }
      default: continue
      }
    }
    return false
  }

  mutating func scan() {
    var index = range.lowerBound
    var nextMath = 0
    while index < range.upperBound {
      while nextMath < math.count, math[nextMath].lowerBound < index { nextMath += 1 }
      if nextMath < math.count, math[nextMath].lowerBound == index {
        add(.math(nextMath), index..<min(math[nextMath].upperBound, range.upperBound))
        index = max(index + 1, consumed)
        continue
      }
      if bytes[index] == ASCII.openBrace { noteBareValue(index) }
      if let token = token(at: index) {
        tokens.append(token)
        consumed = token.range.upperBound
        index = consumed
      } else {
        index += bytes[index] == ASCII.backslash && isPunctuation(index + 1) ? 2 : 1
      }
    }
  }

  private mutating func add(_ kind: Token.Kind, _ range: Range<Int>) {
    tokens.append(Token(kind: kind, range: range))
    consumed = range.upperBound
  }

  private mutating func token(at index: Int) -> Token? {
    switch bytes[index] {
    case ASCII.tilde: return strike(index)
    case ASCII.openBracket where !inLink: return bracket(index)
    case ASCII.at where !inLink:
      return BareLink.email(bytes, range, index, consumed) ?? reference(index)
    case ASCII.colon where !inLink: return BareLink.url(bytes, range, leaf, index, consumed)
    case UInt8(ascii: "w") where !inLink, UInt8(ascii: "W") where !inLink:
      return BareLink.www(bytes, range, leaf, index)
    default: return nil
    }
  }

  // MARK: - Strikethrough

  private func strike(_ start: Int) -> Token? {
    var end = start
    while end < range.upperBound, bytes[end] == ASCII.tilde { end += 1 }
    let before = start > leaf.lowerBound ? bytes[start - 1] : ASCII.space
    let after = end < leaf.upperBound ? bytes[end] : ASCII.space
    let opens =
      !ASCII.isSpace(after)
      && !(ASCII.isPunctuation(after) && !ASCII.isSpace(before) && !ASCII.isPunctuation(before))
    let closes =
      !ASCII.isSpace(before)
      && !(ASCII.isPunctuation(before) && !ASCII.isSpace(after) && !ASCII.isPunctuation(after))
    // A longer run is a token as well, so that no part of it is taken for a mark.
    let isMark = end - start <= 2
    return Token(
      kind: .strike(canOpen: isMark && opens, canClose: isMark && closes), range: start..<end)
  }

  // MARK: - References, footnotes and citations

  private func reference(_ at: Int) -> Token? {
    if at > leaf.lowerBound {
      let before = bytes[at - 1]
      // What may stand before the sign of an e-mail address does not begin a reference.
      if ASCII.isNameByte(before) || [ASCII.at, ASCII.dot, UInt8(ascii: "+")].contains(before) {
        return nil
      }
    }
    var end = at + 1
    guard end < range.upperBound, ASCII.isLetter(bytes[end]) || bytes[end] >= 0x80 else {
      return nil
    }
    while end < range.upperBound {
      if ASCII.isNameByte(bytes[end]) {
        end += 1
      } else if isNameJoint(bytes[end]), end + 1 < range.upperBound,
        ASCII.isNameByte(bytes[end + 1])
      {
        end += 2
      } else {
        break
      }
    }
    return Token(kind: .reference(at + 1..<end), range: at..<end)
  }

  private func isNameJoint(_ byte: UInt8) -> Bool {
    byte == ASCII.dash || byte == ASCII.dot || byte == ASCII.colon || byte == ASCII.at
  }

  private mutating func bracket(_ open: Int) -> Token? {
    guard open + 1 < range.upperBound else { return nil }
    if bytes[open + 1] == ASCII.caret { return footnote(open) }
    var close = open + 1
    var hasKey = false
    while close < range.upperBound, bytes[close] != ASCII.closeBracket {
      if bytes[close] == ASCII.openBracket { return nil }
      if bytes[close] == ASCII.at { hasKey = true }
      close += bytes[close] == ASCII.backslash ? 2 : 1
    }
    guard hasKey, close < range.upperBound else { return nil }
    var items: [Citation] = []
    var start = open + 1
    for index in start...close where index == close || bytes[index] == ASCII.semicolon {
      guard let item = citation(start..<index) else { return nil }
      items.append(item)
      start = index + 1
    }
    return Token(kind: .citation(items), range: open..<close + 1)
  }

  private mutating func footnote(_ open: Int) -> Token? {
    var close = open + 2
    while close < range.upperBound, bytes[close] != ASCII.closeBracket {
      if ASCII.isSpace(bytes[close]) || bytes[close] == ASCII.openBracket { return nil }
      close += 1
    }
    guard close < range.upperBound, close > open + 2 else { return nil }
    let label = open + 2..<close
    guard footnotes.contains(String(decoding: bytes[label], as: UTF8.self)) else {
      undefinedFootnotes.append(open..<close + 1)
      return nil
    }
    return Token(kind: .footnote(label), range: open..<close + 1)
  }

  private mutating func noteBareValue(_ open: Int) {
    guard open + 2 < range.upperBound, bytes[open + 1] == ASCII.equals,
      bytes[open + 2] == ASCII.space || ASCII.isLetter(bytes[open + 2]), bareValues.count < 10,
      let close = bytes[open..<min(range.upperBound, open + 200)].firstIndex(of: ASCII.closeBrace)
    else { return }
    bareValues.append(open..<close + 1)
  }

  /// `see @key, p. 4` between brackets or semicolons.
  private func citation(_ item: Range<Int>) -> Citation? {
    for at in item where bytes[at] == ASCII.at {
      let isStart =
        at == item.lowerBound || ASCII.isSpace(bytes[at - 1])
        || (ASCII.isPunctuation(bytes[at - 1]) && bytes[at - 1] != ASCII.at)
      var end = at + 1
      guard isStart, end < item.upperBound, ASCII.isNameByte(bytes[end]) else { continue }
      while end < item.upperBound {
        if ASCII.isNameByte(bytes[end]) {
          end += 1
        } else if Self.isKeyJoint(bytes[end]), end + 1 < item.upperBound,
          ASCII.isNameByte(bytes[end + 1])
        {
          end += 2
        } else {
          break
        }
      }
      var suffix = bytes[end..<item.upperBound].trimmedRange
      if let first = suffix.first, bytes[first] == ASCII.comma {
        suffix = bytes[(first + 1)..<suffix.upperBound].trimmedRange
      }
      return Citation(
        prefix: bytes[item.lowerBound..<at].trimmedRange, key: at + 1..<end, suffix: suffix)
    }
    return nil
  }

  private static func isKeyJoint(_ byte: UInt8) -> Bool {
    ":.#$%&-+?<>~/".utf8.contains(byte)
  }

  private func isPunctuation(_ index: Int) -> Bool {
    index < range.upperBound && ASCII.isPunctuation(bytes[index])
  }
}

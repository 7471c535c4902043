/// The bytes that the grammars of this module are written in.
enum ASCII {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let backslash = UInt8(ascii: "\\")
  static let backquote = UInt8(ascii: "`")
  static let dollar = UInt8(ascii: "$")
  static let doubleQuote = UInt8(ascii: "\"")
  static let singleQuote = UInt8(ascii: "'")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openParenthesis = UInt8(ascii: "(")
  static let closeParenthesis = UInt8(ascii: ")")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let dash = UInt8(ascii: "-")
  static let hash = UInt8(ascii: "#")
  static let pipe = UInt8(ascii: "|")
  static let tilde = UInt8(ascii: "~")
  static let at = UInt8(ascii: "@")
  static let dot = UInt8(ascii: ".")
  static let equals = UInt8(ascii: "=")
  static let ampersand = UInt8(ascii: "&")
  static let semicolon = UInt8(ascii: ";")
  static let caret = UInt8(ascii: "^")
  static let underscore = UInt8(ascii: "_")
  static let asterisk = UInt8(ascii: "*")
  static let exclamation = UInt8(ascii: "!")

  /// What stands in for a byte that CommonMark must not see: a letter to it, of one byte, which
  /// hardly ever occurs in text (and is restored where it does).
  static let filler: UInt8 = 0x1A

  static func isAll(_ bytes: ArraySlice<UInt8>) -> Bool {
    var union: UInt8 = 0
    for byte in bytes { union |= byte }
    return union < 0x80
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || (byte >= tab && byte <= carriageReturn)
  }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
  /// A byte of a name: letters of any script, digits, `_`.
  static func isNameByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == underscore || byte >= 0x80
  }
  static func isPunctuation(_ byte: UInt8) -> Bool {
    (byte >= 33 && byte <= 47) || (byte >= 58 && byte <= 64) || (byte >= 91 && byte <= 96)
      || (byte >= 123 && byte <= 126)
  }
}

extension ArraySlice<UInt8> {
  /// The range of the slice without blanks at its two ends.
  var trimmedRange: Range<Int> {
    var lower = startIndex
    var upper = endIndex
    while lower < upper, ASCII.isSpace(self[lower]) { lower += 1 }
    while upper > lower, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// Whether `text` stands at `index`.
  func has(_ text: String, at index: Int) -> Bool {
    guard index >= startIndex, index <= endIndex else { return false }
    return self[index...].starts(with: text.utf8)
  }
}

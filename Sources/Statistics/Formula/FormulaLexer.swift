/// The tokens of a formula.
struct FormulaLexer {
  enum Token: Equatable {
    case name(String)
    case number(Double, String)
    case symbol(String)
    case end
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next token and the offset at which it starts.
  mutating func next() throws(FormulaError) -> (token: Token, offset: Int) {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
    let start = position
    guard start < bytes.count else { return (.end, start) }
    let byte = bytes[start]
    if byte == UInt8(ascii: "`") { return (.name(try quotedName(from: start)), start) }
    if isDigit(byte) || byte == UInt8(ascii: "."), let number = number(from: start) {
      return (number, start)
    }
    if isNameByte(byte) {
      while position < bytes.count, isNameByte(bytes[position]) || isDigit(bytes[position]) {
        position += 1
      }
      return (.name(text(start, position)), start)
    }
    position += 1
    if byte == UInt8(ascii: "*"), position < bytes.count, bytes[position] == byte {
      position += 1
      return (.symbol("**"), start)
    }
    let symbol = text(start, position)
    guard "+-*/:~()^,".contains(symbol) else {
      // A whole character is shown, and one may take several bytes.
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
      throw FormulaError(problem: .unexpected(text(start, position)), offset: start)
    }
    return (.symbol(symbol == "^" ? "**" : symbol), start)
  }

  private mutating func quotedName(from start: Int) throws(FormulaError) -> String {
    position = start + 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "`") { position += 1 }
    guard position < bytes.count else {
      throw FormulaError(problem: .unclosed("`"), offset: start)
    }
    position += 1
    return text(start + 1, position - 1)
  }

  private mutating func number(from start: Int) -> Token? {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var exponent = end + 1
      if exponent < bytes.count, [0x2B, 0x2D].contains(bytes[exponent]) { exponent += 1 }
      if exponent < bytes.count, isDigit(bytes[exponent]) {
        while exponent < bytes.count, isDigit(bytes[exponent]) { exponent += 1 }
        end = exponent
      }
    }
    guard let value = Double(text(start, end)) else { return nil }
    position = end
    return .number(value, text(start, end))
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Letters of any script, `_` and `.`: digits may follow.
  private func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x80
      || (0x61...0x7A).contains(byte | 0x20)
  }
}

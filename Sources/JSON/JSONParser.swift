/// Reads JSON (RFC 8259) strictly, from any bytes.
///
/// Keys that stand twice, numbers beyond the range of doubles, and values nested deeper than
/// `deepest` are refused; nothing is set aside for counts that the text only claims.
package struct JSONParser {
  /// Levels of lists and objects within each other.
  package static let deepest = 96

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that the bytes hold, with nothing but white space around it.
  package static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes)
    parser.skipSpace()
    let value = try parser.value()
    parser.skipSpace()
    if parser.position < bytes.count { throw parser.problem("something follows the value") }
    return value
  }

  // MARK: Values

  private mutating func value() throws(JSONSyntaxError) -> JSONValue {
    guard let byte = peek else { throw problem("the text ends where a value should stand") }
    switch byte {
    case UInt8(ascii: "{"):
      return try nested { parser throws(JSONSyntaxError) in try parser.object() }
    case UInt8(ascii: "["):
      return try nested { parser throws(JSONSyntaxError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem("a value cannot start here")
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(JSONSyntaxError) -> JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    guard depth < Self.deepest else {
      throw problem("values are nested deeper than \(Self.deepest) levels")
    }
    depth += 1
    defer { depth -= 1 }
    position += 1
    skipSpace()
    return try read(&self)
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      guard peek == UInt8(ascii: "\"") else { throw problem("a key in quotation marks is missing") }
      let start = position
      let key = try text()
      if !keys.insert(key).inserted {
        position = start
        throw problem("the key “\(key)” stands twice")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing after the key") }
      skipSpace()
      members.append((key, try value()))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw problem("a comma or } is missing") }
      skipSpace()
    }
  }

  /// A list; one of numbers alone is kept as such.
  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    var numbers: [Double] = []
    var others: [JSONValue]?
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      let element = try value()
      if others == nil, let number = element.asNumber {
        numbers.append(number)
      } else {
        if others == nil { others = numbers.map { .number($0) } }
        others?.append(element)
      }
      skipSpace()
      if take(UInt8(ascii: "]")) { return others.map { .array($0) } ?? .numbers(numbers) }
      guard take(UInt8(ascii: ",")) else { throw problem("a comma or ] is missing") }
      skipSpace()
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    let text = Array(word.description.utf8)
    guard bytes[position...].starts(with: text) else { throw problem("a value cannot start here") }
    position += text.count
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    // Up to 19 digits are gathered exactly.
    var digits: UInt64 = 0
    var count = 0
    var exponent = 0
    let whole = position
    while let digit = self.digit {
      add(digit, &digits, &count, &exponent, isFraction: false)
      position += 1
    }
    guard position > whole else { throw problem("a digit is missing") }
    if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 {
      position = whole
      throw problem("a number starts with a needless 0")
    }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      let fraction = position
      while let digit = self.digit {
        add(digit, &digits, &count, &exponent, isFraction: true)
        position += 1
      }
      guard position > fraction else { throw problem("a digit is missing after the point") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      exponent += try statedExponent()
    }
    if isWhole, count <= 18, !(isNegative && digits == 0), exponent == 0 {
      return .integer(isNegative ? -Int(digits) : Int(digits))
    }
    let magnitude = try magnitude(digits, count, exponent, start: isNegative ? start + 1 : start)
    return .number(isNegative ? -magnitude : magnitude)
  }

  /// Takes a digit into the first nineteen; later ones count in the exponent alone.
  private func add(
    _ digit: UInt8, _ digits: inout UInt64, _ count: inout Int, _ exponent: inout Int,
    isFraction: Bool
  ) {
    if count < 19 {
      digits = digits * 10 + UInt64(digit)
      if digits > 0 { count += 1 }
      if isFraction { exponent -= 1 }
    } else {
      count += 1
      if !isFraction { exponent += 1 }
    }
  }

  private mutating func statedExponent() throws(JSONSyntaxError) -> Int {
    let isNegative = take(UInt8(ascii: "-"))
    if !isNegative { _ = take(UInt8(ascii: "+")) }
    let start = position
    var value = 0
    while let digit = self.digit {
      // Beyond this every number is 0 or out of range.
      value = min(value * 10 + Int(digit), 100_000)
      position += 1
    }
    guard position > start else { throw problem("a digit is missing in the exponent") }
    return isNegative ? -value : value
  }

  /// A number without its sign, correctly rounded.
  private func magnitude(
    _ digits: UInt64, _ count: Int, _ exponent: Int, start: Int
  ) throws(JSONSyntaxError) -> Double {
    // Both factors are exact, so that the one rounding is right (Clinger 1990).
    if count <= 19, digits < 1 << 53, abs(exponent) <= 22 {
      let power = Self.powers[abs(exponent)]
      return exponent < 0 ? Double(digits) / power : Double(digits) * power
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw problem("the number is out of range", at: start)
    }
    return value
  }

  private static let powers: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private var digit: UInt8? {
    guard let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
      return nil
    }
    return byte - UInt8(ascii: "0")
  }

  // MARK: Texts

  private mutating func text() throws(JSONSyntaxError) -> String {
    let start = position
    position += 1
    var decoded: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: decoded, as: UTF8.self) else {
          throw problem("the text is not UTF-8", at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        position += 1
        decoded += Array(String(try escape()).utf8)
      case 0..<0x20: throw problem("a control character stands in a text")
      default:
        decoded.append(byte)
        position += 1
      }
    }
    throw problem("a text is not closed", at: start)
  }

  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    guard let byte = peek else { throw problem("a text is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // The halves of a surrogate pair follow each other.
      guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
        throw problem("half of a surrogate pair")
      }
      let second = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw problem("half of a surrogate pair") }
      return scalar
    default: throw problem("an escape that JSON does not have", at: position - 2)
    }
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw problem("four hexadecimal digits are missing") }
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position + offset])).hexDigitValue,
        bytes[position + offset] < 0x80
      else { throw problem("four hexadecimal digits are missing") }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func problem(_ text: String, at place: Int? = nil) -> JSONSyntaxError {
    let place = min(place ?? position, bytes.count)
    let before = bytes[..<place]
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONSyntaxError(line: line, column: place - lineStart + 1, problem: text)
  }
}

extension JSONValue {
  fileprivate var asNumber: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }
}

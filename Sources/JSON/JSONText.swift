/// Writes JSON into one buffer: objects indented, arrays of plain values on one line.
package struct JSONText {
  private var bytes: [UInt8] = []
  private let separator: [UInt8]

  private init(isCompact: Bool) { separator = isCompact ? [0x2C] : [0x2C, 0x20] }

  /// The text of a value, with a line feed at its end.
  ///
  /// - Parameter isCompact: whether the numbers of a list follow each other without spaces, for
  ///   files that hold millions of them.
  package static func text(_ value: JSONValue, isCompact: Bool = false) -> String {
    String(decoding: bytes(value, isCompact: isCompact), as: UTF8.self)
  }

  /// The same as bytes.
  package static func bytes(_ value: JSONValue, isCompact: Bool = false) -> [UInt8] {
    var text = JSONText(isCompact: isCompact)
    text.bytes.reserveCapacity(1 << 14)
    text.write(value, indent: 0)
    text.bytes.append(0x0A)
    return text.bytes
  }

  /// A text in quotation marks, with the escapes that JSON needs.
  package static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// The shortest text that reads back as the same number; `null` for one that is not finite.
  private static func number(_ x: Double) -> String {
    guard x.isFinite else { return "null" }
    let text = x.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: append("null")
    case .boolean(let flag): append(flag ? "true" : "false")
    case .integer(let n): append(String(n))
    case .number(let x): append(Self.number(x))
    case .string(let text): append(Self.quote(text))
    case .array(let values): write(values, indent: indent)
    case .numbers(let values): write(values)
    case .object(let members):
      if members.isEmpty { return append("{}") }
      append("{")
      for (position, member) in members.enumerated() {
        if position > 0 { append(",") }
        newLine(indent + 1)
        append(Self.quote(member.key))
        append(": ")
        write(member.value, indent: indent + 1)
      }
      newLine(indent)
      append("}")
    }
  }

  private mutating func write(_ values: [JSONValue], indent: Int) {
    let isFlat = values.allSatisfy(\.isFlat)
    append("[")
    for (position, value) in values.enumerated() {
      if position > 0 { isFlat ? appendSeparator() : append(",") }
      if !isFlat { newLine(indent + 1) }
      write(value, indent: indent + 1)
    }
    if !isFlat { newLine(indent) }
    append("]")
  }

  private mutating func write(_ values: [Double]) {
    append("[")
    for (position, value) in values.enumerated() {
      if position > 0 { appendSeparator() }
      append(Self.number(value))
    }
    append("]")
  }

  private mutating func newLine(_ indent: Int) {
    bytes.append(0x0A)
    for _ in 0..<indent {
      bytes.append(0x20)
      bytes.append(0x20)
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func appendSeparator() { bytes.append(contentsOf: separator) }
}

extension JSONValue {
  fileprivate var isFlat: Bool {
    switch self {
    case .null, .boolean, .integer, .number, .string, .numbers: true
    case .array(let values): values.allSatisfy { $0.isScalar && $0.isFlat }
    case .object: false
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .numbers, .object: false
    default: true
    }
  }
}

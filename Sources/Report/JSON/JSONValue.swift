import Diagnostics
import Numerics

/// A JSON value whose objects keep the order of their keys.
indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written in full precision; one that is not finite is null.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// nil is null.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  static func numbers(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.number)) }
}

/// Writes JSON into one buffer: objects indented, arrays of plain values on one line.
struct JSONBuffer {
  private var bytes: [UInt8] = []

  /// The text of a value, with a line feed at its end.
  static func text(_ value: JSONValue) -> String {
    var buffer = JSONBuffer()
    buffer.bytes.reserveCapacity(1 << 14)
    buffer.write(value, indent: 0)
    buffer.bytes.append(0x0A)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: append("null")
    case .boolean(let flag): append(flag ? "true" : "false")
    case .integer(let n): append(String(n))
    case .number(let x): append(NumberFormat.shortest(x))
    case .string(let text): append(DiagnosticRenderer.quote(text))
    case .array(let values): write(values, indent: indent)
    case .object(let pairs):
      if pairs.isEmpty { return append("{}") }
      append("{")
      for (position, pair) in pairs.enumerated() {
        if position > 0 { append(",") }
        newLine(indent + 1)
        append(DiagnosticRenderer.quote(pair.key))
        append(": ")
        write(pair.value, indent: indent + 1)
      }
      newLine(indent)
      append("}")
    }
  }

  private mutating func write(_ values: [JSONValue], indent: Int) {
    let isFlat = values.allSatisfy(\.isFlat)
    append("[")
    for (position, value) in values.enumerated() {
      if position > 0 { append(isFlat ? ", " : ",") }
      if !isFlat { newLine(indent + 1) }
      write(value, indent: indent + 1)
    }
    if !isFlat { newLine(indent) }
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
}

extension JSONValue {
  fileprivate var isFlat: Bool {
    switch self {
    case .null, .boolean, .integer, .number, .string: true
    case .array(let values): values.allSatisfy { if case .array = $0 { false } else { $0.isFlat } }
    case .object: false
    }
  }
}

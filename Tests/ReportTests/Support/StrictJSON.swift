/// A reader of JSON (RFC 8259) that accepts nothing else, to check what the product writes.
enum StrictJSON: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([StrictJSON])
  case object([String], [String: StrictJSON])

  struct Malformed: Error { var offset: Int }

  static func parse(_ text: String) throws -> StrictJSON {
    var reader = Reader(bytes: Array(text.utf8))
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == reader.bytes.count else { throw Malformed(offset: reader.position) }
    return value
  }

  subscript(key: String) -> StrictJSON? {
    if case .object(_, let values) = self { values[key] } else { nil }
  }

  subscript(index: Int) -> StrictJSON? {
    if case .array(let values) = self, values.indices.contains(index) { values[index] } else { nil }
  }

  var keys: [String] { if case .object(let keys, _) = self { keys } else { [] } }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func skipSpace() {
      while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
        position += 1
      }
    }

    mutating func take(_ text: String) -> Bool {
      guard bytes[position...].starts(with: Array(text.utf8)) else { return false }
      position += text.utf8.count
      return true
    }

    mutating func value() throws -> StrictJSON {
      skipSpace()
      if take("null") { return .null }
      if take("true") { return .boolean(true) }
      if take("false") { return .boolean(false) }
      if take("\"") { return .string(try string()) }
      if take("[") { return try array() }
      if take("{") { return try object() }
      return .number(try number())
    }

    mutating func array() throws -> StrictJSON {
      var values: [StrictJSON] = []
      skipSpace()
      if take("]") { return .array([]) }
      while true {
        values.append(try value())
        skipSpace()
        if take("]") { return .array(values) }
        guard take(",") else { throw Malformed(offset: position) }
      }
    }

    mutating func object() throws -> StrictJSON {
      var keys: [String] = []
      var values: [String: StrictJSON] = [:]
      skipSpace()
      if take("}") { return .object([], [:]) }
      while true {
        skipSpace()
        guard take("\"") else { throw Malformed(offset: position) }
        let key = try string()
        skipSpace()
        guard take(":"), values[key] == nil else { throw Malformed(offset: position) }
        values[key] = try value()
        keys.append(key)
        skipSpace()
        if take("}") { return .object(keys, values) }
        guard take(",") else { throw Malformed(offset: position) }
      }
    }

    mutating func string() throws -> String {
      var out: [UInt8] = []
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
        case UInt8(ascii: "\\"): out += try escape()
        case 0x00..<0x20: throw Malformed(offset: position)
        default: out.append(byte)
        }
      }
      throw Malformed(offset: position)
    }

    mutating func escape() throws -> [UInt8] {
      for (mark, byte) in [("\"", 0x22), ("\\", 0x5C), ("n", 0x0A), ("r", 0x0D), ("t", 0x09)]
        as [(String, UInt8)]
      where take(mark) {
        return [byte]
      }
      guard take("u"), position + 4 <= bytes.count,
        let code = UInt32(
          String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw Malformed(offset: position) }
      position += 4
      return Array(String(Character(scalar)).utf8)
    }

    mutating func number() throws -> Double {
      let start = position
      while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) {
        position += 1
      }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      guard let value = Double(text), let last = text.utf8.last, last != UInt8(ascii: "."),
        text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: ".")
      else { throw Malformed(offset: start) }
      return value
    }
  }
}

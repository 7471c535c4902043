/// A value of universal binary JSON, the form in which the boosting library writes a model.
///
/// The reader takes any bytes: it gives nil for what is not well formed.
indirect enum BinaryJSON: Sendable {
  case object([String: BinaryJSON])
  case array([BinaryJSON])
  case numbers([Double])
  case number(Double)
  case text(String)
  case flag(Bool)
  case null

  static func read(_ bytes: [UInt8]) -> BinaryJSON? {
    var reader = Reader(bytes: bytes)
    return reader.value()
  }

  subscript(key: String) -> BinaryJSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var elements: [BinaryJSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The numbers of an array of numbers or flags.
  var numbers: [Double]? {
    switch self {
    case .numbers(let numbers): return numbers
    case .array(let elements):
      let numbers = elements.compactMap(\.number)
      return numbers.count == elements.count ? numbers : nil
    default: return nil
    }
  }

  var number: Double? {
    switch self {
    case .number(let number): number
    case .flag(let flag): flag ? 1 : 0
    case .text(let text): Double(text)
    default: nil
    }
  }
}

private struct Reader {
  let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func value() -> BinaryJSON? {
    guard let marker = next() else { return nil }
    return value(marker)
  }

  private mutating func next() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func value(_ marker: UInt8) -> BinaryJSON? {
    switch marker {
    case UInt8(ascii: "{"): return nested { reader in reader.object() }
    case UInt8(ascii: "["): return nested { reader in reader.array() }
    case UInt8(ascii: "S"): return text().map { .text($0) }
    case UInt8(ascii: "T"): return .flag(true)
    case UInt8(ascii: "F"): return .flag(false)
    case UInt8(ascii: "Z"): return .null
    case UInt8(ascii: "N"): return value()
    default: return number(marker).map { .number($0) }
    }
  }

  private mutating func nested(_ read: (inout Reader) -> BinaryJSON?) -> BinaryJSON? {
    guard depth < 64 else { return nil }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  private mutating func object() -> BinaryJSON? {
    var members: [String: BinaryJSON] = [:]
    while position < bytes.count, bytes[position] != UInt8(ascii: "}") {
      guard let key = text(), let member = value() else { return nil }
      members[key] = member
    }
    return next() == nil ? nil : .object(members)
  }

  private mutating func array() -> BinaryJSON? {
    guard position < bytes.count else { return nil }
    var type: UInt8?
    if bytes[position] == UInt8(ascii: "$") {
      position += 1
      type = next()
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "#") {
      position += 1
      guard let count = length(), count <= bytes.count else { return nil }
      return counted(count, type: type)
    }
    var elements: [BinaryJSON] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "]") {
      guard let element = value() else { return nil }
      elements.append(element)
    }
    return next() == nil ? nil : .array(elements)
  }

  /// An array of known length, of one type where that is stated.
  private mutating func counted(_ count: Int, type: UInt8?) -> BinaryJSON? {
    var numbers: [Double] = []
    var elements: [BinaryJSON] = []
    for _ in 0..<count {
      if let type {
        guard let number = number(type) else { return nil }
        numbers.append(number)
      } else {
        guard let element = value() else { return nil }
        elements.append(element)
      }
    }
    return type == nil ? .array(elements) : .numbers(numbers)
  }

  private mutating func text() -> String? {
    guard let count = length(), count <= bytes.count - position else { return nil }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  private mutating func length() -> Int? {
    guard let marker = next(), let length = number(marker).flatMap({ Int(exactly: $0) }) else {
      return nil
    }
    return length >= 0 ? length : nil
  }

  private mutating func number(_ marker: UInt8) -> Double? {
    switch marker {
    case UInt8(ascii: "i"): return word(1).map { Double(Int8(truncatingIfNeeded: $0)) }
    case UInt8(ascii: "U"): return word(1).map { Double($0) }
    case UInt8(ascii: "I"): return word(2).map { Double(Int16(truncatingIfNeeded: $0)) }
    case UInt8(ascii: "l"): return word(4).map { Double(Int32(truncatingIfNeeded: $0)) }
    case UInt8(ascii: "L"): return word(8).map { Double(Int64(bitPattern: $0)) }
    case UInt8(ascii: "d"):
      return word(4).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case UInt8(ascii: "D"): return word(8).map { Double(bitPattern: $0) }
    default: return nil
    }
  }

  /// A big-endian word of so many bytes.
  private mutating func word(_ size: Int) -> UInt64? {
    guard position + size <= bytes.count else { return nil }
    var word: UInt64 = 0
    for offset in 0..<size { word = word << 8 | UInt64(bytes[position + offset]) }
    position += size
    return word
  }
}

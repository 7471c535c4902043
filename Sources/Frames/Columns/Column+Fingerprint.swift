/// A 64-bit hash of content that is the same on every run and every machine.
///
/// Not cryptographic: it keys caches and random streams. Words are mixed by multiplication and
/// shifts (the finaliser of MurmurHash3), four lanes side by side for long arrays.
package struct ContentHash: Sendable {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init() {}

  package mutating func combine(_ word: UInt64) { state = Self.mix(state ^ word) }

  package mutating func combine(_ text: String) {
    var word: UInt64 = 0
    var filled = 0
    var count: UInt64 = 0
    for byte in text.utf8 {
      word = word << 8 | UInt64(byte)
      filled += 1
      count += 1
      if filled == 8 {
        combine(word)
        word = 0
        filled = 0
      }
    }
    combine(word)
    combine(count)
  }

  /// Combines `count` words that `word` yields by position.
  @inline(__always)
  mutating func combine(count: Int, _ word: (Int) -> UInt64) {
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    var i = 0
    while i + 4 <= count {
      lanes.0 = Self.step(lanes.0, word(i))
      lanes.1 = Self.step(lanes.1, word(i + 1))
      lanes.2 = Self.step(lanes.2, word(i + 2))
      lanes.3 = Self.step(lanes.3, word(i + 3))
      i += 4
    }
    while i < count {
      lanes.0 = Self.step(lanes.0, word(i))
      i += 1
    }
    combine(lanes.0)
    combine(lanes.1)
    combine(lanes.2)
    combine(lanes.3)
    combine(UInt64(count))
  }

  package var value: UInt64 { Self.mix(state) }

  @inline(__always)
  private static func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (lane ^ word) &* 0xFF51_AFD7_ED55_8CCD
    return mixed ^ (mixed >> 32)
  }

  private static func mix(_ word: UInt64) -> UInt64 {
    var x = word
    x = (x ^ (x >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    x = (x ^ (x >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return x ^ (x >> 33)
  }
}

extension Column {
  /// A hash of name, type, values and missing rows; levels count in their order.
  package var fingerprint: UInt64 {
    var hash = ContentHash()
    hash.combine(name)
    hash.combine(type.rawValue)
    let flags = missing?.flags
    func combine(_ count: Int, _ word: (Int) -> UInt64) {
      if let flags {
        hash.combine(count: count) { flags[$0] ? 0x7FF8_DEAD_0000_0001 : word($0) }
        hash.combine(count: count) { flags[$0] ? 1 : 0 }
      } else {
        hash.combine(count: count, word)
      }
    }
    switch storage {
    case .integer(let values): combine(values.count) { UInt64(bitPattern: values[$0]) }
    case .number(let values): combine(values.count) { values[$0].bitPattern }
    case .boolean(let values): combine(values.count) { values[$0] ? 1 : 0 }
    case .date(let values): combine(values.count) { UInt64(bitPattern: Int64(values[$0])) }
    case .timestamp(let values): combine(values.count) { UInt64(bitPattern: values[$0]) }
    case .category(let codes, let levels):
      for level in levels { hash.combine(level) }
      combine(codes.count) { UInt64(bitPattern: Int64(codes[$0])) }
    case .text(let values):
      for row in values.indices { hash.combine(flags?[row] == true ? "" : values[row]) }
      combine(values.count) { _ in 0 }
    }
    return hash.value
  }
}

extension Frame {
  /// A hash of the columns, in their order, and the number of rows.
  package var fingerprint: UInt64 {
    var hash = ContentHash()
    hash.combine(UInt64(rowCount))
    for column in columns { hash.combine(column.fingerprint) }
    return hash.value
  }
}

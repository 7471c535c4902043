/// The distinct labels of a column within a chunk, numbered by first appearance.
struct LabelTable: Sendable {
  private struct Entry {
    var hash: UInt64
    /// Position in the text; labels that had doubled quotes lie in `unescaped` instead.
    var start: Int
    var length: Int32
    /// The missing marker that this label is, or -1.
    var marker: Int32
  }

  private var entries: [Entry] = []
  /// Open addressing; -1 is free.
  ///
  /// The size is a power of two, at most half full.
  private var slots = LabelTable.noSlots
  private var unescaped: [Int: [UInt8]] = [:]
  private let markers: [[UInt8]]

  /// - Parameter markers: tokens that mean missing.
  init(markers: [[UInt8]] = []) { self.markers = markers }

  // Shared until the first label comes, so that columns of numbers cost nothing.
  private static let noSlots = [Int32](repeating: -1, count: 64)

  var count: Int { entries.count }

  @inline(__always)
  static func start() -> UInt64 { 0x9E37_79B9_7F4A_7C15 }

  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// The code of the label at `start..<end` of the text, whose running hash is `hash`.
  @inline(__always)
  mutating func code(
    _ bytes: Span<UInt8>, start: Int, end: Int, hash: UInt64
  ) -> Int32 {
    let hash = hash ^ (hash >> 29)
    let length = Int32(truncatingIfNeeded: end - start)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let code = slots[slot]
      if code < 0 { break }
      let entry = entries[Int(code)]
      if entry.hash == hash, entry.length == length,
        matches(bytes, entry, Int(code), start: start, count: end - start)
      {
        return code
      }
      slot = (slot + 1) & mask
    }
    return insert(bytes, start: start, end: end, hash: hash, slot)
  }

  @inline(never)
  private mutating func insert(
    _ bytes: Span<UInt8>, start: Int, end: Int, hash: UInt64, _ slot: Int
  ) -> Int32 {
    let marker = markers.firstIndex { Self.equals(bytes, start..<end, $0) } ?? -1
    let length = Int32(truncatingIfNeeded: end - start)
    return insert(Entry(hash: hash, start: start, length: length, marker: Int32(marker)), slot)
  }

  /// The code of a label that is not in the text as it stands.
  mutating func code(_ bytes: Span<UInt8>, unescaped label: [UInt8]) -> Int32 {
    var hash = Self.start()
    for byte in label { hash = Self.step(hash, byte) }
    hash ^= hash >> 29
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let code = Int(slots[slot])
      if entries[code].hash == hash, content(bytes, code) == label { return Int32(code) }
      slot = (slot + 1) & mask
    }
    unescaped[entries.count] = label
    let length = Int32(truncatingIfNeeded: label.count)
    return insert(Entry(hash: hash, start: -1, length: length, marker: -1), slot)
  }

  /// The missing marker that a label is, or -1.
  @inline(__always)
  func marker(_ code: Int32) -> Int { Int(entries[Int(code)].marker) }

  /// The bytes of a label.
  func content(_ bytes: Span<UInt8>, _ code: Int) -> [UInt8] {
    let entry = entries[code]
    if entry.start < 0 { return unescaped[code] ?? [] }
    return (entry.start..<entry.start + Int(entry.length)).map { bytes[$0] }
  }

  private func matches(
    _ bytes: Span<UInt8>, _ entry: Entry, _ code: Int, start: Int, count: Int
  ) -> Bool {
    if entry.start < 0 { return Self.equals(bytes, start..<start + count, unescaped[code] ?? []) }
    for offset in 0..<count where bytes[entry.start + offset] != bytes[start + offset] {
      return false
    }
    return true
  }

  private static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ label: [UInt8]) -> Bool {
    guard range.count == label.count else { return false }
    for offset in label.indices where bytes[range.lowerBound + offset] != label[offset] {
      return false
    }
    return true
  }

  private mutating func insert(_ entry: Entry, _ slot: Int) -> Int32 {
    let code = Int32(truncatingIfNeeded: entries.count)
    entries.append(entry)
    slots[slot] = code
    if entries.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    let mask = slots.count - 1
    for code in entries.indices {
      var slot = Int(truncatingIfNeeded: entries[code].hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }
}

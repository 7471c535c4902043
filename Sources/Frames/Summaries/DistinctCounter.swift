/// Counts distinct 64-bit words by open addressing; the largest word is reserved for missing.
struct DistinctCounter {
  private var slots: [UInt64]
  private(set) var count = 0

  init() { slots = [UInt64](repeating: .max, count: 64) }

  mutating func insert(_ word: UInt64) {
    if word == .max { return }
    let mask = slots.count - 1
    var slot = Self.start(word, mask)
    while slots[slot] != .max {
      if slots[slot] == word { return }
      slot = (slot + 1) & mask
    }
    slots[slot] = word
    count += 1
    if count * 2 > slots.count { grow() }
  }

  private static func start(_ word: UInt64, _ mask: Int) -> Int {
    let mixed = (word ^ (word >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20) & mask
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: .max, count: old.count * 4)
    let mask = slots.count - 1
    for word in old where word != .max {
      var slot = Self.start(word, mask)
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = word
    }
  }
}

extension Column {
  /// How many distinct values there are, missing ones not counted.
  package var distinctCount: Int {
    switch storage {
    case .text(let values):
      guard let flags = missing?.flags else { return Set(values).count }
      return Set(values.indices.lazy.filter { !flags[$0] }.map { values[$0] }).count
    case .category: return levelView.levels.count
    case .integer, .number, .boolean, .date:
      var counter = DistinctCounter()
      for key in sortKeys() { counter.insert(key) }
      return counter.count
    }
  }
}

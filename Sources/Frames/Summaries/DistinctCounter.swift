/// Counts distinct 64-bit words by open addressing; the largest word is reserved for missing.
struct DistinctCounter {
  private var slots: [UInt64]
  private(set) var count = 0

  init() { slots = [UInt64](repeating: .max, count: 64) }

  /// How many distinct words there are, `UInt64.max` not counted.
  ///
  /// Many words are parted by their hashes first, so that each part's table stays in the core's
  /// cache; a single table for a million words waits for memory at every word.
  static func count(_ words: [UInt64]) -> Int {
    let bits = min(10, Int.bitWidth - (words.count >> 12).leadingZeroBitCount)
    guard bits > 2 else {
      var counter = DistinctCounter()
      for word in words { counter.insert(word) }
      return counter.count
    }
    let shift = UInt64(64 - bits)
    var ends = [Int](repeating: 0, count: 1 << bits)
    for word in words { ends[Int(truncatingIfNeeded: mixed(word) >> shift)] += 1 }
    var sum = 0
    for part in ends.indices {
      let size = ends[part]
      ends[part] = sum
      sum += size
    }
    var parted = [UInt64](repeating: 0, count: words.count)
    for word in words {
      let part = Int(truncatingIfNeeded: mixed(word) >> shift)
      parted[ends[part]] = word
      ends[part] += 1
    }
    var counter = DistinctCounter()
    var total = 0
    var start = 0
    for end in ends {
      counter.clear()
      for i in start..<end { counter.insert(parted[i]) }
      total += counter.count
      start = end
    }
    return total
  }

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

  private mutating func clear() {
    for slot in slots.indices { slots[slot] = .max }
    count = 0
  }

  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    (word ^ (word >> 32)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Bits below those that part the words.
  @inline(__always)
  private static func start(_ word: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: mixed(word) >> 20) & mask
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

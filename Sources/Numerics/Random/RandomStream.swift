/// A reproducible stream of random numbers, named by a seed, a purpose, and the data it serves.
///
/// The stream is counter-based (`Philox`): the key is a hash of the name, and the counter is the
/// position. Two purposes under one seed never share numbers, adding a random step to a program
/// does not move the numbers of another, and unit `i` of a parallel loop takes `substream(i)`,
/// whatever thread runs it.
package struct RandomStream: Sendable, RandomNumberGenerator {
  private let key: UInt64
  /// The high half of the counter: 0 for the stream itself, `i + 1` for its substream `i`.
  private let lane: UInt64
  /// The next block to compute; each block holds two words of 64 bits.
  private var blockIndex: UInt64 = 0
  private var spare: UInt64 = 0
  private var hasSpare = false

  /// - Parameters:
  ///   - seed: what the author of a notebook sets.
  ///   - purpose: what the numbers are for, such as `split` or `bootstrap #tau`.
  ///   - content: a fingerprint of the data, when the numbers should follow the data.
  package init(seed: UInt64, purpose: String, content: UInt64 = 0) {
    var hash = Self.mix(seed)
    for byte in purpose.utf8 { hash = Self.mix(hash ^ UInt64(byte)) }
    // The length keeps ("ab", content) apart from any other split of the same bytes.
    hash = Self.mix(hash ^ UInt64(purpose.utf8.count) << 32)
    key = Self.mix(hash ^ content)
    lane = 0
  }

  private init(key: UInt64, lane: UInt64) {
    self.key = key
    self.lane = lane
  }

  /// The stream of one unit of work: independent of this stream and of every other index.
  ///
  /// It does not depend on how far this stream was read. Substreams nest.
  package func substream(_ index: Int) -> RandomStream {
    let lane = UInt64(bitPattern: Int64(index)) &+ 1
    return self.lane == 0
      ? RandomStream(key: key, lane: lane)
      : RandomStream(key: Self.mix(key ^ Self.mix(self.lane)), lane: lane)
  }

  /// Moves to a position: the next `nextUInt64()` is number `draw` of the stream, from 0.
  package mutating func seek(to draw: UInt64) {
    blockIndex = draw / 2
    hasSpare = false
    if draw % 2 == 1 { _ = nextUInt64() }
  }

  /// 64 random bits.
  package mutating func nextUInt64() -> UInt64 {
    if hasSpare {
      hasSpare = false
      return spare
    }
    let words = Philox.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: blockIndex), UInt32(truncatingIfNeeded: blockIndex >> 32),
        UInt32(truncatingIfNeeded: lane), UInt32(truncatingIfNeeded: lane >> 32)),
      key: SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
    blockIndex &+= 1
    spare = UInt64(words.w) << 32 | UInt64(words.z)
    hasSpare = true
    return UInt64(words.y) << 32 | UInt64(words.x)
  }

  package mutating func next() -> UInt64 { nextUInt64() }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014), after its golden-ratio step.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

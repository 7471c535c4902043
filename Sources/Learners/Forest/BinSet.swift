/// A set of bins.
struct BinSet: Sendable, Hashable {
  var words = SIMD4<UInt64>()

  @inline(__always)
  func contains(_ bin: UInt8) -> Bool { words[Int(bin >> 6)] & (1 << UInt64(bin & 63)) != 0 }

  mutating func insert(_ bin: Int) { words[bin >> 6] |= 1 << UInt64(bin & 63) }

  mutating func remove(_ bin: Int) { words[bin >> 6] &= ~(1 << UInt64(bin & 63)) }

  /// The bins from the first to the last, where the set holds them all; nil for another set.
  var interval: ClosedRange<UInt8>? {
    let bins = (0...UInt8.max).filter(contains)
    guard let first = bins.first, let last = bins.last, Int(last - first) == bins.count - 1 else {
      return nil
    }
    return first...last
  }
}

/// Stable sorting by 64-bit keys, least significant digits first: linear in the number of keys.
package enum RadixOrder {
  private static let digitBits: UInt64 = 11
  private static let digitCount = 1 << 11
  /// With fewer keys than this, counting digits costs more than comparing.
  private static let fewest = 512

  /// The positions of the keys in ascending order; equal keys keep their order.
  package static func ascending(_ keys: [UInt64]) -> [Int] {
    if keys.count < fewest {
      return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }
    var keys = keys
    var order = Array(keys.indices)
    var otherKeys = [UInt64](repeating: 0, count: keys.count)
    var otherOrder = [Int](repeating: 0, count: keys.count)
    for shift in stride(from: UInt64(0), to: 64, by: Int(digitBits)) {
      guard var places = starts(keys, shift) else { continue }
      unsafe order.withUnsafeBufferPointer { order in
        unsafe otherOrder.withUnsafeMutableBufferPointer { otherOrder in
          move(keys, shift, &places, &otherKeys) { from, to in
            unsafe otherOrder[to] = order[from]
          }
        }
      }
      swap(&keys, &otherKeys)
      swap(&order, &otherOrder)
    }
    return order
  }

  /// The keys in ascending order.
  package static func sorted(_ keys: [UInt64]) -> [UInt64] {
    if keys.count < fewest { return keys.sorted() }
    var keys = keys
    var others = [UInt64](repeating: 0, count: keys.count)
    for shift in stride(from: UInt64(0), to: 64, by: Int(digitBits)) {
      guard var places = starts(keys, shift) else { continue }
      move(keys, shift, &places, &others) { _, _ in }
      swap(&keys, &others)
    }
    return keys
  }

  /// A key whose unsigned order is that of numbers: −0 equals 0, and NaN comes last.
  package static func key(_ value: Double) -> UInt64 {
    if value.isNaN { return .max }
    let bits = (value + 0).bitPattern
    return bits & signBit == 0 ? bits | signBit : ~bits
  }

  /// The number that has a key.
  package static func value(_ key: UInt64) -> Double {
    if key == .max { return .nan }
    return Double(bitPattern: key & signBit == 0 ? ~key : key & ~signBit)
  }

  private static let signBit: UInt64 = 1 << 63

  /// Where the keys of each digit start; nil for a digit that all keys share, which moves nothing.
  private static func starts(_ keys: [UInt64], _ shift: UInt64) -> [Int]? {
    var counts = [Int](repeating: 0, count: digitCount)
    for key in keys { counts[digit(key, shift)] += 1 }
    if counts.contains(keys.count) { return nil }
    var total = 0
    for digit in counts.indices {
      let size = counts[digit]
      counts[digit] = total
      total += size
    }
    return counts
  }

  /// Brings keys to the places of their digits, and says which went where.
  @inline(__always)
  private static func move(
    _ keys: [UInt64], _ shift: UInt64, _ places: inout [Int], _ others: inout [UInt64],
    _ moved: (_ from: Int, _ to: Int) -> Void
  ) {
    for position in keys.indices {
      let key = keys[position]
      let place = places[digit(key, shift)]
      places[digit(key, shift)] = place + 1
      others[place] = key
      moved(position, place)
    }
  }

  @inline(__always)
  private static func digit(_ key: UInt64, _ shift: UInt64) -> Int {
    Int(key >> shift & UInt64(digitCount - 1))
  }
}

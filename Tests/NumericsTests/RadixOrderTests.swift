import Numerics
import Testing

@Suite struct RadixOrderTests {
  /// Keys of few values, so that many are equal, spread over all digits.
  private static func keys(_ count: Int, distinct: Int) -> [UInt64] {
    var stream = RandomStream(seed: 5, purpose: "keys", content: UInt64(count))
    let values = (0..<distinct).map { _ in stream.nextUInt64() }
    return (0..<count).map { _ in values[stream.below(distinct)] }
  }

  /// Short lists are compared, long ones sorted by digits: both keep the order of equal keys.
  @Test(arguments: [0, 1, 2, 511, 512, 5000])
  func equalKeysKeepTheirOrder(count: Int) {
    let keys = Self.keys(count, distinct: 40)
    let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    #expect(RadixOrder.ascending(keys) == expected)
    #expect(RadixOrder.sorted(keys) == keys.sorted())
  }

  @Test func digitsThatAllKeysShareAreSkipped() {
    let keys = (0..<2000).map { UInt64(3) << 60 | UInt64($0 * 7919 % 2000) << 22 | 5 }
    #expect(RadixOrder.sorted(keys) == keys.sorted())
    #expect(RadixOrder.ascending(keys).map { keys[$0] } == keys.sorted())
  }

  @Test func keysOfNumbersFollowTheirOrder() {
    let values = [
      -Double.infinity, -1e300, -2, -Double.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 1,
      1e300, .infinity,
    ]
    let keys = values.map(RadixOrder.key)
    #expect(keys == keys.sorted() && Set(keys).count == keys.count)
    #expect(keys.map(RadixOrder.value) == values)
    #expect(RadixOrder.key(-0.0) == RadixOrder.key(0))
    #expect(RadixOrder.key(.nan) == .max && RadixOrder.key(-Double.nan) == .max)
    #expect(RadixOrder.value(.max).isNaN)
  }
}

/// Numbers that look random, by Knuth's linear congruence of 64 bits.
///
/// Test data made of them owe nothing to the random streams under test.
package struct LinearCongruence {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// The next state; its high bits are the good ones.
  package mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }

  /// From 0 up to, but not including, 1.
  package mutating func uniform() -> Double { Double(next() >> 33) / Double(1 << 31) }
}

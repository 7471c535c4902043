/// A 64-bit digest of data, so that equal work is done once and random streams follow the data.
///
/// Each word goes through the finaliser of SplitMix64. Not for adversaries.
package struct Fingerprint: Sendable, Hashable {
  package private(set) var value: UInt64

  package init(_ start: UInt64 = 0) { value = start }

  package mutating func combine(_ word: UInt64) {
    var z = (value ^ word) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    value = z ^ (z >> 31)
  }

  package mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }

  package mutating func combine(_ numbers: [Double]) {
    combine(numbers.count)
    for number in numbers { combine(number.bitPattern) }
  }

  package mutating func combine(_ codes: [Int32]) {
    combine(codes.count)
    for code in codes { combine(UInt64(UInt32(bitPattern: code))) }
  }

  package mutating func combine(_ text: String) {
    combine(text.utf8.count)
    for byte in text.utf8 { combine(UInt64(byte)) }
  }

  package mutating func combine(_ features: FeatureMatrix) {
    for (name, levels) in zip(features.names, features.categories) {
      combine(name)
      for level in levels ?? [] { combine(level) }
    }
    combine(features.values)
  }
}

private import CSHA256
import Platform

/// SHA-256 (FIPS 180-4), for the identity of source files.
///
/// Where the processor has instructions for it they are used, six times as fast: a hash of a large
/// file would else take longer than reading it.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// Input that does not fill a block yet.
  private var pending: [UInt8] = []
  private var length: UInt64 = 0
  private let usesInstructions: Bool

  private static let hasInstructions = casebook_sha256_is_available()

  /// A hash of nothing yet; `isPortable` keeps it from the processor's own instructions.
  package init(isPortable: Bool = false) { usesInstructions = !isPortable && Self.hasInstructions }

  /// The hash of bytes in memory, as 64 hexadecimal digits.
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes.span)
    return hash.finish()
  }

  /// The hash of a file as it lies on disk, as 64 hexadecimal digits.
  package static func hexadecimal(ofFile path: String) throws(FileError) -> String {
    let file = try MappedFile(path)
    return unsafe file.withBytes { bytes in
      var hash = SHA256()
      hash.update(unsafe Span(_unsafeBytes: bytes))
      return hash.finish()
    }
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    length &+= UInt64(bytes.count)
    var i = 0
    while i < bytes.count, !pending.isEmpty {
      pending.append(bytes[i])
      i += 1
      if pending.count == 64 {
        let block = pending
        pending = []
        compress(block.span, from: 0, blocks: 1)
      }
    }
    let blocks = (bytes.count - i) / 64
    compress(bytes, from: i, blocks: blocks)
    i += 64 * blocks
    while i < bytes.count {
      pending.append(bytes[i])
      i += 1
    }
  }

  /// Pads the message and gives the hash; no more input may follow.
  package mutating func finish() -> String {
    var tail = pending
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = length &* 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    compress(tail.span, from: 0, blocks: tail.count / 64)
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes in `blocks` blocks of 64 bytes from `start` on.
  private mutating func compress(_ bytes: Span<UInt8>, from start: Int, blocks: Int) {
    guard usesInstructions, blocks > 0 else {
      return compressPortably(bytes, from: start, blocks: blocks)
    }
    precondition(start >= 0 && start + 64 * blocks <= bytes.count)
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      unsafe casebook_sha256_compress(&state, base + start, blocks, Self.constants)
    }
  }

  private mutating func compressPortably(_ bytes: Span<UInt8>, from start: Int, blocks: Int) {
    let constants = Self.constants.span
    var sum = InlineArray<8, UInt32> { state[$0] }
    // The last sixteen words of the message schedule; older ones are not needed again.
    var schedule = InlineArray<16, UInt32>(repeating: 0)
    for block in 0..<blocks {
      let base = start + 64 * block
      for t in 0..<16 {
        let i = base + 4 * t
        schedule[t] =
          UInt32(bytes[i]) << 24 | UInt32(bytes[i + 1]) << 16 | UInt32(bytes[i + 2]) << 8
          | UInt32(bytes[i + 3])
      }
      var (a, b, c, d) = (sum[0], sum[1], sum[2], sum[3])
      var (e, f, g, h) = (sum[4], sum[5], sum[6], sum[7])
      for t in 0..<64 {
        if t >= 16 {
          let x = schedule[(t + 1) & 15]
          let y = schedule[(t + 14) & 15]
          let s0 = Self.rotate(x, 7) ^ Self.rotate(x, 18) ^ (x >> 3)
          let s1 = Self.rotate(y, 17) ^ Self.rotate(y, 19) ^ (y >> 10)
          schedule[t & 15] = schedule[t & 15] &+ s0 &+ schedule[(t + 9) & 15] &+ s1
        }
        let s1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
        let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[t] &+ schedule[t & 15]
        let s0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
        let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
      }
      sum[0] &+= a
      sum[1] &+= b
      sum[2] &+= c
      sum[3] &+= d
      sum[4] &+= e
      sum[5] &+= f
      sum[6] &+= g
      sum[7] &+= h
    }
    for i in 0..<8 { state[i] = sum[i] }
  }

  @inline(__always)
  private static func rotate(_ x: UInt32, _ count: UInt32) -> UInt32 {
    x >> count | x << (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

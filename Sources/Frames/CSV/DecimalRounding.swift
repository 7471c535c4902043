/// Turns `digits · 10^exponent` into the nearest double, ties to even, with exact integer arithmetic.
enum DecimalRounding {
  /// Powers of ten that are exact doubles.
  static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// `5^k` for `k` up to 27, which fit in 64 bits.
  static let powersOfFive: [UInt64] = {
    var powers: [UInt64] = [1]
    for _ in 1...27 { powers.append((powers.last ?? 1) * 5) }
    return powers
  }()

  /// The double nearest to `digits · 10^exponent`; nil where that needs more than 128 bits.
  ///
  /// Small cases are one exact product or quotient (Clinger, "How to read floating point numbers
  /// accurately", 1990); the others keep every bit of `digits · 5^k` or of the quotient by `5^k`,
  /// and whether a remainder is left, and round once.
  @inline(__always)
  static func double(digits: UInt64, exponent: Int) -> Double? {
    if digits <= 1 << 53 {
      if exponent <= 0, exponent >= -22 { return Double(digits) / exactPowers[-exponent] }
      if exponent > 0, exponent <= 22 { return Double(digits) * exactPowers[exponent] }
    }
    return wide(digits: digits, exponent: exponent)
  }

  @inline(never)
  private static func wide(digits: UInt64, exponent: Int) -> Double? {
    if digits == 0 { return 0 }
    guard exponent >= -27, exponent <= 27 else { return nil }
    let power = powersOfFive[abs(exponent)]
    if exponent >= 0 {
      return round(UInt128(digits) * UInt128(power), isInexact: false, binaryExponent: exponent)
    }
    let shift = UInt128(digits).leadingZeroBitCount
    let (quotient, remainder) = (UInt128(digits) << UInt128(shift))
      .quotientAndRemainder(dividingBy: UInt128(power))
    return round(quotient, isInexact: remainder != 0, binaryExponent: exponent - shift)
  }

  /// `value · 2^binaryExponent`, rounded to 53 bits; `isInexact` says that a remainder follows.
  private static func round(_ value: UInt128, isInexact: Bool, binaryExponent: Int) -> Double {
    let bits = 128 - value.leadingZeroBitCount
    guard bits > 53 else {
      return Double(UInt64(truncatingIfNeeded: value)) * powerOfTwo(binaryExponent)
    }
    let dropped = bits - 53
    var mantissa = UInt64(truncatingIfNeeded: value >> UInt128(dropped))
    let half = UInt128(1) << UInt128(dropped - 1)
    let rest = value & ((half << 1) - 1)
    if rest > half || (rest == half && (isInexact || mantissa & 1 == 1)) { mantissa += 1 }
    return Double(mantissa) * powerOfTwo(binaryExponent + dropped)
  }

  /// Exact for the exponents met here, which are all those of normal numbers.
  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(1023 + exponent) << 52)
  }
}

import Glibc

/// A cut between two neighbouring values with as few digits as may be.
enum RoundCut {
  /// A number from `low` up to but not reaching `high`: the one with the fewest significant digits.
  ///
  /// It divides the data as `low` does, and is easier to read; `low` itself where they are equal.
  static func between(_ low: Double, _ high: Double) -> Double {
    guard low < high, low.isFinite, high.isFinite else { return low }
    if low <= 0, high > 0 { return 0 }
    let middle = low + (high - low) / 2
    let magnitude = floor(log10(abs(middle)))
    for digits in 0..<15 {
      let place = Double(digits) - magnitude
      let scale = pow(10, abs(place))
      let rounded =
        place >= 0 ? (middle * scale).rounded() / scale : (middle / scale).rounded() * scale
      if rounded >= low, rounded < high { return rounded }
      let next =
        place >= 0 ? (low * scale).rounded(.up) / scale : (low / scale).rounded(.up) * scale
      if next >= low, next < high { return next }
    }
    return low
  }

  /// A value of the data where it is short itself; else the shortest number up to the next value.
  static func readable(_ value: Double, below next: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let scale = pow(10, 4 - floor(log10(abs(value))))
    let isShort = scale.isFinite && (value * scale).rounded() / scale == value
    return isShort ? value : between(value, next)
  }
}

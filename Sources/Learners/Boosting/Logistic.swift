/// The logistic function to single precision, without a branch and alike on any machine.
enum Logistic {
  /// Margins may be as far from 0 as this; beyond it a probability is 0 or 1 in any case.
  static let mostMargin: Float = 80

  /// 1/(1 + e^−m) of a margin within the limit.
  ///
  /// e^−m = 2^n·2^r with |r| ≤ ½, the second factor by Taylor's series.
  @inline(__always)
  static func probability(_ margin: Float) -> Float {
    let power = margin * -1.442_695_04
    // Added to 1.5·2²³ a number is rounded to a whole one, which stands in the lowest bits.
    let shifted = power + 12_582_912
    let rest = (power - (shifted - 12_582_912)) * 0.693_147_18
    var series = rest * 0.001_388_889 + 0.008_333_334
    series = rest * series + 0.041_666_668
    series = rest * series + 0.166_666_67
    series = rest * series + 0.5
    series = rest * series + 1
    series = rest * series + 1
    return 1 / (1 + series * Float(bitPattern: (shifted.bitPattern &+ 127) &<< 23))
  }
}

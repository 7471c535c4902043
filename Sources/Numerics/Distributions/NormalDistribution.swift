import Glibc

/// The normal distribution.
package struct NormalDistribution: Distribution {
  package let mean: Double
  package let standardDeviation: Double

  package static let standard = NormalDistribution()

  package init(mean: Double = 0, standardDeviation: Double = 1) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  package func density(_ x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    return exp(-0.5 * z * z) / (standardDeviation * 2.506_628_274_631_000_502)
  }

  package func cdf(_ x: Double) -> Double { upperTail(-(x - mean) / standardDeviation) }

  package func survival(_ x: Double) -> Double { upperTail((x - mean) / standardDeviation) }

  package func quantile(_ p: Double) -> Double { mean + standardDeviation * Self.inverse(p) }

  package func upperQuantile(_ q: Double) -> Double { mean - standardDeviation * Self.inverse(q) }

  private func upperTail(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }

  /// Algorithm AS 241 (Wichura 1988): the standard quantile to about 1e-16, for p down to 1e-300.
  private static func inverse(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180_625 - q * q
      return q * ratio(central.0, central.1, r)
    }
    let r = (-log(q < 0 ? p : 1 - p)).squareRoot()
    let size =
      r <= 5 ? ratio(middle.0, middle.1, r - 1.6) : ratio(far.0, far.1, r - 5)
    return q < 0 ? -size : size
  }

  private typealias Coefficients = (SIMD8<Double>, SIMD8<Double>)

  @inline(__always)
  private static func ratio(_ top: SIMD8<Double>, _ bottom: SIMD8<Double>, _ r: Double) -> Double {
    var (numerator, denominator) = (top[7], bottom[7])
    for power in stride(from: 6, through: 0, by: -1) {
      numerator = numerator * r + top[power]
      denominator = denominator * r + bottom[power]
    }
    return numerator / denominator
  }

  private static let central: Coefficients = (
    SIMD8(
      3.387_132_872_796_366_6080e0, 1.331_416_678_917_843_7745e2, 1.971_590_950_306_551_4427e3,
      1.373_169_376_550_946_1125e4, 4.592_195_393_154_987_1457e4, 6.726_577_092_700_870_0853e4,
      3.343_057_558_358_812_8105e4, 2.509_080_928_730_122_6727e3),
    SIMD8(
      1, 4.231_333_070_160_091_1252e1, 6.871_870_074_920_579_0830e2,
      5.394_196_021_424_751_1077e3, 2.121_379_430_158_659_5867e4, 3.930_789_580_009_271_0610e4,
      2.872_908_573_572_194_2674e4, 5.226_495_278_852_854_5610e3)
  )

  private static let middle: Coefficients = (
    SIMD8(
      1.423_437_110_749_683_57734e0, 4.630_337_846_156_545_29590e0, 5.769_497_221_460_691_40550e0,
      3.647_848_324_763_204_60504e0, 1.270_458_252_452_368_38258e0, 2.417_807_251_774_506_11770e-1,
      2.272_384_498_926_918_45833e-2, 7.745_450_142_783_414_07640e-4),
    SIMD8(
      1, 2.053_191_626_637_758_82187e0, 1.676_384_830_183_803_84940e0,
      6.897_673_349_851_000_04550e-1, 1.481_039_764_274_800_74590e-1,
      1.519_866_656_361_645_71966e-2, 5.475_938_084_995_344_94600e-4,
      1.050_750_071_644_416_84324e-9)
  )

  private static let far: Coefficients = (
    SIMD8(
      6.657_904_643_501_103_77720e0, 5.463_784_911_164_114_36990e0, 1.784_826_539_917_291_33580e0,
      2.965_605_718_285_048_91230e-1, 2.653_218_952_657_612_30930e-2,
      1.242_660_947_388_078_43860e-3, 2.711_555_568_743_487_57815e-5,
      2.010_334_399_292_288_13265e-7),
    SIMD8(
      1, 5.998_322_065_558_879_37690e-1, 1.369_298_809_227_358_05310e-1,
      1.487_536_129_085_061_48525e-2, 7.868_691_311_456_132_59100e-4,
      1.846_318_317_510_054_68180e-5, 1.421_511_758_316_445_88870e-7,
      2.044_263_103_389_939_78564e-15)
  )
}

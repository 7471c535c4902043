import FoundationEssentials
import Numerics
import Platform
import TestSupport
import Testing

/// Reference values to twenty digits, far tails included.
@Suite(.needsReferences)
struct DistributionReferenceTests {
  private struct Point: Decodable {
    let x, df, df1, df2, a, b, cdf, sf, pdf, p, I, v: String?
  }
  private struct Reference: Decodable {
    let normal, t, chi2, f, beta_inc, ln_gamma, normal_ppf: [Point]
  }

  private let reference: Reference

  init() throws {
    let folder = try #require(SharedData.expectedFolder)
    let bytes = try FileSystem.read(Path.join(folder, "distributions.json"))
    reference = try JSONDecoder().decode(Reference.self, from: Data(bytes))
  }

  private func number(_ text: String?) throws -> Double {
    let text = try #require(text)
    return try #require(Double(text))
  }

  private func expectClose(
    _ value: Double, _ expected: Double, within tolerance: Double = 1e-12, _ label: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let gap = abs(value - expected)
    // Below the normal range a double holds fewer digits than the tolerance asks for.
    #expect(
      gap <= tolerance * abs(expected) || gap <= 4 * Double.leastNonzeroMagnitude
        || abs(expected) < .leastNormalMagnitude && gap <= 1e-6 * abs(expected),
      "\(label): \(value), expected \(expected), relative \(gap / abs(expected))",
      sourceLocation: sourceLocation)
  }

  @Test func whatIsNotKnownHasNoPValue() {
    #expect(NormalDistribution.standard.twoSided(.nan).isNaN)
    #expect(StudentTDistribution(degreesOfFreedom: 3).twoSided(.nan).isNaN)
    #expect(NormalDistribution.standard.twoSided(0) == 1)
    #expect(NormalDistribution.standard.twoSided(.infinity) == 0)
  }

  @Test func normal() throws {
    for point in reference.normal {
      let x = try number(point.x)
      let distribution = NormalDistribution.standard
      expectClose(distribution.cdf(x), try number(point.cdf), "cdf(\(x))")
      expectClose(distribution.survival(x), try number(point.sf), "sf(\(x))")
      expectClose(distribution.density(x), try number(point.pdf), "pdf(\(x))")
    }
    for point in reference.normal_ppf {
      let p = try number(point.p)
      let x = try number(point.x)
      // A decimal p near one is not a double: half its last bit moves the quantile this much.
      let rounding = p.ulp / NormalDistribution.standard.density(x) / max(1, abs(x))
      expectClose(
        NormalDistribution.standard.quantile(p), x, within: 1e-12 + rounding, "ppf(\(p))")
    }
  }

  @Test func studentT() throws {
    for point in reference.t {
      let (df, x) = (try number(point.df), try number(point.x))
      let distribution = StudentTDistribution(degreesOfFreedom: df)
      let tail = try number(point.sf)
      expectClose(distribution.survival(x), tail, "t(\(df)).sf(\(x))")
      expectClose(distribution.cdf(-x), tail, "t(\(df)).cdf(-\(x))")
      if tail > 1e-300 { expectClose(distribution.upperQuantile(tail), x, "t(\(df)).isf(\(tail))") }
    }
  }

  @Test func chiSquare() throws {
    for point in reference.chi2 {
      let (df, x) = (try number(point.df), try number(point.x))
      let distribution = ChiSquareDistribution(degreesOfFreedom: df)
      let tail = try number(point.sf)
      expectClose(distribution.survival(x), tail, "chi2(\(df)).sf(\(x))")
      if tail < 0.5 {
        expectClose(distribution.upperQuantile(tail), x, "chi2(\(df)).isf(\(tail))")
      } else {
        let lower = distribution.cdf(x)
        guard lower > 1e-300 else { continue }
        expectClose(distribution.quantile(lower), x, within: 1e-11, "chi2(\(df)).ppf(\(lower))")
      }
    }
  }

  @Test func fisherF() throws {
    for point in reference.f {
      let (df1, df2) = (try number(point.df1), try number(point.df2))
      let x = try number(point.x)
      let distribution = FDistribution(numerator: df1, denominator: df2)
      let tail = try number(point.sf)
      expectClose(distribution.survival(x), tail, "F(\(df1),\(df2)).sf(\(x))")
      if tail < 0.5, tail > 1e-300 {
        expectClose(distribution.upperQuantile(tail), x, "F(\(df1),\(df2)).isf(\(tail))")
      }
    }
  }

  @Test func specialFunctions() throws {
    for point in reference.beta_inc {
      let (a, b, x) = (try number(point.a), try number(point.b), try number(point.x))
      expectClose(
        SpecialFunctions.incompleteBeta(a, b, x).lower, try number(point.I), "I(\(a),\(b),\(x))")
    }
    for point in reference.ln_gamma {
      let x = try number(point.x)
      expectClose(SpecialFunctions.logGamma(x), try number(point.v), "lgamma(\(x))")
    }
  }
}

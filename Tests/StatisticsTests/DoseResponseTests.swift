import Numerics
import Statistics
import Testing

struct DoseResponseTests {
  @Test func `levels and line by hand`() throws {
    // Means 1, 2, 6 at doses 0, 1, 2; x̄ = 1, Sxx = 4, Sxy = 2·(6 − 1) = 10.
    let y = [0.0, 2, 1, 3, 5, 7]
    let dose = [0.0, 0, 1, 1, 2, 2]
    let found = try DoseResponse(
      outcome: y, dose: dose, level: [0, 0, 1, 1, 2, 2], levelCount: 3, baseline: 0,
      covariance: .classical)
    #expect(abs(found.slope.value - 2.5) < 1e-14)
    let contrasts = found.levels.map(\.contrast.value)
    for (value, expected) in zip(contrasts, [0.0, 1, 5]) { #expect(abs(value - expected) < 1e-13) }
    // RSS of the levels is 6 with 3 degrees of freedom; the line's is 34 − 25 = 9.
    let test = try #require(found.lackOfFit)
    #expect(abs(test.f - (9.0 - 6) / 1 / (6 / 3.0)) < 1e-12)
    #expect(test.numeratorDegrees == 1)
    #expect(test.denominatorDegrees == 3)
    // Each mean of two rows has variance σ²/2 with σ² = 2, each contrast twice that.
    #expect(abs(found.levels[0].mean.standardError - 1) < 1e-13)
    #expect(abs(found.levels[2].contrast.standardError - 2.0.squareRoot()) < 1e-13)
    #expect(abs(found.levels[2].line.value - 5.5) < 1e-13)
  }

  @Test func `bins hold the line too, so that a straight response does not lack fit`() throws {
    let dose = (0..<60).map { Double($0) }
    let y = dose.map { 3 + 2 * $0 + (Int($0) % 2 == 0 ? 1 : -1) }
    let found = try DoseResponse(
      outcome: y, dose: dose, level: (0..<60).map { $0 / 15 }, levelCount: 4, baseline: 0,
      binned: true)
    let test = try #require(found.lackOfFit)
    #expect(test.numeratorDegrees == 3)
    #expect(test.pValue > 0.9)
  }

  @Test func `a covariate that repeats the dose leaves nothing to tell`() {
    #expect(throws: RegressionError.noIndependentColumn) {
      try DoseResponse(
        outcome: [1, 2, 3, 4], dose: [0, 0, 1, 1], level: [0, 0, 1, 1], levelCount: 2, baseline: 0,
        covariates: [[0, 0, 1, 1]])
    }
  }
}

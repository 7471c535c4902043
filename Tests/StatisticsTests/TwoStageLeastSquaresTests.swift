import Numerics
import Statistics
import Testing

struct TwoStageLeastSquaresTests {
  private struct Rows {
    var (y, d, z, w): ([Double], [Double], [[Double]], [Double]) = ([], [], [[], []], [])

    /// An unseen cause moves dose and outcome; the instrument moves the dose alone.
    init(_ count: Int, seed: UInt64, strength: Double = 0.8) {
      var stream = RandomStream(seed: seed, purpose: "instrument")
      for _ in 0..<count {
        let (hidden, control) = (stream.normal(), stream.normal())
        let (one, two) = (stream.normal(), stream.normal())
        let dose = strength * one + 0.5 * two * strength + 0.5 * control + hidden + stream.normal()
        z[0].append(one)
        z[1].append(two)
        w.append(control)
        d.append(dose)
        y.append(2 * dose + control + 1.5 * hidden + stream.normal() * (1 + 0.3 * abs(one)))
      }
    }
  }

  @Test func `one 0/1 instrument gives Wald's ratio`() throws {
    let z = [0.0, 0, 0, 1, 1, 1]
    let d = [0.0, 0, 1, 0, 1, 1]
    let y = [1.0, 2, 4, 3, 6, 7]
    let found = try TwoStageLeastSquares(outcome: y, treatment: d, instruments: [z])
    // Means 16/3 and 7/3 of the outcome, 2/3 and 1/3 of the treatment.
    #expect(abs(found.effect.value - (16.0 / 3 - 7.0 / 3) / (1.0 / 3)) < 1e-12)
    #expect(found.overidentification == nil)
  }

  @Test func `the treatment as its own instrument is least squares`() throws {
    let rows = Rows(100, seed: 1)
    for covariance in [CovarianceEstimator.hc1, .classical, .cluster((0..<100).map { $0 / 4 })] {
      let found = try TwoStageLeastSquares(
        outcome: rows.y, treatment: rows.d, instruments: [rows.d], controls: [rows.w],
        covariance: covariance)
      #expect(abs(found.effect.value / found.leastSquares.value - 1) < 1e-10)
      #expect(abs(found.effect.standardError / found.leastSquares.standardError - 1) < 1e-8)
    }
  }

  @Test func `clusters of one row are HC1 but for their degrees of freedom`() throws {
    let rows = Rows(80, seed: 5)
    func fit(_ covariance: CovarianceEstimator) throws -> TwoStageLeastSquares {
      try TwoStageLeastSquares(
        outcome: rows.y, treatment: rows.d, instruments: rows.z, controls: [rows.w],
        covariance: covariance)
    }
    let (single, robust) = (try fit(.cluster(Array(0..<80))), try fit(.hc1))
    // g/(g − 1)·(n − 1)/(n − k) is n/(n − k) with as many clusters as rows.
    #expect(abs(single.effect.standardError / robust.effect.standardError - 1) < 1e-12)
    #expect(abs(single.robustFirstStage.f / robust.robustFirstStage.f - 1) < 1e-10)
    #expect(single.effect.degreesOfFreedom == 79)
  }

  @Test func `instruments, endogeneity and overidentification are told`() throws {
    let rows = Rows(2000, seed: 7)
    let found = try TwoStageLeastSquares(
      outcome: rows.y, treatment: rows.d, instruments: rows.z, controls: [rows.w])
    #expect(found.firstStage.f > 100)
    #expect(found.firstStage.numeratorDegrees == 2)
    #expect(found.endogeneity.pValue < 1e-6)
    #expect(found.overidentification.map { $0.degreesOfFreedom == 1 && $0.pValue > 0.001 } == true)
    let weak = Rows(2000, seed: 8, strength: 0)
    let nothing = try TwoStageLeastSquares(
      outcome: weak.y, treatment: weak.d, instruments: weak.z, controls: [weak.w])
    #expect(nothing.firstStage.f < 10)
  }

  @Test func `a constant instrument is refused`() {
    #expect(throws: RegressionError.noIndependentColumn) {
      try TwoStageLeastSquares(
        outcome: [1, 2, 3, 5], treatment: [0, 1, 1, 0], instruments: [[4, 4, 4, 4]])
    }
  }
}

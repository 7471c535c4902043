import Causal
import Numerics
import Testing

struct CalibrationTestTests {
  @Test func `residuals that follow the predictions have coefficients of one`() throws {
    var stream = RandomStream(seed: 5, purpose: "calibration")
    let predicted = (0..<400).map { _ in 2 + stream.normal() }
    let treatment = (0..<400).map { _ in stream.below(2) == 1 ? 0.5 : -0.5 }
    let exact = predicted.indices.map { treatment[$0] * predicted[$0] }
    let test = try CalibrationTest(
      predicted: predicted, outcomeResiduals: exact, treatmentResiduals: treatment)
    #expect(abs((test.mean?.value ?? 0) - 1) < 1e-12)
    #expect(abs(test.spread.value - 1) < 1e-12)
  }

  @Test func `predictions of noise reject one time in twenty`() throws {
    var rejected = 0
    for seed in 0..<1000 {
      var stream = RandomStream(seed: UInt64(seed), purpose: "calibration null")
      let predicted = (0..<200).map { _ in 1 + stream.normal() }
      let treatment = (0..<200).map { _ in stream.below(2) == 1 ? 0.5 : -0.5 }
      let outcome = treatment.map { $0 + stream.normal() }
      let test = try CalibrationTest(
        predicted: predicted, outcomeResiduals: outcome, treatmentResiduals: treatment)
      if test.pValue < 0.05 { rejected += 1 }
    }
    #expect((22...78).contains(rejected))
  }

  @Test func `equal predictions cannot be tested`() {
    #expect(throws: RankingError.needs(.varyingScore)) {
      try CalibrationTest(
        predicted: [1, 1, 1], outcomeResiduals: [1, 2, 3], treatmentResiduals: [1, -1, 1])
    }
  }

  @Test func `z-scores of folds add up over the root of their number`() throws {
    let z = try #require(SequentialValidation.combined([1, nil, 2, 3]))
    #expect(abs(z - 6 / 3.0.squareRoot()) < 1e-15)
    #expect(SequentialValidation.combined([nil]) == nil)
    #expect(abs(SequentialValidation.pValue(1.6448536269514722) - 0.05) < 1e-12)
  }
}

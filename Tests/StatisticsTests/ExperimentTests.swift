import Numerics
import Statistics
import Testing

@Suite struct ExperimentTests {
  @Test func correctionsOfSeveralPValues() {
    let p = [0.01, 0.04, 0.03, 0.2]
    #expect(MultipleTesting.none.adjust(p) == p)
    #expect(MultipleTesting.bonferroni.adjust(p) == [0.04, 0.16, 0.12, 0.8])
    #expect(MultipleTesting.holm.adjust(p) == [0.04, 0.09, 0.09, 0.2])
    #expect(MultipleTesting.hochberg.adjust(p) == [0.04, 0.08, 0.08, 0.2])
    let expected = [0.04, 0.16 / 3, 0.16 / 3, 0.2]
    for (a, b) in zip(MultipleTesting.benjaminiHochberg.adjust(p), expected) {
      expectClose(a, b, within: 1e-14)
    }
    let factor = 1 + 0.5 + 1.0 / 3 + 0.25
    for (a, b) in zip(MultipleTesting.benjaminiYekutieli.adjust(p), expected) {
      expectClose(a, b * factor, within: 1e-14)
    }
  }

  @Test(arguments: MultipleTesting.allCases)
  func correctionsKeepOrderAndBounds(_ method: MultipleTesting) {
    let adjusted = method.adjust([0.9, .nan, 0.001, 0.5])
    #expect(adjusted[1].isNaN)
    #expect(adjusted[2] <= adjusted[3] && adjusted[3] <= adjusted[0] && adjusted[0] <= 1)
    #expect(adjusted[2] >= 0.001)
    #expect(method.adjust([]).isEmpty)
  }

  @Test func liftIsTheDifferenceOverTheControlMean() {
    let treated = Moments([2, 4, 6])
    let control = Moments([1, 2, 3])
    let lift = RelativeLift.estimate(treated: treated, control: control)
    #expect(lift.value == 1)
    // v₁/Ȳ₀² + v₀Ȳ₁²/Ȳ₀⁴ = (4/3)/4 + (1/3)·16/16.
    expectClose(lift.standardError, (1.0 / 3 + 1.0 / 3).squareRoot(), within: 1e-14)
    #expect(RelativeLift.estimate(treated: treated, control: Moments([0, 0])).value.isNaN)
    let negative = RelativeLift.estimate(treated: Moments([-1, -1]), control: Moments([-2, -2]))
    #expect(negative.value == 0.5)
  }

  @Test func powerAndRowsAreInverse() {
    let analysis = PowerAnalysis(
      alpha: 0.01, ratio: 2, controlDeviation: 3, treatedDeviation: 4, varianceReduction: 0.3)
    let rows = analysis.controlRows(effect: 0.5, power: 0.9)
    expectClose(analysis.detectableEffect(controlRows: rows, power: 0.9), 0.5, within: 1e-12)
    expectClose(analysis.power(effect: 0.5, controlRows: rows), 0.9, within: 1e-6)
    // Without an effect the power is the level of the test.
    expectClose(analysis.power(effect: 0, controlRows: rows), 0.01, within: 1e-10)
  }

  @Test func covariatesTakeOutTheirShareOfVariance() throws {
    let x = (0..<50).map { Double($0 % 9) }
    let noise = (0..<50).map { Double(($0 * 7) % 11) }
    let y = zip(x, noise).map { 3 * $0 + $1 }
    let variates = try ControlVariates(outcome: y, covariates: Matrix(columns: [x]))
    let r = Moments.correlation(x, y)
    expectClose(variates.varianceReduction, r * r, within: 1e-12)
    expectClose(Moments(variates.adjusted).mean, Moments(y).mean, within: 1e-13)
    expectClose(
      variates.coefficients[0], Moments.covariance(x, y) / Moments(x).variance, within: 1e-12)
    #expect(throws: RegressionError.noIndependentColumn) {
      try ControlVariates(outcome: y, covariates: Matrix(columns: [x.map { _ in 4 }]))
    }
  }

  @Test func alwaysValidIntervalsHoldUnderPeeking() {
    // No effect; the interval is looked at dozens of times on the way.
    var alarms = 0
    let sequence = SequentialInterval(tuning: 500, alpha: 0.05)
    for run in 0..<100 {
      var stream = RandomStream(seed: 3, purpose: "peeking").substream(run)
      var (sum, squares, excluded) = (0.0, 0.0, false)
      for row in 1...600 {
        let value = stream.normal()
        sum += value
        squares += value * value
        guard row >= 50, row % 10 == 0 else { continue }
        let n = Double(row)
        let variance = (squares - sum * sum / n) / (n - 1)
        let estimate = Estimate(value: sum / n, standardError: (variance / n).squareRoot())
        let interval = sequence.interval(estimate, rows: row)
        if !interval.contains(0) { excluded = true }
        // The p-value and the interval agree.
        #expect((sequence.pValue(estimate, rows: row) < 0.05) == !interval.contains(0))
      }
      if excluded { alarms += 1 }
    }
    #expect(alarms <= 12)
  }
}

@Suite struct MetricTests {
  @Test func aRatioOfConstantDenominatorIsAMean() {
    let values = [3.0, 5, 1, 7, 7]
    let ratio = MetricSummary(ratioOf: values, to: values.map { _ in 2 })
    let mean = MetricSummary(mean: Moments(values.map { $0 / 2 }))
    #expect(ratio.value == mean.value)
    expectClose(ratio.variance, mean.variance, within: 1e-14)
    // A numerator in proportion to the denominator does not vary.
    #expect(MetricSummary(ratioOf: [2, 4, 6], to: [1, 2, 3]).variance == 0)
  }

  @Test func meansAreComparedAsWelchDoes() {
    let (a, b) = (Moments([1, 2, 4, 9]), Moments([2, 2, 5]))
    let estimate = MetricSummary(mean: a).difference(from: MetricSummary(mean: b))
    let welch = MeanComparison.welch(a, b)
    expectClose(estimate.standardError, welch.standardError, within: 1e-14)
    expectClose(estimate.degreesOfFreedom, welch.degreesOfFreedom, within: 1e-13)
  }

  @Test func equalEffectsShrinkToTheirMean() {
    let equal = EffectHeterogeneity([
      Estimate(value: 1, standardError: 1), Estimate(value: 1.2, standardError: 2),
    ])
    #expect(equal.betweenVariance == 0)
    #expect(equal.shrunken[0] == equal.shrunken[1])
    #expect(equal.pValue > 0.9)
  }

  @Test func differentEffectsKeepMostOfTheirDifference() {
    let far = EffectHeterogeneity([
      Estimate(value: 0, standardError: 0.1), Estimate(value: 10, standardError: 0.1),
      Estimate(value: .nan, standardError: .nan),
    ])
    // Q = (10 − 0)²/(0.1² + 0.1²).
    expectClose(far.q, 5000, within: 1e-12)
    #expect(far.degreesOfFreedom == 1)
    #expect(far.shrunken[1] > 9.9 && far.shrunken[2].isNaN)
  }
}

import Causal
import Execution
import Numerics

/// Every metric of one score, with what its paired contrasts need.
struct ScoreJudgement {
  let score: JudgedScores.Score
  let comparison: JudgedScores.Comparison
  let autoc: InfluenceEstimate
  let qini: InfluenceEstimate
  /// One for each share asked for.
  let uplift: [UpliftAtShare]
  /// nil where predictions do not vary or are no effects.
  let calibration: Calibration?
  let drLoss: InfluenceEstimate?
  let rLoss: InfluenceEstimate?
  let truth: TruthComparison?
  let sklift: ScikitUpliftMetrics?
  let causalml: CausalMLMetrics?

  init(
    _ score: JudgedScores.Score, in comparison: JudgedScores.Comparison, losses: NullModels,
    at shares: [Double], truth: [Double]?, intervals: (low: [Double], high: [Double])?,
    compatible: Bool
  ) throws(RankingError) {
    let sample = comparison.sample
    self.score = score
    self.comparison = comparison
    autoc = try RankWeightedEffect.autoc.estimate(of: sample, by: score.ranking)
    qini = try RankWeightedEffect.qini.estimate(of: sample, by: score.ranking)
    var uplift: [UpliftAtShare] = []
    for share in shares {
      uplift.append(try UpliftAtShare(share, of: sample, by: score.ranking))
    }
    self.uplift = uplift
    let isEffect = score.meaning == .effect
    calibration =
      isEffect && !score.ranking.isConstant
      ? try Calibration(predicted: score.values, of: sample) : nil
    drLoss = isEffect ? try losses.dr.loss(of: score.values) : nil
    rLoss = isEffect ? try losses.r.loss(of: score.values) : nil
    self.truth =
      if isEffect, let truth {
        try TruthComparison(predicted: score.values, truth: truth, intervals: intervals)
      } else { nil }
    sklift =
      compatible && sample.hasBinaryOutcome && !comparison.isContinuous
      ? try ScikitUpliftMetrics(of: sample, by: score.ranking) : nil
    causalml =
      compatible && !comparison.isContinuous
      ? try CausalMLMetrics(of: sample, by: score.ranking) : nil
  }

  /// Writes the score's values under its name.
  func record(in values: inout ResultValues, level: Double, compatible: Bool) {
    let key = score.name
    values.set("autoc", key, autoc, level: level)
    values.set("qini", key, qini, level: level)
    for result in uplift {
      let name = "uplift@\(NumberFormat.shortest(result.share))"
      values.set("\(name)[\(key)]", result.uplift)
      values.set("\(name).se[\(key)]", result.standardError)
    }
    values.set("calibration", key, calibration?.slope, level: level)
    values.set("rloss[\(key)]", rLoss?.value)
    values.set("drloss[\(key)]", drLoss?.value)
    if let truth {
      values.set("pehe[\(key)]", truth.pehe)
      values.set("bias[\(key)]", truth.bias)
      values.set("correlation[\(key)]", truth.correlation)
      values.set("coverage[\(key)]", truth.coverage)
    }
    if compatible {
      values.set("qini.sklift[\(key)]", sklift?.qini)
      values.set("auuc.sklift[\(key)]", sklift?.auuc)
      values.set("qini.causalml[\(key)]", causalml?.qini)
      values.set("auuc.causalml[\(key)]", causalml?.auuc)
    }
  }
}

/// The losses of a comparison's rows, which know those of "no effect" and "constant effect".
struct NullModels {
  let dr: EffectLossData
  let r: EffectLossData

  static let noEffectName = "no effect"
  static let constantName = "constant effect"

  init(_ comparison: JudgedScores.Comparison) throws(RankingError) {
    let sample = comparison.sample
    dr = try EffectLossData(doublyRobust: sample)
    r = try EffectLossData(
      outcomeResiduals: comparison.residuals.outcome,
      treatmentResiduals: comparison.residuals.treatment, of: sample)
  }
}

/// How far "no effect" and "constant effect" are from the true effects.
struct TruthNulls {
  let noEffect: TruthComparison
  let constantEffect: TruthComparison

  init(_ losses: NullModels, truth: [Double]) throws(RankingError) {
    func comparison(_ effect: Double) throws(RankingError) -> TruthComparison {
      try TruthComparison(
        predicted: [Double](repeating: effect, count: truth.count), truth: truth)
    }
    noEffect = try comparison(0)
    constantEffect = try comparison(losses.dr.bestConstant)
  }
}

extension InfluenceEstimate {
  /// The normal interval of the given confidence.
  func interval(_ level: Double) -> (low: Double, high: Double) {
    let reach = NormalDistribution.standard.quantile((1 + level) / 2) * standardError
    return (value - reach, value + reach)
  }

  /// The two-sided p of zero; nil where the error is zero.
  var p: Double? { z.map { 2 * NormalDistribution.standard.survival(abs($0)) } }
}

extension ResultValues {
  /// Sets `name[key]`, `name.se[key]`, `name.ci[key]` and `name.p[key]`; missing ones as null.
  mutating func set(_ name: String, _ key: String, _ estimate: InfluenceEstimate?, level: Double) {
    set("\(name)[\(key)]", estimate?.value)
    set("\(name).se[\(key)]", estimate?.standardError)
    let interval = estimate?.interval(level) ?? (.nan, .nan)
    set("\(name).ci[\(key)]", low: interval.low, high: interval.high)
    set("\(name).p[\(key)]", estimate?.p)
  }
}

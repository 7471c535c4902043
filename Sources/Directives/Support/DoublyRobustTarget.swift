import Learners
import Statistics

/// Average effects over a target population from doubly robust scores.
enum DoublyRobustTarget {
  /// The mean score over the target population.
  ///
  /// For the treated and the controls the known part of a score is that of the rows themselves,
  /// so that the unused outcome model takes no part.
  static func estimate(
    arm: Int, _ scores: DoublyRobustScores, _ data: CausalData, _ target: EffectTarget
  ) -> Estimate {
    let weights = data.weights
    func result(_ effect: AverageEffect) -> Estimate {
      Estimate(value: effect.estimate, standardError: effect.standardError)
    }
    switch target {
    case .ate: return result(scores.averageEffect(arm))
    case .att: return result(scores.averageEffectOnTreated(arm))
    case .atc:
      let mu = scores.outcomePredictions[arm]
      let (e1, e0) = (scores.propensities.values[arm], scores.propensities.values[0])
      let values = data.outcome.indices.map { row -> Double in
        if data.treatment[row] == 0 { return mu[row] - data.outcome[row] }
        // Rows of another arm say nothing of this one.
        guard data.treatment[row] == Int32(arm) else { return 0 }
        return e0[row] / e1[row] * (data.outcome[row] - mu[row])
      }
      let shares = data.treatment.map { $0 == 0 ? 1.0 : 0 }
      return ScoreMean.estimate(scores: values, shares: shares, weights: weights)
    case .overlap:
      let shares = scores.propensities.values[arm].map { target.tilt($0) }
      let contrast = scores.contrast(arm)
      return ScoreMean.estimate(
        scores: contrast.indices.map { contrast[$0] * shares[$0] }, shares: shares,
        weights: weights)
    }
  }
}

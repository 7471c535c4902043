import Statistics

extension DoublyRobustScores {
  /// The average effect of an arm over a target population.
  ///
  /// For the treated and the controls the known part of a score is that of the rows themselves, so
  /// that the unused outcome model takes no part.
  package func averageEffect(_ arm: Int, over target: EffectTarget) -> AverageEffect {
    switch target {
    case .ate: averageEffect(arm)
    case .att: averageEffectOnTreated(arm)
    case .atc: averageEffectOnControls(arm)
    case .overlap: averageEffectOnOverlap(arm)
    }
  }

  /// The mean of 1[T=0](μ̂_a − Y) + 1[T=a] e_0/e_a (Y − μ̂_a), over the share of controls.
  private func averageEffectOnControls(_ arm: Int) -> AverageEffect {
    let mu = outcomePredictions[arm]
    let (treated, control) = (propensities.values[arm], propensities.values[0])
    let values = outcome.indices.map { row -> Double in
      if treatment[row] == 0 { return mu[row] - outcome[row] }
      // Rows of another arm say nothing of this one.
      guard treatment[row] == Int32(arm) else { return 0 }
      return control[row] / treated[row] * (outcome[row] - mu[row])
    }
    return AverageEffect(
      scores: values, shares: treatment.map { $0 == 0 ? 1 : 0 }, weights: weights,
      clusters: clusters)
  }

  /// The mean of scores with weights e(1 − e) (Li, Morgan and Zaslavsky 2018).
  ///
  /// Of several arms, e is the probability of the arm among the rows that have it or the control,
  /// whose number the weight counts: (e_a + e_0)·e(1 − e) = e_a·e_0/(e_a + e_0).
  private func averageEffectOnOverlap(_ arm: Int) -> AverageEffect {
    // A slope has no probabilities.
    if isSlope { return AverageEffect(scores: []) }
    let (treated, control) = (propensities.values[arm], propensities.values[0])
    let shares =
      arms.count == 2
      ? treated.map { EffectTarget.overlap.tilt($0) }
      : treated.indices.map { treated[$0] * control[$0] / (treated[$0] + control[$0]) }
    let contrast = contrast(arm)
    return AverageEffect(
      scores: contrast.indices.map { contrast[$0] * shares[$0] }, shares: shares,
      weights: weights, clusters: clusters)
  }
}

extension AverageEffect {
  /// The same as a number with a normal error.
  package var normalEstimate: Estimate {
    Estimate(value: estimate, standardError: standardError)
  }
}

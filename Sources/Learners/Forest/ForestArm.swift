/// The forest of one arm against the control, on the rows of the two; or that of a slope.
struct ForestArm: Sendable {
  let data: CausalData
  let outcomeResiduals: [Double]
  let treatmentResiduals: [Double]
  let grown: ResidualForest
  /// Doubly robust scores with the forest's own effects, out of bag.
  let scores: DoublyRobustScores
  /// m̂ and ê; nil for a slope.
  let nuisances: NuisanceFit?

  /// Fewer rows than this in an arm cannot be split into halves, and those again.
  private static let fewestRows = 8

  /// Fits the nuisances of two arms, and the forest on what they leave.
  init(_ pair: EffectProblem, arm: Int, isCrossFitted: Bool) throws(LearnerError) {
    let data = pair.data
    for (label, count) in zip(data.arms, data.weighedArmCounts)
    where count < Self.fewestRows {
      throw .tooFewRows(arm: label, rows: count, needed: Self.fewestRows)
    }
    let fit = try pair.fitForestNuisances(outOfBag: !isCrossFitted)
    let mean = fit.outcomes[0].predictions
    let share = fit.propensities.values[1]
    outcomeResiduals = mean.indices.map { data.outcome[$0] - mean[$0] }
    treatmentResiduals = share.indices.map { (data.treatment[$0] == 1 ? 1 : 0) - share[$0] }
    grown = try ResidualForest(
      outcome: outcomeResiduals, treatment: treatmentResiduals, data, pair.settings, arm: arm)
    let effect = grown.outOfBag.effects
    // The outcome models that the forest implies: μ̂₀ = m̂ − ê·τ̂ and μ̂₁ = m̂ + (1 − ê)·τ̂.
    scores = DoublyRobustScores(
      data: data,
      outcomePredictions: [
        mean.indices.map { mean[$0] - share[$0] * effect[$0] },
        mean.indices.map { mean[$0] + (1 - share[$0]) * effect[$0] },
      ],
      propensities: fit.propensities, foldCount: try pair.folds().count, nuisances: fit.scores)
    self.data = data
    nuisances = fit
  }

  /// A forest of the slope on what models leave of outcome and amount.
  init(
    _ problem: EffectProblem, residuals: DoseResiduals, folds: Folds
  ) throws(LearnerError) {
    data = problem.data
    guard data.rowCount >= 2 * Self.fewestRows else {
      throw .tooFewRows(arm: nil, rows: data.rowCount, needed: 2 * Self.fewestRows)
    }
    outcomeResiduals = residuals.outcome
    treatmentResiduals = residuals.treatment
    grown = try ResidualForest(
      outcome: residuals.outcome, treatment: residuals.treatment, data, problem.settings, arm: 1)
    scores = DoublyRobustScores(
      slopes: try SlopeScores(
        problem, residuals: residuals, slopes: grown.outOfBag.effects, folds: folds),
      data: data)
    nuisances = nil
  }

  /// Effects on all rows of the data: out of bag for those the forest was grown on.
  func effects(of all: CausalData, arm: Int) throws(LearnerError) -> [Double] {
    if all.arms.count == 2 { return grown.outOfBag.effects }
    return try spread(grown.outOfBag.effects, over: all, arm: arm) {
      features throws(LearnerError) in
      try grown.forest.estimates(features).effects
    }
  }

  /// Standard errors on all rows of the data, as `effects`; empty without inference.
  func standardErrors(of all: CausalData, arm: Int) throws(LearnerError) -> [Double] {
    if all.arms.count == 2 || !grown.forest.hasErrors { return grown.outOfBag.standardErrors }
    return try spread(grown.outOfBag.standardErrors, over: all, arm: arm) {
      features throws(LearnerError) in
      try grown.forest.estimates(features).standardErrors
    }
  }

  private func spread(
    _ own: [Double], over all: CausalData, arm: Int,
    _ predict: (FeatureMatrix) throws(LearnerError) -> [Double]
  ) throws(LearnerError) -> [Double] {
    let rows = all.treatment.indices
    let mine = rows.filter { all.treatment[$0] == 0 || all.treatment[$0] == Int32(arm) }
    let others = rows.filter { all.treatment[$0] != 0 && all.treatment[$0] != Int32(arm) }
    var values = [Double](repeating: .nan, count: all.rowCount)
    for (position, row) in mine.enumerated() { values[row] = own[position] }
    for (row, value) in zip(others, try predict(all.features.selecting(rows: others))) {
      values[row] = value
    }
    return values
  }
}

/// What cross-fitted models leave unexplained of an outcome and of a treatment that is an amount.
struct DoseResiduals: Sendable {
  /// Ỹ = Y − m̂(x).
  let outcome: [Double]
  /// T̃ = T − ê(x), with ê = E[T | X].
  let treatment: [Double]
  let nuisances: [NuisanceScore]
  let model: DoseModel

  /// Fits m̂ and, unless the amounts were drawn by design, ê.
  ///
  /// - Throws: whatever a base learner throws, and `invalidPropensity` where probabilities are
  ///   stated, as an amount has none.
  init(_ problem: EffectProblem, folds: Folds) throws(LearnerError) {
    let data = problem.data
    guard let dose = data.dose else { throw .unsupported("the treatment is not an amount") }
    var targets: [NuisanceTarget] = [.overallOutcome]
    switch problem.settings.propensity {
    case .estimated: targets.append(.treatment)
    case .design: break
    case .shares, .rows:
      throw .invalidPropensity(
        "the treatment is an amount, which has no probability: leave propensity out to model it, or say design for amounts drawn at random"
      )
    }
    let fitted = try problem.fitter(folds).fit(targets)
    let predicted = fitted[0].predictions
    outcome = predicted.indices.map { data.outcome[$0] - predicted[$0] }
    nuisances = fitted.map(\.score)
    if fitted.count == 2 {
      treatment = dose.indices.map { dose[$0] - fitted[1].predictions[$0] }
      model = DoseModel(outcome: fitted[0].predictors, treatment: fitted[1].predictors, mean: 0)
    } else {
      let mean = AverageEffect(scores: dose, weights: data.weights).estimate
      treatment = dose.map { $0 - mean }
      model = DoseModel(outcome: fitted[0].predictors, treatment: [], mean: mean)
    }
    // What rounding leaves of an explained treatment is no variation.
    let left = treatment.reduce(0) { $0 + $1 * $1 }
    guard left > 1e-18 * dose.reduce(0, { $0 + $1 * $1 }) else {
      throw .unsupported(
        "features and controls explain the treatment perfectly, so that nothing of it is left to compare"
      )
    }
  }
}

/// The models of an outcome and of an amount of treatment, for rows that they did not see.
struct DoseModel: Sendable {
  /// One a fold; their mean predicts.
  let outcome: [any Predictor]
  /// Empty where the treatment was drawn by design.
  let treatment: [any Predictor]
  /// E[T] where the treatment was drawn by design.
  let mean: Double

  /// m̂(x) of each row.
  func expectedOutcome(_ rows: EffectRows) throws(LearnerError) -> [Double] {
    try outcome.meanPrediction(rows.nuisanceFeatures)
  }

  /// ê(x) of each row.
  func expectedTreatment(_ rows: EffectRows) throws(LearnerError) -> [Double] {
    if treatment.isEmpty { return [Double](repeating: mean, count: rows.rowCount) }
    return try treatment.meanPrediction(rows.nuisanceFeatures)
  }

  /// m̂ + (T − ê)·τ̂ of each row.
  func outcomes(
    _ rows: EffectRows, at amounts: [Double], slopes: [Double]
  ) throws(LearnerError) -> [Double] {
    let mean = try expectedOutcome(rows)
    let expected = try expectedTreatment(rows)
    return mean.indices.map { mean[$0] + (amounts[$0] - expected[$0]) * slopes[$0] }
  }
}

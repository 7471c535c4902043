/// What an effect learner works on: the data, how nuisances are fitted, and what was fitted before.
package struct EffectProblem: Sendable {
  package var data: CausalData
  package var settings: NuisanceSettings
  package var cache: NuisanceCache?

  package init(data: CausalData, settings: NuisanceSettings, cache: NuisanceCache? = nil) {
    self.data = data
    self.settings = settings
    self.cache = cache
  }

  /// Fits nuisance models on these folds.
  func fitter(_ folds: Folds) -> CrossFitter {
    CrossFitter(
      data: data, models: settings.models, folds: folds, seed: settings.seed, cache: cache)
  }

  /// The folds on which nuisances are cross-fitted.
  func folds() throws(LearnerError) -> Folds {
    try settings.folds.folds(for: data, seed: settings.seed)
  }

  /// The same problem on some of the rows.
  package func selecting(rows: [Int]) throws(LearnerError) -> EffectProblem {
    var problem = self
    problem.data = try data.selecting(rows: rows)
    if case .rows(let values) = settings.propensity {
      problem.settings.propensity = .rows(values.map { column in rows.map { column[$0] } })
    }
    if case .column(let values) = settings.folds {
      problem.settings.folds = .column(rows.map { values[$0] })
    }
    return problem
  }

  /// The rows of the control and one arm alone, for learners that compare two arms at a time.
  func pair(_ arm: Int) throws(LearnerError) -> EffectProblem {
    if data.arms.count == 2 { return self }
    let rows = data.treatment.indices.filter {
      data.treatment[$0] == 0 || data.treatment[$0] == Int32(arm)
    }
    var pair = self
    switch settings.propensity {
    case .estimated, .design: break
    case .shares(let shares): pair.settings.propensity = .shares([shares[0], shares[arm]])
    case .rows(let values): pair.settings.propensity = .rows([values[0], values[arm]])
    }
    pair.data = try CausalData(
      outcome: data.outcome, treatment: data.treatment.map { $0 == Int32(arm) ? 1 : 0 },
      arms: [data.arms[0], data.arms[arm]], features: data.features, controls: data.controls,
      weights: data.weights
    ).clustered(data.clusters)
    return try pair.selecting(rows: rows)
  }
}

/// The doubly robust score of each arm for each row: what its outcome would be under that arm.
///
/// Γ_a,i = μ̂_a(x_i) + 1[T_i = a] (Y_i − μ̂_a(x_i)) / ê_a(x_i), with one outcome model for each
/// arm, and every model fitted on the other folds. Its mean estimates E[Y(a)] if either the
/// outcome models or the propensities are right (Robins, Rotnitzky and Zhao 1994; Chernozhukov et
/// al. 2018). A contrast Γ_a − Γ_0 is an unbiased, noisy measure of each row's effect: curves,
/// policies and their values are built on it.
package struct DoublyRobustScores: Sendable {
  /// The control first.
  package let arms: [String]
  /// `scores[arm][row]`.
  package let scores: [[Double]]
  /// μ̂ of each arm and row.
  package let outcomePredictions: [[Double]]
  package let propensities: Propensities
  /// 1 means that the models saw the rows that they predict.
  package let foldCount: Int
  /// How the outcome and propensity models did.
  package let nuisances: [NuisanceScore]
  let treatment: [Int32]
  let outcome: [Double]
  let weights: [Double]?
  let clusters: [Int32]?
  /// What models leave unexplained of outcome and treatment, where the treatment is an amount.
  private let doseResiduals: DoseResiduals?
  /// Rows whose estimated variance of the treatment was raised; 0 where it has arms.
  package let raisedVariances: Int
  /// The least variance permitted, as a share of the mean.
  package static let leastVarianceShare = SlopeScores.leastVarianceShare

  /// Fits the nuisance models that are not in the cache, and scores every row.
  ///
  /// - Throws: whatever a base learner throws, or `invalidPropensity`, `invalidFolds`.
  package static func compute(
    _ data: CausalData, settings: NuisanceSettings, cache: NuisanceCache? = nil
  ) throws(LearnerError) -> DoublyRobustScores {
    if data.dose != nil {
      return DoublyRobustScores(
        slopes: try SlopeScores(EffectProblem(data: data, settings: settings, cache: cache)),
        data: data)
    }
    let folds = try settings.folds.folds(for: data, seed: settings.seed)
    let fitter = CrossFitter(
      data: data, models: settings.models, folds: folds, seed: settings.seed, cache: cache)
    let known = try Propensities.known(settings.propensity, data: data)
    let armCount = data.arms.count
    let outcomes = (0..<armCount).map { NuisanceTarget.outcome(arm: $0) }
    let estimates = known == nil ? Propensities.targets(armCount: armCount) : []
    let fitted = try fitter.fit(outcomes + estimates)
    let propensities =
      known ?? .estimated(Array(fitted[armCount...]), clip: settings.clip)
    return DoublyRobustScores(
      data: data, outcomePredictions: fitted[..<armCount].map(\.predictions),
      propensities: propensities, foldCount: folds.count,
      nuisances: fitted[..<armCount].map(\.score) + propensities.scores)
  }

  /// Scores from predictions at hand.
  init(
    data: CausalData, outcomePredictions: [[Double]], propensities: Propensities, foldCount: Int,
    nuisances: [NuisanceScore]
  ) {
    arms = data.arms
    self.outcomePredictions = outcomePredictions
    self.propensities = propensities
    self.foldCount = foldCount
    self.nuisances = nuisances
    treatment = data.treatment
    outcome = data.outcome
    weights = data.weights
    clusters = data.clusters
    doseResiduals = nil
    raisedVariances = 0
    scores = data.arms.indices.map { arm in
      let mu = outcomePredictions[arm]
      let e = propensities.values[arm]
      return mu.indices.map { row in
        data.treatment[row] == Int32(arm)
          ? mu[row] + (data.outcome[row] - mu[row]) / e[row] : mu[row]
      }
    }
  }

  /// Scores of the slope of a treatment that is an amount.
  init(slopes: SlopeScores, data: CausalData) {
    let zero = [Double](repeating: 0, count: data.rowCount)
    arms = data.arms
    scores = [zero, slopes.scores]
    outcomePredictions = []
    propensities = .ofAmount(scores: slopes.nuisances.filter { $0.role != "outcome" })
    foldCount = slopes.foldCount
    nuisances = slopes.nuisances
    treatment = data.treatment
    outcome = data.outcome
    weights = data.weights
    clusters = data.clusters
    doseResiduals = slopes.residuals
    raisedVariances = slopes.raisedVariances
  }

  /// Whether the treatment is an amount, so that effects are slopes and no arm has a score.
  package var isSlope: Bool { doseResiduals != nil }

  /// Ỹ = Y − m̂(x) and T̃ = T − ê(x) of the rows of an arm and the control, from these models.
  ///
  /// With arms, m̂ = Σ ê_a·μ̂_a over the two.
  package func residuals(_ arm: Int) -> (outcome: [Double], treatment: [Double]) {
    if let doseResiduals { return (doseResiduals.outcome, doseResiduals.treatment) }
    let share = propensities.values[arm]
    let (control, treated) = (outcomePredictions[0], outcomePredictions[arm])
    return (
      outcome.indices.map { row in
        outcome[row] - (1 - share[row]) * control[row] - share[row] * treated[row]
      },
      treatment.indices.map { (treatment[$0] == Int32(arm) ? 1 : 0) - share[$0] }
    )
  }

  package var rowCount: Int { treatment.count }

  /// Γ_arm − Γ_0 of each row.
  package func contrast(_ arm: Int) -> [Double] {
    let treated = scores[arm]
    let control = scores[0]
    return treated.indices.map { treated[$0] - control[$0] }
  }

  /// The average effect of an arm over all rows, E[Y(arm) − Y(0)].
  package func averageEffect(_ arm: Int) -> AverageEffect {
    AverageEffect(scores: contrast(arm), weights: weights, clusters: clusters)
  }

  /// The average effect of an arm over some of the rows; NaN for none.
  package func averageEffect(_ arm: Int, rows: [Int]) -> AverageEffect {
    let all = contrast(arm)
    return AverageEffect(
      scores: rows.map { all[$0] }, weights: weights.map { weights in rows.map { weights[$0] } },
      clusters: clusters.map { clusters in rows.map { clusters[$0] } })
  }

  /// The average effect of an arm on the rows that received it.
  ///
  /// The mean over all rows of (1[T=a] − 1[T=0] e_a/e_0)(Y − μ̂_0), over the share that received
  /// the arm; the standard error is that of its influence function.
  /// NaN for a slope, as no row is simply treated.
  package func averageEffectOnTreated(_ arm: Int) -> AverageEffect {
    if isSlope { return AverageEffect(scores: []) }
    let mu = outcomePredictions[0]
    let treated = propensities.values[arm]
    let control = propensities.values[0]
    var scores = [Double](repeating: 0, count: rowCount)
    var received = [Double](repeating: 0, count: rowCount)
    for row in scores.indices {
      if treatment[row] == Int32(arm) {
        scores[row] = outcome[row] - mu[row]
        received[row] = 1
      } else if treatment[row] == 0 {
        scores[row] = -(treated[row] / control[row]) * (outcome[row] - mu[row])
      }
    }
    return AverageEffect(
      scores: scores, shares: received, weights: weights, clusters: clusters)
  }
}

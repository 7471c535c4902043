import Numerics

/// A causal forest: a generalised random forest (Athey, Tibshirani and Wager 2019) of what models
/// of outcome and treatment leave unexplained.
///
/// Several arms are compared with the control one at a time, a forest for each; of a treatment that
/// is an amount the effect is the slope. Nuisances that are
/// forests themselves predict the rows that their trees did not see; others are cross-fitted.
struct CausalForestLearner: EffectLearner {
  /// Whether nuisances are cross-fitted even where they are forests.
  var isCrossFitted = false

  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    if let infinite = data.nuisanceFeatures.firstInfinite {
      throw .infiniteValues(column: infinite)
    }
    guard data.features.columnCount > 0 else {
      throw .unsupported("a forest needs features to split on")
    }
    if data.dose != nil { return try fitSlope(problem) }
    var arms: [ForestArm] = []
    for arm in 1..<data.arms.count {
      arms.append(try ForestArm(try problem.pair(arm), arm: arm, isCrossFitted: isCrossFitted))
    }
    let model = CausalForestModel(
      forests: arms.map(\.grown.forest), nuisances: arms.count == 1 ? arms[0].nuisances : nil)
    var effects: [[Double]] = []
    for (index, arm) in arms.enumerated() {
      effects.append(try arm.effects(of: data, arm: index + 1))
    }
    return FittedEffects(
      model: model, effects: effects, nuisances: arms.flatMap { $0.scores.nuisances },
      clippedRows: arms.reduce(0) { $0 + $1.scores.propensities.clippedRows },
      remarks: arms.map(\.grown.remark), forest: try ForestFindings(arms, data: data))
  }

  /// A forest of the slope; models of outcome and treatment are cross-fitted.
  private func fitSlope(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let folds = try problem.folds()
    let residuals = try DoseResiduals(problem, folds: folds)
    let arm = try ForestArm(problem, residuals: residuals, folds: folds)
    return FittedEffects(
      model: ForestSlopeModel(forest: arm.grown.forest, dose: residuals.model),
      effects: [arm.grown.outOfBag.effects], nuisances: arm.scores.nuisances,
      remarks: [arm.grown.remark], forest: try ForestFindings([arm], data: problem.data))
  }
}

extension EffectForest {
  func estimates(_ features: FeatureMatrix) throws(LearnerError) -> Estimates {
    try estimates(
      BinnedFeatures(features, layout, order: .byRow).codes, rowCount: features.rowCount)
  }
}

/// One causal forest for each arm.
struct CausalForestModel: EffectModel {
  let forests: [EffectForest]
  /// m̂ of a fit of two arms, one model a fold.
  let outcomeModels: [any Predictor]
  /// ê of a fit of two arms; nil for several, which are compared one at a time.
  let propensityModel: PropensityModel?

  init(
    forests: [EffectForest], outcomeModels: [any Predictor], propensityModel: PropensityModel?
  ) {
    self.forests = forests
    self.outcomeModels = outcomeModels
    self.propensityModel = propensityModel
  }

  /// - Parameter nuisances: those of a fit of two arms.
  init(forests: [EffectForest], nuisances: NuisanceFit?) {
    self.init(
      forests: forests, outcomeModels: nuisances?.outcomes[0].predictors ?? [],
      propensityModel: nuisances?.propensityModel)
  }

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try forests[arm - 1].estimates(rows.features).effects
  }

  func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard forests[arm - 1].hasErrors else { return nil }
    return try forests[arm - 1].estimates(rows.features).standardErrors
  }

  func effectsWithErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> (effects: [Double], errors: [Double]?) {
    let forest = forests[arm - 1]
    let estimates = try forest.estimates(rows.features)
    return (estimates.effects, forest.hasErrors ? estimates.standardErrors : nil)
  }

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard let propensityModel else { return nil }
    let mean = try outcomeModels.meanPrediction(rows.nuisanceFeatures)
    let share = try propensityModel.values(rows)[1]
    let effect = try effects(rows, arm: 1)
    let part: Double = arm == 0 ? 0 : 1
    return mean.indices.map { mean[$0] + (part - share[$0]) * effect[$0] }
  }

  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try propensityModel?.values(rows)[arm]
  }
}

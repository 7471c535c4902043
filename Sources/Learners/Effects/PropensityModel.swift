/// How a fitted model knows the probability of each arm for rows that it did not see.
enum PropensityModel: Sendable {
  /// The same for all rows, the control first.
  case constant([Double])
  /// From a column that the rows must bring.
  case supplied
  /// The mean of the models of all folds, for each of `Propensities.targets`.
  case fitted([[any Predictor]], clip: Double)

  init(
    _ source: PropensitySource, propensities: Propensities, fitted: [FittedNuisance], clip: Double
  ) {
    switch source {
    case .estimated: self = .fitted(fitted.map(\.predictors), clip: clip)
    case .rows: self = .supplied
    case .design, .shares: self = .constant(propensities.values.map { $0.first ?? .nan })
    }
  }

  /// `values[arm][row]`.
  func values(_ rows: EffectRows) throws(LearnerError) -> [[Double]] {
    switch self {
    case .constant(let shares):
      return shares.map { [Double](repeating: $0, count: rows.rowCount) }
    case .supplied:
      guard let values = rows.propensities else {
        throw .invalidPropensity("these rows have no column of propensities")
      }
      return values
    case .fitted(let models, let clip):
      let features = rows.nuisanceFeatures
      var predictions: [[Double]] = []
      for folds in models { predictions.append(try folds.meanPrediction(features)) }
      return Propensities.combine(predictions, clip: clip).values
    }
  }
}

/// Outcome models and propensities that were fitted together.
struct NuisanceFit: Sendable {
  var outcomes: [FittedNuisance]
  var propensities: Propensities
  var propensityModel: PropensityModel

  var scores: [NuisanceScore] { outcomes.map(\.score) + propensities.scores }
}

extension EffectProblem {
  /// Fits outcome models and, unless they are known, propensities, as one parallel batch.
  func fitNuisances(
    _ outcomes: [NuisanceTarget], folds: Folds
  ) throws(LearnerError) -> NuisanceFit {
    let known = try Propensities.known(settings.propensity, data: data)
    let targets = known == nil ? Propensities.targets(armCount: data.arms.count) : []
    let fitted = try fitter(folds).fit(outcomes + targets)
    let estimates = Array(fitted[outcomes.count...])
    let propensities = known ?? .estimated(estimates, clip: settings.clip)
    return NuisanceFit(
      outcomes: Array(fitted[..<outcomes.count]), propensities: propensities,
      propensityModel: PropensityModel(
        settings.propensity, propensities: propensities, fitted: estimates, clip: settings.clip))
  }

  /// The outcome models of every arm.
  var outcomeTargets: [NuisanceTarget] { data.arms.indices.map { .outcome(arm: $0) } }
}

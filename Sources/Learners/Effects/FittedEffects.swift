/// A fitted effect learner with what it says about the rows that it was fitted on.
package struct FittedEffects: Sendable {
  package private(set) var model: any EffectModel
  /// `effects[arm − 1][row]`: the model's predictions for its fit rows.
  package let effects: [[Double]]
  /// How the nuisance models did; on rows they did not see where they were cross-fitted.
  package let nuisances: [NuisanceScore]
  /// The coefficients of a linear model of the effect, for each arm; empty for other models.
  package let coefficients: [[EffectCoefficient]]
  /// Rows whose estimated propensity was moved into the permitted range.
  package let clippedRows: Int
  /// What the final models chose by themselves, arm by arm.
  package let remarks: [String]
  /// What a causal forest says beside, nil for other models.
  ///
  /// A forest's `effects` are out of bag.
  package let forest: ForestFindings?

  init(
    model: any EffectModel, effects: [[Double]], nuisances: [NuisanceScore] = [],
    coefficients: [[EffectCoefficient]] = [], clippedRows: Int = 0, remarks: [String] = [],
    forest: ForestFindings? = nil
  ) {
    self.model = model
    self.effects = effects
    self.nuisances = nuisances
    self.coefficients = coefficients
    self.clippedRows = clippedRows
    self.remarks = remarks
    self.forest = forest
  }

  /// A model from a file, which has no rows of its own.
  package init(read model: any EffectModel) {
    let base = (model as? ResampledEffectModel)?.base ?? model
    self.init(
      model: model, effects: [],
      coefficients: (base as? any LastStages)?.stages.map(EffectStage.coefficients) ?? [])
  }

  /// The same fit with the models of its bootstrap.
  package func with(_ resampled: ResampledEffects) -> FittedEffects {
    var copy = self
    copy.model = ResampledEffectModel(model, resampled)
    return copy
  }
}

/// A coefficient of a linear model of the effect.
package struct EffectCoefficient: Sendable, Equatable {
  /// `intercept`, `age`, or `channel[Web]` for an indicator.
  package let term: String
  package let estimate: Double
  package let standardError: Double
}

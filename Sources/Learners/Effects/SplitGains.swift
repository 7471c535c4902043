/// A predictor made of trees, which knows what its splits on each feature won.
package protocol SplitGainPredictor: Predictor {
  /// For each feature how much the splits on it lowered the loss, over all trees.
  var splitGains: [Double] { get }
}

/// An effect model whose own last stage, a model of the effect and not of outcomes, has splits.
package protocol SplitGainEffects: EffectModel {
  /// For each feature what the splits on it won; nil where the last stage has no trees.
  func splitGains(arm: Int) -> [Double]?
}

extension BoostedPredictor: SplitGainPredictor {
  var splitGains: [Double] { ensemble.gains }
}

extension StagedEffectModel: SplitGainEffects {
  func splitGains(arm: Int) -> [Double]? {
    stages.indices.contains(arm - 1)
      ? (stages[arm - 1] as? any SplitGainPredictor)?.splitGains : nil
  }
}

extension CrossedEffectModel: SplitGainEffects {
  /// The sum over the models of both arms' imputed effects.
  func splitGains(arm: Int) -> [Double]? {
    guard onControls.indices.contains(arm - 1), onTreated.indices.contains(arm - 1),
      let first = (onControls[arm - 1] as? any SplitGainPredictor)?.splitGains,
      let second = (onTreated[arm - 1] as? any SplitGainPredictor)?.splitGains
    else { return nil }
    return zip(first, second).map { $0 + $1 }
  }
}

import JSON

/// Effect models in files.
package enum StoredEffectModels {
  /// Every type of effect model that a fit may give.
  private static let types: [any EffectModel.Type] = [
    StagedEffectModel.self, ResidualEffectModel.self, SlopeModel.self, CrossedEffectModel.self,
    OutcomeDifferenceModel.self, SingleOutcomeModel.self, ResponseModel.self,
    CausalForestModel.self, ForestSlopeModel.self, UpliftForestModel.self,
    ResampledEffectModel.self,
  ]

  /// A model of effects for data of this shape.
  ///
  /// Its predictions are those of the model that was written, to the bit.
  package static func read(
    _ stored: JSONCursor, shape: EffectShape
  ) throws(JSONShapeError) -> any EffectModel {
    let type = try stored.form(among: types, { $0.storedName }, what: "model of effects")
    return try type.init(stored: stored, shape: shape)
  }
}

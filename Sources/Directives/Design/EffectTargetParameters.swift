import Execution
import Statistics

/// Keys of the estimators that weight rows.
enum EffectTargetParameters {
  static let target = Parameter<EffectTarget>(
    "target", .choice(), default: .ate, shown: "ate",
    "Whose average effect: everyone's (ate), the treated's (att), the controls' (atc), or of those who could have been either (overlap)."
  )
  static let controls = Parameter<[ColumnReference]>(
    "controls", .controls, default: [], shown: "none",
    "The confounders: columns that decide on the treatment and on the outcome; or a graph, which says which are needed."
  )
}

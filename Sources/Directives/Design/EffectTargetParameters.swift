import Diagnostics
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

  /// The columns that play a part where confounders are all that is said of the rows.
  static func roles(_ arguments: Arguments) -> CausalRoles {
    CausalRoles(
      outcome: arguments[CausalParameters.outcome],
      treatment: arguments[CausalParameters.treatment],
      control: arguments[CausalParameters.control], arms: arguments[CausalParameters.arms],
      features: arguments[controls], controls: [], weights: arguments[CausalParameters.weights],
      propensity: arguments[FitParameters.propensity], cluster: arguments[FitParameters.cluster])
  }

  /// The target, which for the controls and the overlap is that of one arm.
  static func target(ofArms count: Int, _ context: RunContext) throws(Diagnostic) -> EffectTarget {
    let target = context.arguments[target]
    guard count > 1, target == .atc || target == .overlap else { return target }
    throw context.error(
      .targetOfOneArm, at: context.arguments.range(of: Self.target),
      "target: \(target.rawValue) is defined for one arm, and there are \(count)",
      hint: "choose one with arms:")
  }
}

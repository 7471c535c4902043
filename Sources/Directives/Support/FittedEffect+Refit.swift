import Diagnostics
import Execution
import Frames
import Learners

extension FittedEffect {
  /// The same kind of model with the same settings, fitted on other rows.
  ///
  /// Features are encoded as at the first fit. Folds that a column stated become five random ones.
  /// Throws where the rows lack an arm of the model, or a learner refuses them.
  func refitted(on frame: Frame, _ context: RunContext) throws(Diagnostic) -> FittedEffect {
    let causal = try CausalRows.gather(
      roles, from: frame, encoder: encoder,
      propensityLearner: settings.models.propensity.name, takesAmounts: true, context)
    guard causal.arms.labels == labels else {
      throw context.error(
        .tinyArm, "a split lost an arm of the model",
        hint: "leave rare arms out with arms:, or hold out fewer rows")
    }
    var copy = self
    copy.summaries = []
    copy.settings.propensity = causal.propensity.source
    if case .column = settings.folds { copy.settings.folds = .count(5) }
    do throws(LearnerError) {
      copy.fitted = try kind.fit(EffectProblem(data: causal.data, settings: copy.settings))
      return copy
    } catch {
      throw LearnerProblem.diagnostic(error, roles: roles, context)
    }
  }
}

/// Double machine learning with an effect that is linear in the features.
///
/// The R-learner with a linear last stage: Ỹ on T̃·(1, X) by least squares, HC1 standard errors.
/// Chernozhukov et al. (2018).
struct LinearDML: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    var problem = problem
    problem.settings.models.effect = LinearLearner()
    return try RLearner().fit(problem)
  }
}

/// Double machine learning with an effect that is linear in the features.
///
/// The R-learner with a linear last stage: Ỹ on T̃·(1, φ(X)) by least squares, HC1 standard errors,
/// with φ the features, their polynomials, or splines of them. Chernozhukov et al. (2018).
struct LinearDML: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    var problem = problem
    if !(problem.settings.models.effect is SeriesLearner) {
      problem.settings.models.effect = LinearLearner()
    }
    return try RLearner().fit(problem)
  }
}

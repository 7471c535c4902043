/// The last stage of learners that regress a pseudo-outcome on features.
enum EffectStage {
  /// Fits the effect learner; a linear one keeps its coefficients' robust covariance.
  static func fit(
    _ learner: any BaseLearner, features: FeatureMatrix, pseudoOutcome: [Double],
    weights: [Double]?, seed: UInt64, clusters: [Int32]?
  ) throws(LearnerError) -> any Predictor {
    let task = LearningTask(
      features: features, target: pseudoOutcome, weights: weights, role: .regression, seed: seed,
      clusters: clusters)
    if features.columnCount > 0, !(learner is LinearLearner) { return try learner.fit(task) }
    return try LinearEffect(task, learner: learner.name)
  }

  /// The coefficients of a linear last stage; none for another.
  static func coefficients(_ predictor: any Predictor) -> [EffectCoefficient] {
    (predictor as? LinearEffect)?.coefficientTable ?? []
  }
}

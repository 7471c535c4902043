import Numerics
import Statistics

/// The slope of an outcome on a treatment after both are freed of what features explain.
///
/// With Ỹ = Y − m̂(X) and T̃ = T − ê(X) from models of the other folds, θ = Σ w·T̃·Ỹ / Σ w·T̃², and
/// its error is that of the influence ψ = w·T̃·(Ỹ − θT̃)/Σ w·T̃² (Robinson 1988; Chernozhukov et al.
/// 2018, the partially linear model). Where effects differ, θ is their mean weighted by the
/// conditional variance of the treatment, which need not be the average effect.
package struct PartiallyLinearEffect: Sendable {
  /// SE without a correction for degrees of freedom, as in DoubleML.
  package let estimate: Estimate
  package let outcomeResiduals: [Double]
  package let treatmentResiduals: [Double]
  /// Of the outcome model and, unless the propensity is known, of the treatment model.
  package let nuisances: [NuisanceScore]

  /// - Parameters:
  ///   - treatment: 0/1, modelled by `models.propensity`, or numbers, by `models.treatment`.
  ///   - clusters: of rows drawn together, whose influences are added up before they are squared.
  ///   - known: the expected treatment of each row, where the design states it.
  /// - Throws: whatever a learner throws; `unsupported` where features explain the treatment
  ///   without rest.
  package init(
    outcome: [Double], treatment: [Double], features: FeatureMatrix, weights: [Double]? = nil,
    clusters: [Int32]? = nil,
    known: [Double]? = nil, models: LearnerRoles, folds: Folds, seed: UInt64,
    cache: NuisanceCache? = nil
  ) throws(LearnerError) {
    let outcomes = try Self.fit(
      outcome, features, weights, clusters, models, folds: folds, seed: seed, cache)
    let predicted: [Double]
    var measured = [outcomes.score]
    if let known {
      predicted = known
    } else {
      let isBinary = treatment.allSatisfy { $0 == 0 || $0 == 1 }
      var own = models
      own.outcome = isBinary ? models.propensity : models.treatment
      let fitted = try Self.fit(
        treatment, features, weights, clusters, own, folds: folds, seed: seed, cache)
      predicted = fitted.predictions
      var score = fitted.score
      score.role = isBinary ? "propensity" : "treatment"
      measured.append(score)
    }
    let y = outcome.indices.map { outcome[$0] - outcomes.predictions[$0] }
    let t = treatment.indices.map { treatment[$0] - predicted[$0] }
    let w = weights ?? [Double](repeating: 1, count: y.count)
    var (cross, square, size) = (0.0, 0.0, 0.0)
    for row in y.indices {
      cross += w[row] * t[row] * y[row]
      square += w[row] * t[row] * t[row]
      size += w[row] * treatment[row] * treatment[row]
    }
    guard square > 1e-14 * size, square.isFinite else {
      throw .unsupported(
        "the controls explain the treatment without rest, so that no effect can be told from theirs"
      )
    }
    let theta = cross / square
    var scores = y.indices.map { w[$0] * t[$0] * (y[$0] - theta * t[$0]) }
    if let clusters { scores = ClusterSums.sums(of: scores, in: clusters) }
    let influence = scores.reduce(0) { $0 + $1 * $1 }
    estimate = Estimate(value: theta, standardError: influence.squareRoot() / square)
    outcomeResiduals = y
    treatmentResiduals = t
    nuisances = measured
  }

  /// One model of a column on all rows, whatever their arm.
  private static func fit(
    _ target: [Double], _ features: FeatureMatrix, _ weights: [Double]?, _ clusters: [Int32]?,
    _ models: LearnerRoles, folds: Folds, seed: UInt64, _ cache: NuisanceCache?
  ) throws(LearnerError) -> FittedNuisance {
    let data = try CausalData(
      outcome: target, treatment: [Int32](repeating: 0, count: target.count), arms: ["all"],
      features: features, weights: weights
    ).clustered(clusters)
    let fitter = CrossFitter(data: data, models: models, folds: folds, seed: seed, cache: cache)
    return try fitter.fit([.overallOutcome])[0]
  }
}

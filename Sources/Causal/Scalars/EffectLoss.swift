/// A loss of predicted effects that can be computed without knowing the true ones.
///
/// Compare models by the paired difference of their losses on the same rows, never by two intervals.
package enum EffectLoss: String, Sendable, CaseIterable {
  /// Mean of (Ỹ − T̃·τ̂)² with residuals Ỹ = Y − m̂(X), T̃ = T − ê(X) (Nie and Wager 2021).
  case rLoss = "rloss"
  /// Mean of (Γ − τ̂)² with doubly robust scores Γ.
  case drLoss = "drloss"

  /// The formula, as printed beside the number.
  package var definition: String {
    switch self {
    case .rLoss: "R-loss = mean of (outcome residual − treatment residual · predicted effect)²"
    case .drLoss: "DR-loss = mean of (doubly robust score − predicted effect)²"
    }
  }
}

/// What a loss is computed from: a regression of `response` on `regressor` without a constant.
///
/// For the DR-loss the regressor is 1 and the response Γ; for the R-loss T̃ and Ỹ.
package struct EffectLossData: Sendable {
  package let loss: EffectLoss
  private let response: [Double]
  private let regressor: [Double]
  private let weights: [Double]?
  private let clusters: [Int32]?

  /// The DR-loss on a sample's doubly robust scores.
  package init(doublyRobust sample: JudgedSample) throws(RankingError) {
    guard let scores = sample.effectScores else { throw .needs(.doublyRobustScores) }
    loss = .drLoss
    response = scores
    regressor = [Double](repeating: 1, count: scores.count)
    weights = sample.weights
    clusters = sample.clusters
  }

  /// The R-loss on residuals.
  package init(
    outcomeResiduals: [Double], treatmentResiduals: [Double], of sample: JudgedSample
  ) throws(RankingError) {
    let count = sample.rowCount
    for (name, column) in [
      ("outcome residuals", outcomeResiduals), ("treatment residuals", treatmentResiduals),
    ] where column.count != count {
      throw .lengthsDiffer(column: name, expected: count, found: column.count)
    }
    loss = .rLoss
    response = outcomeResiduals
    regressor = treatmentResiduals
    weights = sample.weights
    clusters = sample.clusters
  }

  /// The mean loss of predicted effects.
  package func loss(of predicted: [Double]) throws(RankingError) -> InfluenceEstimate {
    guard predicted.count == response.count else {
      throw .lengthsDiffer(
        column: "predictions", expected: response.count, found: predicted.count)
    }
    let losses = response.indices.map { row in
      let error = response[row] - regressor[row] * predicted[row]
      return error * error
    }
    return InfluenceEstimate(meanOf: losses, weights: weights, clusters: clusters)
  }

  /// The loss of the null model that nobody is affected.
  package var noEffect: InfluenceEstimate {
    InfluenceEstimate(meanOf: response.map { $0 * $0 }, weights: weights, clusters: clusters)
  }

  /// The constant effect that minimises the loss on these rows.
  package var bestConstant: Double {
    var (cross, square) = (0.0, 0.0)
    for row in response.indices {
      let weight = weights?[row] ?? 1
      cross += weight * regressor[row] * response[row]
      square += weight * regressor[row] * regressor[row]
    }
    return square > 0 ? cross / square : 0
  }

  /// The loss of the null model that everybody is affected alike, by `bestConstant`.
  package var constantEffect: InfluenceEstimate {
    let constant = bestConstant
    let losses = response.indices.map { row in
      let error = response[row] - regressor[row] * constant
      return error * error
    }
    return InfluenceEstimate(meanOf: losses, weights: weights, clusters: clusters)
  }
}

import Numerics

/// Bounds on an average effect under unobserved confounding, for doubly robust scores.
///
/// Chernozhukov, Cinelli, Newey, Sharma and Syrgkanis (2022): θ± = θ ± |ρ| √(σ²ν²) √(c_y c_d/(1−c_d)),
/// with σ² = E(Y − g)² and ν² the second moment of the Riesz representer. c_y is the share of the
/// outcome's residual variance that the confounder explains, c_d the share of the representer's.
package struct ConfoundingBounds: Sendable {
  package let estimate: Double
  package let standardError: Double
  /// √(σ²ν²): the bias is this times √(c_y c_d/(1−c_d)).
  package let scale: Double
  /// σ² and ν² apart, which benchmarks compare.
  package let residualVariance: Double
  package var representerMoment: Double { scale * scale / residualVariance }
  /// Of each row: the influence of θ, and half of those of σ² and ν² relative to their size.
  private let influence: [Double]
  private let scaleInfluence: [Double]

  /// From doubly robust scores of two arms.
  ///
  /// - Parameters:
  ///   - scores: Γ of each row.
  ///   - residuals: Y − μ̂ of the row's own arm.
  ///   - propensities: probability of the arm against the control, from 0 to 1 exclusive.
  ///   - isTreated: whether the row has the arm.
  package init?(
    scores: [Double], residuals: [Double], propensities: [Double], isTreated: [Bool]
  ) {
    let count = Double(scores.count)
    guard scores.count > 1 else { return nil }
    let theta = Moments(scores).mean
    let sigma = Moments(residuals.map { $0 * $0 }).mean
    var terms = [Double](repeating: 0, count: scores.count)
    for row in terms.indices {
      let e = propensities[row]
      let representer = isTreated[row] ? 1 / e : -1 / (1 - e)
      terms[row] = 2 * (1 / e + 1 / (1 - e)) - representer * representer
    }
    let nu = Moments(terms).mean
    guard sigma > 0, nu > 0, sigma.isFinite, nu.isFinite else { return nil }
    estimate = theta
    residualVariance = sigma
    scale = (sigma * nu).squareRoot()
    influence = scores.map { $0 - theta }
    scaleInfluence = terms.indices.map {
      ((residuals[$0] * residuals[$0] - sigma) / sigma + (terms[$0] - nu) / nu) / 2
    }
    standardError = (influence.reduce(0) { $0 + $1 * $1 }).squareRoot() / count
  }

  /// From what controls leave of outcome and treatment: the slope of the partially linear model.
  ///
  /// With Ỹ and T̃ these rests, σ² = E(Ỹ − θT̃)² and ν² = 1/E T̃².
  package init?(outcomeResiduals y: [Double], treatmentResiduals t: [Double]) {
    let count = Double(y.count)
    guard y.count > 1 else { return nil }
    let square = Summation.sum(t, weights: t) / count
    let theta = Summation.sum(t, weights: y) / count / square
    let residuals = y.indices.map { y[$0] - theta * t[$0] }
    let sigma = Summation.sum(residuals, weights: residuals) / count
    guard sigma > 0, square > 0, sigma.isFinite, square.isFinite else { return nil }
    estimate = theta
    residualVariance = sigma
    scale = (sigma / square).squareRoot()
    influence = y.indices.map { t[$0] * residuals[$0] / square }
    scaleInfluence = y.indices.map {
      // ν² is 1/E T̃², which moves against T̃².
      ((residuals[$0] * residuals[$0] - sigma) / sigma - (t[$0] * t[$0] - square) / square) / 2
    }
    standardError = Summation.sum(influence, weights: influence).squareRoot() / count
  }

  package func bias(outcome: Double, treatment: Double, correlation: Double = 1) -> Double {
    abs(correlation) * scale * (outcome * treatment / (1 - treatment)).squareRoot()
  }

  /// The bounds, and their one-sided confidence limits at `level`.
  package func bounds(
    outcome: Double, treatment: Double, correlation: Double = 1, level: Double
  ) -> (low: Double, high: Double, lowLimit: Double, highLimit: Double) {
    let bias = bias(outcome: outcome, treatment: treatment, correlation: correlation)
    let reach = NormalDistribution.standard.quantile(level)
    func error(_ sign: Double) -> Double {
      var sum = 0.0
      for row in influence.indices {
        let own = influence[row] + sign * bias * scaleInfluence[row]
        sum += own * own
      }
      return sum.squareRoot() / Double(influence.count)
    }
    let (low, high) = (estimate - bias, estimate + bias)
    return (low, high, low - reach * error(-1), high + reach * error(1))
  }

  /// The common strength of both ends at which the bound reaches `null`.
  package func robustnessValue(null: Double = 0) -> Double {
    let f = abs(estimate - null) / scale
    return f == 0 ? 0 : 2 / (1 + (1 + 4 / (f * f)).squareRoot())
  }

  /// The common strength at which the bound's one-sided limit reaches `null`; 0 where the estimate's
  /// own limit already does.
  package func robustnessValue(null: Double = 0, level: Double) -> Double {
    func isBeyond(_ strength: Double) -> Bool {
      let bounds = bounds(outcome: strength, treatment: strength, level: level)
      return estimate > null ? bounds.lowLimit <= null : bounds.highLimit >= null
    }
    if isBeyond(0) { return 0 }
    var (low, high) = (0.0, 0.9999)
    guard isBeyond(high) else { return high }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if isBeyond(middle) { high = middle } else { low = middle }
    }
    return (low + high) / 2
  }
}

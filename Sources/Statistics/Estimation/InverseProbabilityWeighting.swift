import Numerics

/// The effect of a treatment by weighting each row with the inverse probability of what it got.
package struct InverseProbabilityWeighting: Sendable {
  /// A logistic model from which the propensities come: their estimation makes the effect more
  /// precise, which the standard error knows.
  package struct PropensityModel: Sendable {
    let design: Matrix

    /// - Parameter design: the design matrix of the fitted logistic regression, of full rank.
    package init(design: Matrix) { self.design = design }
  }

  /// Weights that add up to one in each arm (Hájek 1971).
  package let normalized: Estimate
  /// Plain sums over n (Horvitz and Thompson 1952); of the ATE alone.
  package let unnormalized: Estimate?
  /// (Σw)²/Σw² of the treated and of the controls.
  package let effectiveSizes: (treated: Double, control: Double)
  package let largestWeightShare: Double

  /// - Parameters:
  ///   - propensities: of treatment, strictly between 0 and 1.
  ///   - weights: sampling weights, not negative.
  ///   - clusters: of rows drawn together, whose influences are added up before they are squared.
  ///   - model: nil for propensities that are known.
  package init(
    outcome: [Double], treated: [Bool], propensities: [Double], weights: [Double]? = nil,
    clusters: [Int32]? = nil,
    target: EffectTarget = .ate, model: PropensityModel? = nil
  ) {
    let rows = outcome.indices
    let base = weights ?? [Double](repeating: 1, count: outcome.count)
    let figures = rows.map { row in
      treated[row]
        ? target.treatedWeight(propensities[row]) : target.controlWeight(propensities[row])
    }
    let w = rows.map { base[$0] * figures[$0].value }
    func total(_ arm: Bool, _ value: (Int) -> Double) -> Double {
      Summation.sum(rows.map { treated[$0] == arm ? value($0) : 0 })
    }
    let (sum1, sum0) = (total(true) { w[$0] }, total(false) { w[$0] })
    let mean1 = total(true) { w[$0] * outcome[$0] } / sum1
    let mean0 = total(false) { w[$0] * outcome[$0] } / sum0
    // Row by row, what the estimate would move by if the row counted a little more.
    let influence = rows.map { row in
      treated[row]
        ? w[row] * (outcome[row] - mean1) / sum1 : -w[row] * (outcome[row] - mean0) / sum0
    }
    let slopes = rows.map { row -> Double in
      let change = base[row] * figures[row].slope
      return treated[row]
        ? change * (outcome[row] - mean1) / sum1 : -change * (outcome[row] - mean0) / sum0
    }
    normalized = Estimate(
      value: mean1 - mean0,
      standardError: Self.standardError(
        influence, slopes: slopes, treated: treated, propensities: propensities, base: base,
        clusters,
        model))
    let squares1 = total(true) { w[$0] * w[$0] }
    let squares0 = total(false) { w[$0] * w[$0] }
    effectiveSizes = (sum1 * sum1 / squares1, sum0 * sum0 / squares0)
    largestWeightShare = rows.reduce(0) { largest, row in
      max(largest, w[row] / (treated[row] ? sum1 : sum0))
    }
    guard target == .ate else {
      unnormalized = nil
      return
    }
    let n = Summation.sum(base)
    let plain = rows.map { treated[$0] ? w[$0] * outcome[$0] : -w[$0] * outcome[$0] }
    let value = Summation.sum(plain) / n
    unnormalized = Estimate(
      value: value,
      standardError: Self.standardError(
        rows.map { (plain[$0] - value * base[$0]) / n },
        slopes: rows.map {
          (treated[$0] ? 1 : -1) * base[$0] * figures[$0].slope * outcome[$0] / n
        }, treated: treated, propensities: propensities, base: base, clusters,
        model))
  }

  /// The root of the sum of squared influences, each corrected for the estimation of propensities.
  ///
  /// With scores sᵢ = (Tᵢ − eᵢ)xᵢ and information I of the logistic model, the correction is
  /// (Σ ∂ψ/∂β)·I⁻¹·sᵢ (Newey and McFadden 1994, section 6).
  private static func standardError(
    _ influence: [Double], slopes: [Double], treated: [Bool], propensities: [Double],
    base: [Double], _ clusters: [Int32]?, _ model: PropensityModel?
  ) -> Double {
    var corrected = influence
    if let model {
      let spread = propensities.indices.map { propensities[$0] * (1 - propensities[$0]) }
      let gradient = LinearAlgebra.multiply(
        model.design, slopes.indices.map { slopes[$0] * spread[$0] }, transpose: true)
      let information = LinearAlgebra.gram(
        model.design, weights: spread.indices.map { spread[$0] * base[$0] })
      if let factor = try? CholeskyFactor(information) {
        let direction = LinearAlgebra.multiply(model.design, factor.solve(gradient))
        for row in corrected.indices {
          let score = base[row] * ((treated[row] ? 1 : 0) - propensities[row])
          corrected[row] += score * direction[row]
        }
      }
    }
    if let clusters { corrected = ClusterSums.sums(of: corrected, in: clusters) }
    let n = Double(corrected.count)
    return (Summation.sum(corrected, weights: corrected) * n / (n - 1)).squareRoot()
  }
}

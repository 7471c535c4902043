import Numerics

extension LeastSquaresFit {
  /// The covariance matrix of the coefficients; rows and columns of dependent ones are zero.
  package func covariance(_ estimator: CovarianceEstimator) -> Matrix {
    switch estimator {
    case .classical:
      var result = inverseGram
      for index in result.storage.indices { result.storage[index] *= residualVariance }
      return result
    case .hc0: return sandwich(scores: residuals, factor: 1)
    case .hc1:
      return sandwich(
        scores: residuals, factor: Double(observations) / Double(degreesOfFreedom))
    case .hc2:
      return sandwich(scores: leveraged { ($0 / $1.squareRoot()) }, factor: 1)
    case .hc3: return sandwich(scores: leveraged { $0 / $1 }, factor: 1)
    case .cluster(let clusters): return clusterCovariance(clusters)
    }
  }

  /// Each coefficient with its standard error.
  ///
  /// - Parameter usesNormal: refer to the normal instead of t with n − k degrees of freedom (for
  ///   clusters, their number less one).
  package func estimates(
    _ estimator: CovarianceEstimator, usesNormal: Bool = false
  ) -> [Estimate] {
    let variances = covariance(estimator).diagonal
    let degrees = usesNormal ? .infinity : referenceDegrees(estimator)
    return coefficients.indices.map {
      Estimate(
        value: coefficients[$0], standardError: variances[$0].squareRoot(),
        degreesOfFreedom: degrees)
    }
  }

  /// The degrees of freedom that t and F tests refer to.
  package func referenceDegrees(_ estimator: CovarianceEstimator) -> Double {
    guard case .cluster(let clusters) = estimator else { return Double(degreesOfFreedom) }
    return Double(Set(clusters).count - 1)
  }

  /// The diagonal of the hat matrix W½X(XᵀWX)⁻¹XᵀW½.
  package var leverages: [Double] {
    let product = LinearAlgebra.multiply(design, inverseGram)
    var result = [Double](repeating: 0, count: design.rows)
    for index in design.storage.indices {
      result[index % design.rows] += product.storage[index] * design.storage[index]
    }
    if let weights { for row in result.indices { result[row] *= weights[row] } }
    return result
  }

  /// B·(Xᵀdiag(w·s)²X)·B with the inverse Gram matrix B.
  private func sandwich(scores: [Double], factor: Double) -> Matrix {
    var scored = design
    var multipliers = scores
    if let weights { for row in scores.indices { multipliers[row] *= weights[row] } }
    LinearAlgebra.scaleRows(of: &scored, by: multipliers)
    return bread(around: LinearAlgebra.gram(scored), factor: factor)
  }

  private func bread(around meat: Matrix, factor: Double) -> Matrix {
    var result = LinearAlgebra.multiply(
      LinearAlgebra.multiply(inverseGram, meat), inverseGram)
    for index in result.storage.indices { result.storage[index] *= factor }
    return result
  }

  /// Residuals changed by 1 − leverage, which is held away from zero by rounding alone.
  private func leveraged(_ change: (Double, Double) -> Double) -> [Double] {
    let leverages = leverages
    return residuals.indices.map { row in
      let rest = 1 - leverages[row]
      // A row that decides on its own fitted value has a residual of zero, and 0/0 beyond that.
      return rest < 1e-10 ? 0 : change(residuals[row], rest)
    }
  }

  private func clusterCovariance(_ clusters: [Int]) -> Matrix {
    precondition(clusters.count == design.rows, "one cluster for each row is needed")
    var slots: [Int: Int] = [:]
    let positions = clusters.map { cluster in
      if let slot = slots[cluster] { return slot }
      slots[cluster] = slots.count
      return slots.count - 1
    }
    let groups = slots.count
    var sums = Matrix(rows: groups, columns: design.columns)
    for column in 0..<design.columns {
      for row in 0..<design.rows {
        let weight = weights?[row] ?? 1
        sums.storage[column * groups + positions[row]] +=
          design.storage[column * design.rows + row] * residuals[row] * weight
      }
    }
    let (g, n, k) = (Double(groups), Double(observations), Double(rank))
    return bread(around: LinearAlgebra.gram(sums), factor: g / (g - 1) * (n - 1) / (n - k))
  }
}

import Numerics

/// Whether covariates predict the arm, with a p-value that needs no large sample: arms are dealt
/// anew many times.
///
/// The statistic is the score form of the likelihood ratio of a multinomial logistic regression,
/// Σ_g S_gᵀ·C⁻¹·S_g/p_g with the sums S_g of the centred covariates over arm g, their
/// cross-products C and the arm's share p_g. With p = (1 + #{T* ≥ T})/(B + 1) it is an exact test of
/// independence of arms and covariates, whatever their distribution (Phipson and Smyth 2010).
package struct PermutationBalance: Sendable, Equatable {
  package let statistic: Double
  package let pValue: Double
  package let permutations: Int

  /// - Parameters:
  ///   - groups: the arm of each row, from 0.
  ///   - covariates: a row per observation, without a column of ones.
  /// - Returns: nil where no covariate varies or an arm is empty.
  package init?(
    groups: [Int], count: Int, covariates: Matrix, permutations: Int, seed: UInt64
  ) {
    let rows = groups.count
    let sizes = (0..<count).map { group in Double(groups.count { $0 == group }) }
    guard rows > 1, permutations > 0, !sizes.contains(0) else { return nil }
    var columns: [[Double]] = []
    for index in 0..<covariates.columns {
      let column = covariates.column(index)
      let moments = Moments(column)
      guard moments.variance > 0 else { continue }
      columns.append(column.map { ($0 - moments.mean) / moments.standardDeviation })
    }
    guard !columns.isEmpty else { return nil }
    // Columns that others explain carry nothing; what is left has a positive definite product.
    let all = Matrix(columns: columns)
    let dependent = Set(PivotedQR(all).dependentColumns)
    let kept = all.selecting(columns: (0..<all.columns).filter { !dependent.contains($0) })
    guard kept.columns > 0, let factor = try? CholeskyFactor(LinearAlgebra.gram(kept)) else {
      return nil
    }
    let width = kept.columns
    @Sendable func measure(_ arms: [Int]) -> Double {
      var sums = [Double](repeating: 0, count: count * width)
      for column in 0..<width {
        let start = column * rows
        for row in 0..<rows { sums[arms[row] * width + column] += kept.storage[start + row] }
      }
      var total = 0.0
      for group in 0..<count {
        let own = Array(sums[group * width..<(group + 1) * width])
        total += LinearAlgebra.dot(own, factor.solve(own)) * Double(rows) / sizes[group]
      }
      return total
    }
    let observed = measure(groups)
    let dealt = Parallel.map(count: permutations) { number -> Double in
      var stream = RandomStream(
        seed: seed, purpose: "permutation of arms", content: UInt64(number))
      var arms = groups
      stream.shuffle(&arms)
      return measure(arms)
    }
    // Equal statistics differ by rounding alone, and count as reached.
    let reached = dealt.count { $0 >= observed * (1 - 1e-10) }
    statistic = observed
    pValue = Double(1 + reached) / Double(1 + permutations)
    self.permutations = permutations
  }
}

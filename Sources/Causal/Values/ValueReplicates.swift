import Numerics

/// Bootstrap replicates of the values of several policies on the same rows.
///
/// Rows (or clusters) are reweighted by Poisson counts, the same for all policies, so that their
/// differences are paired. Every estimator is a ratio Σ a·x / Σ a of per-row terms, recomputed in
/// each replicate: the self-normalising denominator of SNIPS varies as it does in truth. Policies
/// and models stay as they are.
package struct ValueReplicates: Sendable {
  /// `values[policy][replicate]`.
  package let values: [[Double]]

  package init(
    of terms: [ValueTerms], clusters: [Int32]? = nil, replicates: Int, stream: RandomStream
  ) {
    let rows = terms.first?.terms.count ?? 0
    let clusterCount = Int(clusters?.max() ?? -1) + 1
    let drawn = Parallel.map(count: replicates) { replicate -> [Double] in
      let counts = BootstrapWeights.draw(
        rows: rows, clusters: clusters, clusterCount: clusterCount,
        from: stream.substream(replicate))
      return terms.map { own in
        var (sum, total) = (0.0, 0.0)
        for row in 0..<rows {
          let weight = own.weights[row] * Double(counts[row])
          sum += weight * own.terms[row]
          total += weight
        }
        return total > 0 ? sum / total : .nan
      }
    }
    values = terms.indices.map { policy in drawn.map { $0[policy] } }
  }

  /// The percentile interval of a policy's value.
  package func interval(_ policy: Int, level: Double) -> (low: Double, high: Double) {
    Self.interval(values[policy], level)
  }

  /// The percentile interval of the difference of two policies' values.
  package func interval(
    _ policy: Int, minus other: Int, level: Double
  ) -> (low: Double, high: Double) {
    Self.interval(zip(values[policy], values[other]).map { $0 - $1 }, level)
  }

  private static func interval(_ drawn: [Double], _ level: Double) -> (low: Double, high: Double) {
    let ends = Quantile.of(drawn, at: [(1 - level) / 2, (1 + level) / 2])
    return (ends[0], ends[1])
  }
}

/// What a policy's value is the weighted mean of, row by row: Σ a·x / Σ a.
package struct ValueTerms: Sendable {
  /// x.
  package let terms: [Double]
  /// a: the rows' own weights, times the odds of the policy's action for SNIPS.
  package let weights: [Double]
}

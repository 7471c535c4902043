import Numerics

/// An estimate that knows what each row contributes to its error.
///
/// The influence values ψ are scaled so that estimate − truth ≈ Σψ. Differences of estimates on the
/// same rows therefore get their standard error from the difference of their ψ: paired, row by row.
package struct InfluenceEstimate: Sendable {
  package let value: Double
  /// ψ per row; sums to zero but for rounding.
  package let influence: [Double]
  /// √Σψ², with Σψ over the rows of a cluster taken first where there are clusters.
  package let standardError: Double

  private let clusters: [Int32]?

  /// - Parameter correction: a factor for the variance, such as n/(n − 1) for a mean.
  package init(
    value: Double, influence: [Double], clusters: [Int32]? = nil, correction: Double = 1
  ) {
    let root = correction.squareRoot()
    self.value = value
    self.influence = correction == 1 ? influence : influence.map { $0 * root }
    self.clusters = clusters
    standardError = InfluenceEstimate.standardError(self.influence, clusters)
  }

  /// The weighted mean of a column, with the sample variance's n/(n − 1).
  package init(meanOf column: [Double], weights: [Double]? = nil, clusters: [Int32]? = nil) {
    let count = Double(column.count)
    var (sum, total) = (0.0, 0.0)
    for row in column.indices {
      let weight = weights?[row] ?? 1
      sum += weight * column[row]
      total += weight
    }
    let mean = sum / total
    let influence = column.indices.map { (weights?[$0] ?? 1) * (column[$0] - mean) / total }
    self.init(
      value: mean, influence: influence, clusters: clusters,
      correction: count > 1 ? count / (count - 1) : .nan)
  }

  /// The paired difference of two estimates on the same rows.
  package static func - (a: InfluenceEstimate, b: InfluenceEstimate) -> InfluenceEstimate {
    let differences = zip(a.influence, b.influence).map { $0 - $1 }
    return InfluenceEstimate(
      value: a.value - b.value, influence: differences, clusters: a.clusters)
  }

  /// The estimate in other units.
  package func scaled(by factor: Double) -> InfluenceEstimate {
    InfluenceEstimate(
      value: value * factor, influence: influence.map { $0 * factor }, clusters: clusters)
  }

  /// The estimate divided by its standard error; nil where the standard error is zero or unknown.
  package var z: Double? { standardError > 0 ? value / standardError : nil }

  /// The correlation of the errors of two estimates on the same rows; NaN where one has none.
  package func correlation(with other: InfluenceEstimate) -> Double {
    let products = LinearAlgebra.dot(
      Self.unitSums(influence, clusters), Self.unitSums(other.influence, clusters))
    return min(max(products / (standardError * other.standardError), -1), 1)
  }

  private static func standardError(_ influence: [Double], _ clusters: [Int32]?) -> Double {
    unitSums(influence, clusters).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Σψ of every unit that was drawn by itself: a cluster, or a row where there are none.
  private static func unitSums(_ influence: [Double], _ clusters: [Int32]?) -> [Double] {
    guard let clusters else { return influence }
    var sums = [Double](repeating: 0, count: Int(clusters.max() ?? -1) + 1)
    for row in influence.indices { sums[Int(clusters[row])] += influence[row] }
    return sums
  }
}

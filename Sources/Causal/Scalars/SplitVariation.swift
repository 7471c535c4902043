/// How a metric varies over repeated random splits into rows to learn from and rows to judge on.
///
/// Splits overlap, so that s/√N would be far too small a standard error. Nadeau and Bengio (2003)
/// correct for it: SE = √((1/N + n_test/n_train)·s²), which stays above zero for any number of splits.
package struct SplitVariation: Sendable, Equatable {
  package let mean: Double
  /// Standard deviation over the splits (N − 1): variation, not an error of the mean.
  package let standardDeviation: Double
  package let standardError: Double
  package let count: Int

  /// The formula, as printed beside the number.
  package static let definition =
    "SE over splits = √((1/N + n_test/n_train) · s²), s the standard deviation over N splits (Nadeau and Bengio)"

  /// - Parameters:
  ///   - values: one a split; those that are not finite are left out.
  ///   - testShare: the share of rows that each split held out, above 0 and below 1.
  package init(_ values: [Double], testShare: Double) {
    let finite = values.filter(\.isFinite)
    count = finite.count
    let n = Double(finite.count)
    guard n > 0 else {
      (mean, standardDeviation, standardError) = (.nan, .nan, .nan)
      return
    }
    let average = finite.reduce(0, +) / n
    mean = average
    let variance =
      n > 1 ? finite.reduce(0) { $0 + ($1 - average) * ($1 - average) } / (n - 1) : .nan
    standardDeviation = variance.squareRoot()
    standardError = ((1 / n + testShare / (1 - testShare)) * variance).squareRoot()
  }
}

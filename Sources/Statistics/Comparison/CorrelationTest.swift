import Glibc
import Numerics

/// A correlation with the test that it is zero.
package struct CorrelationTest: Sendable, Equatable {
  package let correlation: Double
  package let count: Int

  /// Pearson's correlation of values.
  package static func pearson(_ x: [Double], _ y: [Double]) -> CorrelationTest {
    CorrelationTest(correlation: Moments.correlation(x, y), count: x.count)
  }

  /// Spearman's correlation: Pearson's of the ranks, ties at the mean rank.
  package static func spearman(_ x: [Double], _ y: [Double]) -> CorrelationTest {
    pearson(TotalOrder.ranks(x).ranks, TotalOrder.ranks(y).ranks)
  }

  /// t = r·√((n − 2)/(1 − r²)).
  package var statistic: Double {
    correlation * (Double(count - 2) / (1 - correlation * correlation)).squareRoot()
  }

  /// Two-sided, from t with n − 2 degrees of freedom; NaN for fewer than three rows.
  package var pValue: Double {
    guard count > 2 else { return .nan }
    return StudentTDistribution(degreesOfFreedom: Double(count - 2)).twoSided(statistic)
  }

  /// Fisher's interval on the scale of artanh; NaN for fewer than four rows.
  package func interval(level: Double) -> Interval {
    guard count > 3 else { return Interval(low: .nan, high: .nan) }
    let margin =
      NormalDistribution.standard.upperQuantile(0.5 * (1 - level))
      / Double(count - 3).squareRoot()
    let center = atanh(correlation)
    return Interval(low: tanh(center - margin), high: tanh(center + margin))
  }
}

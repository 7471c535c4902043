import Glibc
import Numerics

/// The largest distance between two empirical distribution functions.
package enum KolmogorovSmirnov {
  /// max |F₁ − F₀|, with weights on request; NaN when a sample is empty.
  ///
  /// Equal values enter together. For a 0/1 column this is the difference of proportions.
  package static func distance(
    _ first: [Double], _ second: [Double], weights: (first: [Double], second: [Double])? = nil
  ) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return .nan }
    let (orderA, orderB) = (TotalOrder.ascending(first), TotalOrder.ascending(second))
    func steps(_ weights: [Double]?, _ count: Int) -> [Double] {
      guard let weights else { return [Double](repeating: 1 / Double(count), count: count) }
      let total = Summation.sum(weights)
      return weights.map { $0 / total }
    }
    let (stepsA, stepsB) = (
      steps(weights?.first, first.count), steps(weights?.second, second.count)
    )
    // Without weights heights are counts over sizes, so that ties in height are exact.
    let isCounted = weights == nil
    var (i, j, a, b, largest) = (0, 0, 0.0, 0.0, 0.0)
    while i < orderA.count, j < orderB.count {
      let (x, y) = (first[orderA[i]], second[orderB[j]])
      let value = TotalOrder.isBefore(y, x) ? y : x
      while i < orderA.count, !TotalOrder.isBefore(value, first[orderA[i]]) {
        a += stepsA[orderA[i]]
        i += 1
      }
      while j < orderB.count, !TotalOrder.isBefore(value, second[orderB[j]]) {
        b += stepsB[orderB[j]]
        j += 1
      }
      let gap =
        isCounted
        ? abs(Double(i) / Double(first.count) - Double(j) / Double(second.count)) : abs(a - b)
      largest = max(largest, gap)
    }
    return largest
  }

  /// P(D ≥ d) under one common distribution, by Kolmogorov's limit with √(nm/(n+m)).
  package static func pValue(distance: Double, first: Int, second: Int) -> Double {
    let size = Double(first) * Double(second) / Double(first + second)
    return limitSurvival(size.squareRoot() * distance)
  }

  /// 2Σ(−1)^(k−1)·e^(−2k²λ²); the dual series serves small λ.
  static func limitSurvival(_ lambda: Double) -> Double {
    guard lambda > 0 else { return lambda.isNaN ? .nan : 1 }
    if lambda < 1 {
      let exponent = -Double.pi * Double.pi / (8 * lambda * lambda)
      let sum = stride(from: 1.0, through: 9, by: 2).reduce(0) { $0 + exp($1 * $1 * exponent) }
      return max(0, 1 - (2 * Double.pi).squareRoot() / lambda * sum)
    }
    var sum = 0.0
    for k in 1...8 {
      let k = Double(k)
      let sign: Double = k.truncatingRemainder(dividingBy: 2) == 1 ? 1 : -1
      sum += sign * exp(-2 * k * k * lambda * lambda)
    }
    return min(1, 2 * sum)
  }
}

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

  /// The largest product of sample sizes for which `exactPValue` is quick.
  package static let exactLimit = 4_000_000

  /// P(D ≥ d) when the pooled values are dealt anew to the two samples, ties as they are.
  ///
  /// Every order of the pooled sample is a path from (0, 0) to (n, m), and all are equally likely. The
  /// share of paths that ever stand at |i/n − j/m| ≥ d, where a run of equal values ends, is found
  /// from the shares at the two points before (Hodges 1958; with ties Schröer and Trenkler 1995). Only
  /// positive terms are added, so that the far tail keeps its digits. Takes time n·m.
  package static func exactPValue(_ first: [Double], _ second: [Double]) -> Double {
    let (n, m) = (first.count, second.count)
    guard n > 0, m > 0 else { return .nan }
    let pooled = TotalOrder.ascending(first + second).map { $0 < n ? first[$0] : second[$0 - n] }
    // A path may leave the band within a run of equal values: it is looked at where the run ends.
    let isEnd = pooled.indices.map {
      $0 + 1 == pooled.count || TotalOrder.isBefore(pooled[$0], pooled[$0 + 1])
    }
    // Distances are multiples of 1/(nm): whole numbers, so that equal ones are found equal.
    let limit = Int((distance(first, second) * Double(n) * Double(m)).rounded())
    var shares = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m where i + j > 0 {
        if isEnd[i + j - 1], abs(i * m - j * n) >= limit {
          shares[j] = 1
          continue
        }
        let steps = Double(i + j)
        let (above, left) = (i > 0 ? shares[j] : 0, j > 0 ? shares[j - 1] : 0)
        shares[j] = (Double(i) * above + Double(j) * left) / steps
      }
    }
    return shares[m]
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

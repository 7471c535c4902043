import Numerics

/// The max-t correction of several correlated z statistics, single-step.
///
/// A family's error is the chance that the largest |Z| of a normal vector with the statistics' own
/// correlation exceeds what was found (Hothorn, Bretz and Westfall 2008), so that statistics which
/// move together are not counted as if they were strangers. One critical value serves tests and
/// simultaneous intervals, which therefore agree.
///
/// The chance of a union is drawn as Adler, Blanchet and Liu (2012) do: pick one statistic, draw the
/// vector given that this one exceeds, and divide by how many exceed with it,
///
/// `P(∪ |Zⱼ| > t) = k·q(t)·E[1 / #{i : |Zᵢ| > t}]`, q(t) = P(|Z| > t).
///
/// Every draw counts, however small the p-value, and no draw leaves the range from the single p to
/// Bonferroni's. One statistic alone is exact.
package struct MaxT: Sendable {
  /// The number of statistics in the family.
  package let count: Int

  private struct Draw {
    /// The statistic that exceeds for sure.
    let leader: Int
    /// How far, as a share of its tail probability q(t).
    let tail: Double
  }

  private let draws: [Draw]
  /// For each draw `count` numbers: what is left of the vector without the leader's part.
  private let residuals: [Double]
  /// Column after column.
  private let correlation: [Double]

  /// - Parameters:
  ///   - correlation: of the statistics; may be singular, as that of all differences is.
  ///   - draws: how many vectors, rounded up to as many for each statistic. The error of a p-value is
  ///     at most half of Bonferroni's over the root of this.
  package init(correlation: Matrix, draws: Int = 4096, stream: RandomStream) {
    precondition(correlation.rows == correlation.columns, "the matrix is not square")
    let count = correlation.rows
    self.count = count
    self.correlation = correlation.storage
    guard count > 1 else {
      self.draws = []
      residuals = []
      return
    }
    let factor = MaxT.factor(correlation)
    let each = (draws - 1) / count + 1
    var made: [Draw] = []
    var residuals: [Double] = []
    made.reserveCapacity(each * count)
    residuals.reserveCapacity(each * count * count)
    var vector = [Double](repeating: 0, count: count)
    for draw in 0..<each * count {
      var stream = stream.substream(draw)
      let noise = (0..<count).map { _ in stream.normal() }
      for row in 0..<count {
        vector[row] = (0...row).reduce(0) { $0 + factor[$1 * count + row] * noise[$1] }
      }
      let leader = draw % count
      made.append(Draw(leader: leader, tail: stream.uniformOpen()))
      for row in 0..<count {
        residuals.append(vector[row] - correlation[row, leader] * vector[leader])
      }
    }
    self.draws = made
    self.residuals = residuals
  }

  /// P(max |Z| > |z|); NaN for NaN.
  package func p(_ z: Double) -> Double {
    let threshold = abs(z)
    let single = NormalDistribution.standard.twoSided(threshold)
    // No statistic, or one that is out of reach of doubles.
    guard count > 1, single > 0 else { return single }
    var sum = 0.0
    for (index, draw) in draws.enumerated() {
      let leading = NormalDistribution.standard.upperQuantile(draw.tail * single / 2)
      let (row, column) = (index * count, draw.leader * count)
      var exceeding = 1
      for other in 0..<count where other != draw.leader {
        let value = residuals[row + other] + correlation[column + other] * leading
        if abs(value) > threshold { exceeding += 1 }
      }
      sum += 1 / Double(exceeding)
    }
    return min(1, single * Double(count) * (sum / Double(draws.count)))
  }

  /// Adjusted p-values in the order of the statistics: a larger |z| never has the larger one.
  package func adjust(_ statistics: [Double]) -> [Double] {
    var adjusted = statistics.map(p)
    var largest = 0.0
    for row in TotalOrder.ascending(statistics.map { -abs($0) }) where !adjusted[row].isNaN {
      largest = max(largest, adjusted[row])
      adjusted[row] = largest
    }
    return adjusted
  }

  /// The c with P(max |Z| ≤ c) = `level`: all intervals of ± c standard errors hold at once with it.
  package func criticalValue(level: Double) -> Double {
    let normal = NormalDistribution.standard
    var low = normal.upperQuantile((1 - level) / 2)
    guard count > 1 else { return low }
    var high = normal.upperQuantile((1 - level) / 2 / Double(count))
    while high - low > 1e-9 * high {
      let middle = (low + high) / 2
      if p(middle) > 1 - level { low = middle } else { high = middle }
    }
    return high
  }

  /// The lower factor L of R = L·Lᵀ, column after column; a pivot of nothing gives a column of zeros.
  private static func factor(_ matrix: Matrix) -> [Double] {
    let order = matrix.rows
    var factor = [Double](repeating: 0, count: order * order)
    for column in 0..<order {
      func remainder(_ row: Int) -> Double {
        (0..<column).reduce(matrix[row, column]) {
          $0 - factor[$1 * order + row] * factor[$1 * order + column]
        }
      }
      let pivot = remainder(column)
      guard pivot > 1e-10 else { continue }
      let root = pivot.squareRoot()
      for row in column..<order {
        factor[column * order + row] = (row == column ? pivot : remainder(row)) / root
      }
    }
    return factor
  }
}

import Numerics

/// Pearson's chi-square statistic with its reference distribution.
package struct ChiSquareTest: Sendable, Equatable {
  package let statistic: Double
  package let degreesOfFreedom: Int
  /// Expected counts; for a table row after row.
  package let expected: [Double]

  package var pValue: Double {
    degreesOfFreedom > 0
      ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom)).survival(statistic)
      : .nan
  }

  /// The smallest expected count: below five the chi-square distribution is a rough reference.
  package var smallestExpected: Double { expected.min() ?? .nan }

  /// Observed counts against designed shares, which need not add up to one.
  ///
  /// A category of share zero is left out when it is empty; otherwise the statistic is infinite.
  package static func goodnessOfFit(_ observed: [Int], shares: [Double]) -> ChiSquareTest {
    precondition(observed.count == shares.count, "one share for each count is needed")
    let total = Double(observed.reduce(0, +))
    let whole = Summation.sum(shares)
    let expected = shares.map { total * $0 / whole }
    var (statistic, categories) = (0.0, 0)
    for (count, expectation) in zip(observed, expected) {
      if expectation == 0, count == 0 { continue }
      let gap = Double(count) - expectation
      statistic += gap * gap / expectation
      categories += 1
    }
    return ChiSquareTest(
      statistic: statistic, degreesOfFreedom: max(0, categories - 1), expected: expected)
  }

  /// Independence of the rows and columns of a table of counts; empty rows and columns are left out.
  ///
  /// - Parameter yates: subtract one half from each |observed − expected| of a 2×2 table.
  package static func independence(_ table: [[Int]], yates: Bool = false) -> ChiSquareTest {
    let width = table.map(\.count).max() ?? 0
    let rowSums = table.map { Double($0.reduce(0, +)) }
    let columnSums = (0..<width).map { column in
      Double(table.reduce(0) { $0 + (column < $1.count ? $1[column] : 0) })
    }
    let total = rowSums.reduce(0, +)
    let (rows, columns) = (rowSums.count { $0 > 0 }, columnSums.count { $0 > 0 })
    let correction = yates && rows == 2 && columns == 2 ? 0.5 : 0
    var (statistic, expected) = (0.0, [Double]())
    for (row, counts) in table.enumerated() where rowSums[row] > 0 {
      for column in 0..<width where columnSums[column] > 0 {
        let expectation = rowSums[row] / total * columnSums[column]
        let observed = column < counts.count ? Double(counts[column]) : 0
        let gap = abs(observed - expectation)
        let corrected = gap - min(correction, gap)
        statistic += corrected * corrected / expectation
        expected.append(expectation)
      }
    }
    return ChiSquareTest(
      statistic: statistic, degreesOfFreedom: max(0, rows - 1) * max(0, columns - 1),
      expected: expected)
  }
}

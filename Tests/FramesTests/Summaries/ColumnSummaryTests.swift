import Frames
import Testing

@Suite struct ColumnSummaryTests {
  @Test func numbersHaveMomentsQuartilesAndBins() throws {
    let column = Column(name: "x", numbers: [2, 4, 4, 4, 5, 5, 7, 9, .nan])
    let summary = ColumnSummary(column)
    #expect(summary.count == 8 && summary.missing == 1 && summary.distinct == 5)
    let numbers = try #require(summary.numbers)
    #expect(numbers.mean == 5)
    // Σ(x − 5)² = 32.
    #expect(abs(numbers.standardDeviation - (32.0 / 7).squareRoot()) < 1e-15)
    #expect(numbers.minimum == 2 && numbers.maximum == 9)
    // R: quantile(c(2, 4, 4, 4, 5, 5, 7, 9)).
    #expect(numbers.lowerQuartile == 4 && numbers.median == 4.5 && numbers.upperQuartile == 5.5)
    #expect(numbers.bins.reduce(0, +) == 8 && numbers.bins.count == 20)
  }

  @Test func wholeNumbersOfAShortRangeHaveABinEach() {
    let column = Column(name: "x", storage: .integer([1, 1, 2, 4]))
    #expect(ColumnSummary(column).numbers?.bins == [2, 1, 0, 1])
    #expect(ColumnSummary(Column(name: "x", storage: .integer([7, 7]))).numbers?.bins == [2])
  }

  @Test func labelsAreRankedByCountThenOrder() {
    let column = Column(name: "c", categories: ["b", "a", nil, "c", "c", "a", "b"])
    let summary = ColumnSummary(column, levelLimit: 2)
    #expect(summary.topLevels.map(\.label) == ["b", "a"])
    #expect(summary.topLevels.first?.share == 2.0 / 6)
    #expect(summary.distinct == 3 && summary.missing == 1)
  }

  @Test func emptyAndMissingColumnsHaveNoNumbers() {
    #expect(ColumnSummary(Column(name: "x", numbers: [])).numbers == nil)
    #expect(ColumnSummary(Column(name: "x", numbers: [.nan, .nan])).numbers == nil)
    #expect(ColumnSummary(Column(name: "x", numbers: [1])).numbers?.standardDeviation.isNaN == true)
  }

  @Test(arguments: [(0.0, 1.0), (0.25, 1.75), (0.5, 2.5), (1.0, 4.0), (1.0 / 3, 2.0)])
  func quantilesAreOfTypeSeven(_ share: Double, _ value: Double) {
    #expect(abs(Quantiles.type7([1, 2, 3, 4], share) - value) < 1e-15)
  }
}

import Numerics
import Testing

@Suite struct OrderTests {
  @Test func nanSortsLastInBothDirections() {
    let values: [Double] = [3, .nan, 1, 2, .nan, -Double.infinity]
    #expect(TotalOrder.ascending(values) == [5, 2, 3, 0, 1, 4])
    #expect(TotalOrder.descending(values) == [0, 3, 2, 5, 1, 4])
    #expect(TotalOrder.sorted(values).prefix(4) == [-Double.infinity, 1, 2, 3])
  }

  @Test func equalValuesKeepTheirRowOrder() {
    #expect(TotalOrder.descending([1, 2, 2, 1, 2]) == [1, 2, 4, 0, 3])
  }

  @Test func tiedValuesShareTheMeanRank() {
    let (ranks, ties) = TotalOrder.ranks([10, 20, 20, 5, 20])
    #expect(ranks == [2, 4, 4, 1, 4])
    #expect(ties == [3])
  }

  @Test func quantilesInterpolateAsTypeSeven() {
    let values = [7.0, 1, 3, 5]
    #expect(Quantile.of(values, at: [0, 0.25, 0.5, 0.9, 1]) == [1, 2.5, 4, 6.4, 7])
    #expect(Quantile.median([.nan, 2, 4]) == 3)
    #expect(Quantile.median([]).isNaN)
    #expect(Quantile.of(values, at: 1.5).isNaN)
    #expect(Quantile.of([Double.infinity, Double.infinity], at: 0.5) == Double.infinity)
  }
}

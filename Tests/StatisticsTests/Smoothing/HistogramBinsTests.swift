import Statistics
import Testing

@Suite struct HistogramBinsTests {
  @Test func `whole numbers stand in the middle of their bins`() throws {
    let bins = try #require(HistogramBins([1, 2, 2, 3, 3, 3, 4]))
    #expect(bins.width == 1)
    #expect(bins.edges == [0.5, 1.5, 2.5, 3.5, 4.5])
    #expect(bins.counts([1, 2, 2, 3, 3, 3, 4]) == [1, 2, 3, 1])
  }

  @Test func `so they do in bins of a few, and round numbers part bins of many`() throws {
    let values = (0...60).map { Double($0 % 12) }
    let bins = try #require(HistogramBins(values, count: 4))
    #expect(bins.edges == [-0.5, 2.5, 5.5, 8.5, 11.5])
    #expect(bins.counts(values).reduce(0, +) == 61)
    let many = try #require(HistogramBins((15...90).map { Double($0) }, count: 8))
    #expect(many.edges == [10, 20, 30, 40, 50, 60, 70, 80, 90])
  }

  @Test func `every value falls into one bin`() throws {
    let values = (0..<997).map { Double($0 * 37 % 1000) / 7 }
    let bins = try #require(HistogramBins(values))
    #expect(bins.counts(values).reduce(0, +) == 997)
    #expect(bins.edges.count < 40)
  }

  @Test func `a far value does not make thousands of bins`() throws {
    let bins = try #require(HistogramBins((0..<1000).map { Double($0) / 1000 } + [1e6]))
    #expect(bins.edges.count < 110)
  }

  @Test func `one value has one bin, and none has none`() throws {
    #expect(try #require(HistogramBins([5, 5])).edges == [4.5, 5.5])
    #expect(try #require(HistogramBins([0.2])).edges.count == 2)
    #expect(HistogramBins([.nan]) == nil)
    #expect(HistogramBins([1, 1e300]) == nil)
  }

  @Test func `the author's number of bins is about kept`() throws {
    let bins = try #require(HistogramBins((0...100).map { Double($0) + 0.1 }, count: 20))
    #expect(bins.width == 5)
  }
}

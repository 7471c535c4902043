import Numerics
import Statistics
import Testing

/// Small samples whose figures were computed with SciPy 1.17.
@Suite struct ComparisonTests {
  private let a = [3.1, 4.5, 2.2, 5.0, 3.3, 4.1]
  private let b = [5.2, 6.1, 4.4, 7.0, 5.9]
  private let c = [2.0, 2.5, 3.1, 1.9]

  @Test func tTests() {
    let welch = MeanComparison.welch(Moments(b), Moments(a))
    expectClose(welch.statistic, 3.3356169842075065, within: 1e-13)
    expectClose(welch.degreesOfFreedom, 8.786482968658687, within: 1e-13)
    expectClose(welch.pValue, 0.009018084136753082, within: 1e-12)
    let student = MeanComparison.student(Moments(b), Moments(a))
    expectClose(student.statistic, 3.3197298977642924, within: 1e-13)
    expectClose(student.pValue, 0.008944164512370735, within: 1e-12)
    let paired = MeanComparison.paired([1, 3, 5, 4], [2, 2, 4, 1])
    expectClose(paired.statistic, 1.224744871391589, within: 1e-13)
    expectClose(paired.pValue, 0.3080680092503572, within: 1e-12)
  }

  @Test func analysesOfVariance() {
    let groups = [a, b, c].map { Moments($0) }
    let fisher = AnalysisOfVariance.fisher(groups)
    expectClose(fisher.f, 15.54009304186886, within: 1e-12)
    expectClose(fisher.pValue, 0.00046711310633535454, within: 1e-12)
    let welch = AnalysisOfVariance.welch(groups)
    expectClose(welch.f, 19.603146380891392, within: 1e-12)
    expectClose(welch.pValue, 0.0008738167169923502, within: 1e-11)
    // Groups without rows change nothing.
    #expect(AnalysisOfVariance.fisher(groups + [Moments([])]) == fisher)
  }

  @Test func rankTests() {
    let test = RankTest.mannWhitney(b, a)
    #expect(test.statistic == 28)
    expectClose(test.pValue, 0.022478873366125265, within: 1e-12)
    let several = RankTest.kruskalWallis([a, b, c])
    expectClose(several.statistic, 10.163357185450211, within: 1e-12)
    expectClose(several.pValue, 0.006209477079853089, within: 1e-12)
    #expect(
      RankTest.areaUnderCurve(scores: [1, 2, 2, 3], positives: [false, false, true, true]) == 0.875)
  }

  @Test func distances() {
    expectClose(KolmogorovSmirnov.distance(a, b), 0.8, within: 1e-15)
    #expect(KolmogorovSmirnov.distance([1, 1, 2], [1, 2, 2]) == 2.0 / 3 - 1.0 / 3)
    #expect(KolmogorovSmirnov.distance([], [1]).isNaN)
    // Equal weights change nothing.
    let weighted = KolmogorovSmirnov.distance(
      a, b, weights: (a.map { _ in 2 }, b.map { _ in 5 }))
    expectClose(weighted, 0.8, within: 1e-14)
  }

  @Test(arguments: [
    (0.3, 0.9999906941986655), (0.5, 0.9639452436648751), (0.9, 0.3927307079406543),
    (1.0, 0.26999967167735456), (1.5, 0.022217962616525127), (3.0, 3.045995948942526e-08),
  ])
  func kolmogorovsLimit(_ lambda: Double, _ survival: Double) {
    // Two samples of 2n rows have √(nm/(n+m)) = √n.
    let value = KolmogorovSmirnov.pValue(distance: lambda / 10, first: 200, second: 200)
    expectClose(value, survival, within: 1e-12)
  }

  @Test func exactProbabilitiesOfADistance() {
    // scipy.stats.ks_2samp(…, method="exact").
    expectClose(
      KolmogorovSmirnov.exactPValue(
        [1.2, 3.4, 2.2, 5.0, 4.1, 0.3, 2.9], [3.3, 6.1, 4.8, 7.7, 5.9, 2.5, 9.1, 8.4, 4.4]),
      0.05506993006993007, within: 1e-13)
    let long = (0..<60).map(Double.init)
    expectClose(
      KolmogorovSmirnov.exactPValue(long, long.prefix(50).map { $0 + 31.5 }),
      1.2501683546927076e-07, within: 1e-12)
    // 53 of the 126 ways to deal these values, ties and all, are at least as far apart.
    expectClose(
      KolmogorovSmirnov.exactPValue([1, 1, 2, 3], [2, 2, 3, 4, 4]), 53.0 / 126, within: 1e-14)
    #expect(KolmogorovSmirnov.exactPValue([3, 3], [3, 3, 3]) == 1)
    #expect(KolmogorovSmirnov.exactPValue([], [3]).isNaN)
  }

  @Test func theExactProbabilityNearsTheLimit() {
    var stream = RandomStream(seed: 1, purpose: "distance")
    let (x, y) = ((0..<1500).map { _ in stream.normal() }, (0..<1500).map { _ in stream.normal() })
    let limit = KolmogorovSmirnov.pValue(
      distance: KolmogorovSmirnov.distance(x, y), first: 1500, second: 1500)
    #expect(abs(KolmogorovSmirnov.exactPValue(x, y) / limit - 1) < 0.05)
  }

  @Test func correlations() {
    let x = (1...8).map(Double.init)
    let y = [2.1, 1.9, 3.5, 3.1, 5.2, 4.8, 7.7, 6.1]
    let pearson = CorrelationTest.pearson(x, y)
    expectClose(pearson.correlation, 0.9098272166299117, within: 1e-13)
    expectClose(pearson.pValue, 0.001711286261992322, within: 1e-11)
    expectClose(pearson.interval(level: 0.95).low, 0.5716683935821039, within: 1e-12)
    expectClose(pearson.interval(level: 0.95).high, 0.9837730989236393, within: 1e-12)
    let spearman = CorrelationTest.spearman(x, y)
    expectClose(spearman.correlation, 0.9047619047619048, within: 1e-13)
    expectClose(spearman.pValue, 0.002008275505429469, within: 1e-11)
    #expect(CorrelationTest.pearson([1, 2], [3, 4]).pValue.isNaN)
  }

  @Test func tables() {
    let test = ChiSquareTest.independence([[12, 5, 7], [9, 11, 3]])
    expectClose(test.statistic, 4.259222955486542, within: 1e-13)
    expectClose(test.pValue, 0.11888347375638011, within: 1e-12)
    expectClose(test.smallestExpected, 4.893617021276596, within: 1e-14)
    // A row without counts is no row.
    #expect(
      ChiSquareTest.independence([[12, 5, 7], [0, 0, 0], [9, 11, 3]]).degreesOfFreedom == 2)
    #expect(ChiSquareTest.goodnessOfFit([5, 0], shares: [1, 0]).degreesOfFreedom == 0)
    #expect(ChiSquareTest.goodnessOfFit([5, 1], shares: [1, 0]).statistic == .infinity)
  }

  @Test func proportions() {
    let interval = Proportion(successes: 7, trials: 20).wilsonInterval(level: 0.95)
    expectClose(interval.low, 0.1811918241010821, within: 1e-13)
    expectClose(interval.high, 0.5671457233147637, within: 1e-13)
    let none = Proportion(successes: 0, trials: 10).wilsonInterval(level: 0.95)
    #expect(none.low == 0 && none.high > 0.2)
  }
}

import Charts
import Testing

@Suite struct LogTicksTests {
  @Test(arguments: [(0.001, 1000.0), (1, 9), (3, 70), (1e-200, 1e200), (0.5, 0.6), (2, 2.0001)])
  func ticksAreFewAndInside(lower: Double, upper: Double) {
    for count in [2, 4, 8] {
      let domain = Domain(lower: lower, upper: upper)
      let ticks = LogTicks.values(in: domain, count: count)
      #expect(ticks.count <= count)
      #expect(ticks == ticks.sorted())
      #expect(ticks.allSatisfy { $0 >= lower * (1 - 1e-8) && $0 <= upper * (1 + 1e-8) })
    }
  }

  @Test func fewDecadesHaveTicksBetweenThem() {
    #expect(
      LogTicks.values(in: Domain(lower: 1, upper: 100), count: 7) == [1, 2, 5, 10, 20, 50, 100])
    #expect(LogTicks.values(in: Domain(lower: 1, upper: 1000), count: 5) == [1, 10, 100, 1000])
  }

  @Test func negativeDomainHasNoTicks() {
    #expect(LogTicks.values(in: Domain(lower: -1, upper: 10), count: 5).isEmpty)
  }

  @Test func niceDomainEndsAtOneTwoOrFive() {
    let nice = LogTicks.nice(Domain(lower: 3, upper: 70))
    #expect(nice == Domain(lower: 2, upper: 100))
  }
}

import Charts
import Numerics
import Testing

@Suite struct DateTicksTests {
  private func days(_ year: Int, _ month: Int, _ day: Int) -> Double {
    Double(CivilDay(year: year, month: month, day: day).days)
  }

  @Test func aYearHasMonths() {
    let ticks = DateTicks.values(
      in: Domain(lower: days(2023, 1, 1), upper: days(2023, 12, 31)), count: 4)
    #expect(ticks.map(\.label) == ["Jan 2023", "Apr", "Jul", "Oct"])
  }

  @Test func theYearIsWrittenWhereItChanges() {
    let ticks = DateTicks.values(
      in: Domain(lower: days(2022, 9, 1), upper: days(2023, 3, 2)), count: 3)
    #expect(ticks.map(\.label) == ["Oct 2022", "Jan 2023"])
  }

  @Test func weeksBeginOnMondays() {
    let ticks = DateTicks.values(
      in: Domain(lower: days(2024, 1, 3), upper: days(2024, 1, 31)), count: 5)
    #expect(ticks.map(\.label) == ["8 Jan 2024", "15 Jan", "22 Jan", "29 Jan"])
  }

  @Test(arguments: [1.0, 3, 20, 100, 800, 5000, 100_000, 9_000_000])
  func ticksAreFewAndInside(span: Double) {
    for count in [2, 4, 7] {
      let domain = Domain(lower: 15_000.5, upper: 15_000.5 + span)
      let ticks = DateTicks.values(in: domain, count: count)
      #expect(ticks.count <= count)
      #expect(ticks.allSatisfy { $0.value >= domain.lower && $0.value <= domain.upper })
    }
  }
}

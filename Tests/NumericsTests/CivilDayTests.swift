import Numerics
import Testing

struct CivilDayTests {
  @Test(arguments: [0, 1, -1, 19_000, -719_468, 11_016, 2_932_896])
  func `a day is found again from its number`(days: Int) {
    #expect(CivilDay(days: days).days == days)
  }

  @Test func `known days have their numbers`() {
    #expect(CivilDay(days: 0) == CivilDay(year: 1970, month: 1, day: 1))
    #expect(CivilDay(year: 2000, month: 2, day: 29).days == 11_016)
    #expect(CivilDay(days: 19_782) == CivilDay(year: 2024, month: 2, day: 29))
  }
}

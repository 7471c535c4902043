import Numerics

/// A day of the years 0 to 9999 that the calendar has, with no time and no zone.
package struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int

  /// nil where the calendar has no such day, or the year lies outside 0 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that lies `daysSinceEpoch` days after 1970-01-01.
  package init(daysSinceEpoch: Int32) {
    let civil = CivilDay(days: Int(daysSinceEpoch))
    (year, month, day) = (civil.year, civil.month, civil.day)
  }

  /// Days since 1970-01-01.
  package var daysSinceEpoch: Int32 {
    Int32(truncatingIfNeeded: CivilDay(year: year, month: month, day: day).days)
  }

  /// ISO 8601: `2008-03-20`.
  package var description: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package static func < (a: Self, b: Self) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }

  private static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A day and a time of day to the microsecond, on the clock that the data were written by.
///
/// It has no zone: what was written with one is kept in UTC.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Since 1970-01-01 00:00:00.
  package let microseconds: Int64

  package static let microsecondsPerDay: Int64 = 86_400_000_000

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// The moment `days` after 1970-01-01, to the nearest microsecond; NaN and what no calendar has
  /// give the epoch.
  package init(days: Double) {
    let microseconds = (days * Double(Self.microsecondsPerDay)).rounded()
    self.init(microseconds: abs(microseconds) < 1e18 ? Int64(microseconds) : 0)
  }

  /// Days since 1970-01-01, with the time of day as a fraction.
  package var days: Double { Double(microseconds) / Double(Self.microsecondsPerDay) }

  /// The day, without the time.
  package var date: CivilDate {
    CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: floorDivided.quotient))
  }

  private var floorDivided: (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = microseconds.quotientAndRemainder(
      dividingBy: Self.microsecondsPerDay)
    return remainder < 0
      ? (quotient - 1, remainder + Self.microsecondsPerDay) : (quotient, remainder)
  }

  /// `2008-03-20 14:05:00`, with as many decimals of the second as there are.
  package var description: String {
    let rest = floorDivided.remainder
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let seconds = rest / 1_000_000
    var text =
      "\(date) \(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    if rest % 1_000_000 != 0 {
      var decimals = padded(rest % 1_000_000, 6)
      while decimals.hasSuffix("0") { decimals.removeLast() }
      text += "." + decimals
    }
    return text
  }

  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

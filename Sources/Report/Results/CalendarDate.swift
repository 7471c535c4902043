import Frames

/// Dates that results carry as days since 1970-01-01.
enum CalendarDate {
  /// `2024-02-29`; a count of days beyond any calendar is written as a number.
  static func text(_ days: Int) -> String {
    guard let days = Int32(exactly: days), abs(Int(days)) < 100_000_000 else { return String(days) }
    return CivilDate(daysSinceEpoch: days).description
  }
}

/// Days and times of day.
extension CellParser {
  /// A moment as a cell has it.
  struct Moment: Equatable {
    /// Since 1970-01-01 00:00, in UTC where a zone was given.
    var microseconds: Int64
    var hasZone: Bool
  }

  /// `2008-03-20T14:05:00.25+01:00`: ISO 8601 with `T` or a space; seconds, their decimals and the
  /// zone may be left out.
  static func isoTimestamp(_ cell: ArraySlice<UInt8>) -> Moment? {
    // Most cells are told by their length or by the mark in the middle.
    guard cell.count >= 16, cell.count <= 36 else { return nil }
    let mark = cell.startIndex + 10
    guard cell[mark] == 0x54 || cell[mark] == ASCII.space, let days = isoDate(cell[..<mark]),
      let time = timeOfDay(cell[(mark + 1)...], isStrict: true)
    else { return nil }
    return moment(days, time)
  }

  /// A moment in a declared order of day, month and year; a day alone is its midnight.
  static func timestamp(_ cell: ArraySlice<UInt8>, _ notation: DateNotation) -> Moment? {
    let (day, rest) = parted(cell)
    guard let days = Self.day(day, notation) else { return nil }
    guard let rest else {
      return Moment(microseconds: Int64(days) * Timestamp.microsecondsPerDay, hasZone: false)
    }
    return timeOfDay(rest, isStrict: false).flatMap { moment(days, $0) }
  }

  /// A date as declared, and whether a time of day was dropped.
  static func date(
    _ cell: ArraySlice<UInt8>, _ notation: DateNotation
  ) -> (days: Int32, droppedTime: Bool)? {
    let (day, rest) = parted(cell)
    guard let days = Self.day(day, notation) else { return nil }
    guard let rest else { return (days, false) }
    return timeOfDay(rest, isStrict: false) == nil ? nil : (days, true)
  }

  /// What stands before and behind the first `T` or space.
  private static func parted(
    _ cell: ArraySlice<UInt8>
  ) -> (day: ArraySlice<UInt8>, rest: ArraySlice<UInt8>?) {
    let day = cell.prefix { $0 != ASCII.space && $0 != 0x54 }
    return (day, day.endIndex == cell.endIndex ? nil : trimmed(cell[(day.endIndex + 1)...]))
  }

  private static func day(_ cell: ArraySlice<UInt8>, _ notation: DateNotation) -> Int32? {
    let parts = cell.split(omittingEmptySubsequences: false) {
      $0 == ASCII.minus || $0 == ASCII.slash || $0 == ASCII.point
    }
    guard parts.count == 3 else { return nil }
    let numbers = parts.compactMap(unsigned)
    guard numbers.count == 3 else { return nil }
    let date: CivilDate? =
      switch notation {
      case .yearMonthDay: CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
      case .dayMonthYear: CivilDate(year: numbers[2], month: numbers[1], day: numbers[0])
      case .monthDayYear: CivilDate(year: numbers[2], month: numbers[0], day: numbers[1])
      }
    let yearPart = notation == .yearMonthDay ? parts[0] : parts[2]
    guard yearPart.count == 4 else { return nil }
    return date?.daysSinceEpoch
  }

  /// nil where the zone moves the moment out of the calendar's ten thousand years.
  private static func moment(
    _ days: Int32, _ time: (microseconds: Int64, zone: Int?)
  ) -> Moment? {
    let perDay = Timestamp.microsecondsPerDay
    let utc = Int64(days) * perDay + time.microseconds - Int64(time.zone ?? 0) * 60_000_000
    // 0000-01-01 and 10000-01-01.
    guard utc >= -719_528 * perDay, utc < 2_932_897 * perDay else { return nil }
    return Moment(microseconds: utc, hasZone: time.zone != nil)
  }

  /// `14:05`, `14:05:00.25`, `14:05:00Z`, `14:05 +0100`, and where not strict `2:05 PM`: the time
  /// since midnight, and the zone's minutes east of UTC.
  ///
  /// nil where it is no time, or finer than microseconds: nothing may be lost.
  private static func timeOfDay(
    _ cell: ArraySlice<UInt8>, isStrict: Bool
  ) -> (microseconds: Int64, zone: Int?)? {
    var rest = cell
    let colon: UInt8 = 0x3A
    guard var hour = number(&rest, isStrict ? 2...2 : 1...2), rest.popFirst() == colon,
      let minute = number(&rest, 2...2)
    else { return nil }
    var second = 0
    var microsecond = 0
    if rest.first == colon {
      rest.removeFirst()
      guard let value = number(&rest, 2...2) else { return nil }
      second = value
      if rest.first == ASCII.point || rest.first == ASCII.comma {
        rest.removeFirst()
        let digits = rest.prefix(while: ASCII.isDigit)
        guard !digits.isEmpty, digits.count <= 9,
          digits.dropFirst(6).allSatisfy({ $0 == ASCII.zero })
        else { return nil }
        for place in 0..<6 {
          let digit = place < digits.count ? digits[digits.startIndex + place] : ASCII.zero
          microsecond = microsecond * 10 + Int(digit &- ASCII.zero)
        }
        rest = rest[digits.endIndex...]
      }
    }
    rest = trimmed(rest)
    if !isStrict, let half = halfOfDay(rest) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + half
      rest = []
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var zone: Int?
    if !rest.isEmpty {
      guard let minutes = zoneMinutes(rest) else { return nil }
      zone = minutes
    }
    return (Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond), zone)
  }

  /// The hours that `AM` or `PM` adds; nil where it is neither.
  private static func halfOfDay(_ cell: ArraySlice<UInt8>) -> Int? {
    switch String(decoding: cell.map(ASCII.lowercase), as: UTF8.self) {
    case "am": 0
    case "pm": 12
    default: nil
    }
  }

  /// `Z`, `+01`, `+0100` or `+01:00`, as minutes east of UTC.
  private static func zoneMinutes(_ cell: ArraySlice<UInt8>) -> Int? {
    if cell.count == 1 { return cell.first == 0x5A ? 0 : nil }
    var rest = cell
    guard let sign = rest.popFirst(), sign == ASCII.plus || sign == ASCII.minus,
      let hours = number(&rest, 2...2)
    else { return nil }
    var minutes = 0
    if !rest.isEmpty {
      if rest.first == 0x3A { rest.removeFirst() }
      guard let value = number(&rest, 2...2), rest.isEmpty else { return nil }
      minutes = value
    }
    guard hours <= 18, minutes < 60 else { return nil }
    return (sign == ASCII.minus ? -1 : 1) * (hours * 60 + minutes)
  }

  /// Takes a number of so many digits off the front.
  private static func number(_ rest: inout ArraySlice<UInt8>, _ length: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix(length.upperBound).prefix(while: ASCII.isDigit)
    guard length.contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return unsigned(digits)
  }
}

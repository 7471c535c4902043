import Numerics

/// Days on which a date axis has its ticks: days, weeks, months, quarters or years.
package enum DateTicks {
  /// The distance between ticks.
  enum Step: Equatable {
    case days(Int)
    case months(Int)
  }

  /// Days that a date axis can show: some 30,000 years about 1970.
  static let limit = 10_000_000.0

  private static let steps: [Step] =
    [1, 2, 7, 14].map { .days($0) }
    + [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 60_000].map { .months($0) }

  /// The closest ticks of which at most `count` lie in the domain.
  package static func values(in domain: Domain, count: Int) -> [Tick] {
    let lower = max(domain.lower, -limit)
    let upper = min(domain.upper, limit)
    guard lower < upper else { return [] }
    let first = Int(lower.rounded(.up))
    let last = Int(upper.rounded(.down))
    guard first <= last else { return [] }
    for step in steps {
      let average = averageDays(step)
      if (upper - lower) / average > Double(count) { continue }
      let days = days(from: first, through: last, step: step)
      if days.count <= max(count, 1) { return label(days, step: step) }
    }
    return []
  }

  private static func averageDays(_ step: Step) -> Double {
    switch step {
    case .days(let count): Double(count)
    case .months(let count): Double(count) * 30.4
    }
  }

  private static func days(from first: Int, through last: Int, step: Step) -> [Int] {
    switch step {
    case .days(let count):
      // Weeks begin on Mondays; 1970-01-05 was one.
      let anchor = count % 7 == 0 ? 4 : 0
      let remainder = ((first - anchor) % count + count) % count
      let start = remainder == 0 ? first : first + count - remainder
      return Array(stride(from: start, through: last, by: count))
    case .months(let count):
      let civil = CivilDay(days: first)
      var index = civil.year * 12 + civil.month - 1
      index -= ((index % count) + count) % count
      var result: [Int] = []
      while true {
        let year = index >= 0 ? index / 12 : (index - 11) / 12
        let day = CivilDay(year: year, month: index - year * 12 + 1, day: 1).days
        if day > last { return result }
        if day >= first { result.append(day) }
        index += count
      }
    }
  }

  /// Labels as short as the ticks allow; the year stands at the first tick and where it changes.
  private static func label(_ days: [Int], step: Step) -> [Tick] {
    var previousYear: Int?
    return days.map { day in
      let civil = CivilDay(days: day)
      defer { previousYear = civil.year }
      let text =
        switch step {
        case .months(let count) where count % 12 == 0: "\(civil.year)"
        case .months:
          previousYear == civil.year ? civil.monthName : "\(civil.monthName) \(civil.year)"
        case .days:
          previousYear == civil.year
            ? "\(civil.day) \(civil.monthName)" : "\(civil.day) \(civil.monthName) \(civil.year)"
        }
      return Tick(value: Double(day), label: text)
    }
  }
}

import Glibc

/// Maps the values of an axis to pixels.
struct AxisScale {
  /// How values become distances.
  enum Kind: Equatable {
    case linear, log, date
    case categories([String])
  }

  let kind: Kind
  let domain: Domain
  let format: AxisFormat
  /// The pixel of the domain's lower end.
  let start: Double
  /// The pixel of the domain's upper end.
  let end: Double
  /// Whether ticks stand at whole numbers alone.
  let isWhole: Bool

  /// How far outside its panel a mark may lie; what is farther is cut, so that numbers stay small.
  private static let overshoot = 2000.0

  init(
    kind: Kind, domain: Domain, format: AxisFormat, start: Double, end: Double,
    isWhole: Bool = false
  ) {
    self.kind = kind
    self.domain = domain
    self.format = format
    self.start = start
    self.end = end
    self.isWhole = isWhole || format == .count
  }

  /// The pixel of a value; nil where the axis has no place for it.
  func position(_ value: Double) -> Double? {
    guard value.isFinite, abs(value) <= Extent.limit else { return nil }
    let share: Double
    if kind == .log {
      guard value > 0 else { return nil }
      share =
        (log10(value) - log10(domain.lower)) / (log10(domain.upper) - log10(domain.lower))
    } else {
      share = (value - domain.lower) / domain.span
    }
    guard share.isFinite else { return nil }
    let pixel = start + share * (end - start)
    return min(max(pixel, min(start, end) - Self.overshoot), max(start, end) + Self.overshoot)
  }

  /// Whether a value lies on the axis, its ends included.
  func contains(_ value: Double) -> Bool {
    let tolerance = domain.span * 1e-9
    return value >= domain.lower - tolerance && value <= domain.upper + tolerance
  }

  /// The pixels that a step of one category takes.
  var bandwidth: Double { abs(end - start) / domain.span }

  /// The pixel that a bar or an area rises from: zero, or the end nearest to it.
  var base: Double {
    if kind == .log { return start }
    return position(min(max(0, domain.lower), domain.upper)) ?? start
  }

  /// At most `count` ticks; a category axis has one for each name.
  func ticks(count: Int) -> [Tick] {
    switch kind {
    case .categories(let names):
      return names.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }
    case .date: return DateTicks.values(in: domain, count: count)
    case .log:
      return LogTicks.values(in: domain, count: count).map { value in
        // Ticks are 1, 2, 3, 5 times a power of ten: each needs one digit, unless they are closer.
        let power = pow(10, Double(LinearTicks.exponent(value)))
        let isClose = domain.upper / domain.lower < 10
        let writer = ValueFormat(format, step: isClose ? power / 10 : power, magnitude: value)
        return Tick(value: value, label: writer.text(value))
      }
    case .linear:
      let (values, step) = linearTicks(count: count)
      let magnitude = values.map(abs).max() ?? 0
      let writer = ValueFormat(format, step: step, magnitude: magnitude)
      return values.map { Tick(value: $0, label: writer.text($0)) }
    }
  }
  /// The step of the ticks, and where they are: two at least, since one alone gives no scale, even if
  /// that takes more than `count`.
  private func linearTicks(count: Int) -> (values: [Double], step: Double) {
    var step = 1.0
    var values: [Double] = []
    for count in max(count, 1)...max(count, 1) + 3 {
      step = LinearTicks.step(
        span: domain.span, count: count, minimum: isWhole ? 1 : 0)
      values = LinearTicks.values(in: domain, step: step)
      if values.count > 1 { break }
    }
    return (values, step)
  }
}

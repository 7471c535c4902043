/// Turns the values of a heat map into levels of shade.
struct CellShade {
  private let lower: Double
  private let upper: Double
  private let middle: Double?
  let writer: ValueFormat

  init(_ mark: CellMark) {
    var extent = Extent()
    extent.include(Array(mark.values.joined()))
    if let domain = mark.domain {
      extent = Extent()
      extent.include(domain.lowerBound)
      extent.include(domain.upperBound)
    }
    let domain = Domain(extent)
    lower = domain.lower
    upper = domain.upper
    if case .diverging(let middle) = mark.shading { self.middle = middle } else { middle = nil }
    let magnitude = max(abs(lower), abs(upper))
    let step = LinearTicks.step(span: domain.span, count: 150)
    let format = mark.format
    writer = ValueFormat(
      format, step: format == .count ? max(step.rounded(), 1) : step, magnitude: magnitude)
  }

  /// The ends of the shades, for a key.
  var ends: (lower: Double, upper: Double) {
    guard let middle else { return (lower, upper) }
    let reach = max(upper - middle, middle - lower)
    return (middle - reach, middle + reach)
  }

  /// The levels from the lower end to the upper.
  var levels: ClosedRange<Int> {
    middle == nil ? 0...PanelFrame.shades : -PanelFrame.shades...PanelFrame.shades
  }

  /// The level of a value, from 0 to the number of shades, negative below the middle.
  func level(_ value: Double) -> Int? {
    guard value.isFinite, abs(value) <= Extent.limit else { return nil }
    let share: Double
    if let middle {
      let reach = max(upper - middle, middle - lower)
      share = reach > 0 ? (value - middle) / reach : 0
    } else {
      share = (value - lower) / (upper - lower)
    }
    let limited = min(max(share, middle == nil ? 0 : -1), 1)
    return Int((limited * Double(PanelFrame.shades)).rounded())
  }
}

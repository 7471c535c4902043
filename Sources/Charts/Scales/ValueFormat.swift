import Glibc
import Numerics

/// Writes numbers of one axis alike: the same digits, the same unit, a true minus.
package struct ValueFormat {
  /// How the digits are set.
  private enum Notation {
    /// Divided by a unit, with decimals and the unit's sign.
    case fixed(divisor: Double, digits: Int, suffix: String)
    /// A mantissa and a power of ten, exact to a step of ten to this power.
    case scientific(stepPower: Int)
  }

  private let format: AxisFormat
  private let notation: Notation

  /// The format for values at multiples of `step`, the greatest magnitude being `magnitude`.
  package init(_ format: AxisFormat, step: Double, magnitude: Double) {
    self.format = format
    let step = step.isFinite && step > 1e-300 ? step : 1
    let magnitude = magnitude.isFinite ? max(magnitude, step) : step
    switch format {
    case .share:
      notation = .fixed(divisor: 0.01, digits: Self.digits(of: step * 100), suffix: "%")
    case .points:
      notation = .fixed(divisor: 0.01, digits: Self.digits(of: step * 100), suffix: "")
    case .plain: notation = .fixed(divisor: 1, digits: Self.digits(of: step), suffix: "")
    case .number, .count: notation = Self.notation(step: step, magnitude: magnitude)
    case .money:
      let plain = Self.notation(step: step, magnitude: magnitude)
      // Cents have two digits: $0.50, not $0.5.
      if case .fixed(1, 1, _) = plain {
        notation = .fixed(divisor: 1, digits: 2, suffix: "")
      } else {
        notation = plain
      }
    }
  }

  /// A single value with about three significant digits.
  package static func single(_ value: Double, _ format: AxisFormat) -> String {
    let magnitude = abs(value)
    guard value.isFinite, magnitude > 1e-300 else {
      return ValueFormat(format, step: 1, magnitude: 1).text(value)
    }
    var step = pow(10, Double(LinearTicks.exponent(magnitude) - 2))
    if magnitude < 1e6 { step = min(step, 1) }
    switch format {
    case .count: step = max(step, 1)
    case .share, .points: step = max(step, 0.0001)
    case .money: step = magnitude < 1e6 ? max(step, 0.01) : step
    case .number, .plain: break
    }
    return ValueFormat(format, step: step, magnitude: magnitude).text(value)
  }

  /// Values side by side, such as those of bars: three significant digits of the greatest.
  package init(_ format: AxisFormat, values: [Double]) {
    let magnitude = values.filter(\.isFinite).map(abs).max() ?? 0
    guard magnitude > 1e-300, magnitude <= Extent.limit else {
      self.init(format, step: 1, magnitude: 1)
      return
    }
    let step = pow(10, Double(LinearTicks.exponent(magnitude) - 2))
    let areWhole = values.allSatisfy { $0 == $0.rounded() || !$0.isFinite }
    let limited =
      areWhole || format == .count ? max(step, 1) : magnitude < 1e6 ? min(step, 1) : step
    self.init(format, step: limited, magnitude: magnitude)
  }

  /// The number as text; an en dash for what is not finite.
  package func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    var body = "0"
    if abs(value) > 1e-300 {
      switch notation {
      case .fixed(let divisor, let digits, let suffix):
        body =
          NumberFormat.fixed(abs(value / divisor), digits: digits, grouping: format != .plain)
          + suffix
      case .scientific(let stepPower): body = Self.scientific(abs(value), stepPower: stepPower)
      }
    } else if format == .share {
      body = "0%"
    }
    let isZero = !body.unicodeScalars.contains { "123456789".unicodeScalars.contains($0) }
    let sign = value < 0 && !isZero ? "−" : ""
    if case .money(let symbol) = format { return sign + symbol + body }
    return sign + body
  }

  private static func notation(step: Double, magnitude: Double) -> Notation {
    if magnitude < 1e-4 || magnitude >= 1e15 {
      return .scientific(stepPower: LinearTicks.exponent(step) - (isQuarter(step) ? 1 : 0))
    }
    let units: [(size: Double, suffix: String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M")]
    for unit in units where magnitude >= unit.size * (1 - 1e-9) {
      let digits = digits(of: step / unit.size)
      if digits <= 2 { return .fixed(divisor: unit.size, digits: digits, suffix: unit.suffix) }
    }
    return .fixed(divisor: 1, digits: digits(of: step), suffix: "")
  }

  /// The decimals that tell multiples of a step apart.
  private static func digits(of step: Double) -> Int {
    max(0, min(-LinearTicks.exponent(step) + (isQuarter(step) ? 1 : 0), 17))
  }

  private static func isQuarter(_ step: Double) -> Bool {
    abs(step / pow(10, Double(LinearTicks.exponent(step))) - 2.5) < 1e-6
  }

  /// A mantissa without trailing zeros and a power of ten: `2.5×10⁻⁷`.
  private static func scientific(_ value: Double, stepPower: Int) -> String {
    var exponent = LinearTicks.exponent(value)
    let decimals = max(0, min(exponent - stepPower, 12))
    // Two factors, since one power of ten may be beyond the range of doubles.
    let half = exponent / 2
    let scaled = value / pow(10, Double(half)) / pow(10, Double(exponent - half))
    var mantissa = NumberFormat.fixed(scaled, digits: decimals)
    if mantissa.hasPrefix("10") {
      mantissa = "1"
      exponent += 1
    }
    if mantissa.contains(".") {
      while mantissa.last == "0" { mantissa.removeLast() }
      if mantissa.last == "." { mantissa.removeLast() }
    }
    let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let raised = String(abs(exponent)).compactMap(\.wholeNumberValue).map { superscripts[$0] }
    return "\(mantissa)×10" + (exponent < 0 ? "⁻" : "") + String(raised)
  }
}

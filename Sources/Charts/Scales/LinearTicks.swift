import Glibc

/// Round values at even distances: steps of 1, 2, 2.5 or 5 times a power of ten.
package enum LinearTicks {
  /// The least round step with which at most `count` ticks fall into any interval of this span.
  package static func step(span: Double, count: Int, minimum: Double = 0) -> Double {
    guard span > 0, span.isFinite else { return 1 }
    let raw = max(span / Double(max(count - 1, 1)), minimum)
    let power = exponent(raw)
    // A hair of tolerance: a span of exactly four steps must not fall to the next step.
    for factor in [1, 2, 2.5, 5, 10.0] {
      let step = scaled(factor, power)
      if step >= raw * (1 - 1e-9), step >= minimum, minimum != 1 || step == step.rounded() {
        return step
      }
    }
    return scaled(10, power)
  }

  /// The multiples of a step inside a domain, in ascending order.
  package static func values(in domain: Domain, step: Double) -> [Double] {
    let tolerance = 1e-9
    let first = (domain.lower / step - tolerance).rounded(.up)
    let last = (domain.upper / step + tolerance).rounded(.down)
    guard first.isFinite, last.isFinite, last >= first, last - first <= 1000 else { return [] }
    return (0...Int(last - first)).map { multiple(first + Double($0), of: step) }
  }

  /// The domain widened to whole steps, save where little of the last step would be used: values
  /// just below zero must not cost a whole step of blank page.
  package static func nice(_ domain: Domain, step: Double) -> Domain {
    let margin = domain.span * 0.02
    let below = (domain.lower / step + 1e-9).rounded(.down)
    let above = (domain.upper / step - 1e-9).rounded(.up)
    let usedBelow = below + 1 - domain.lower / step
    let usedAbove = domain.upper / step - (above - 1)
    let lower = usedBelow < leastUse ? domain.lower - margin : multiple(below, of: step)
    let upper = usedAbove < leastUse ? domain.upper + margin : multiple(above, of: step)
    return Domain(lower: min(lower, domain.lower), upper: max(upper, domain.upper))
  }

  /// The share of a step that values must use for the domain to be widened by it.
  private static let leastUse = 0.3

  /// `count` steps, without the error of repeated sums: 3 × 0.1 is 0.3.
  private static func multiple(_ count: Double, of step: Double) -> Double {
    if count == 0 { return 0 }
    let power = exponent(step)
    guard power < 0, power > -300 else { return count * step }
    let scale = pow(10, Double(1 - power))
    guard scale.isFinite else { return count * step }
    return count * (step * scale).rounded() / scale
  }

  /// The power of ten at or below a positive value.
  package static func exponent(_ value: Double) -> Int {
    let floor = log10(value).rounded(.down)
    let power = Int(min(max(floor, -320), 308))
    return scaled(1, power + 1) <= value ? power + 1 : power
  }

  private static func scaled(_ factor: Double, _ power: Int) -> Double {
    power >= 0 ? factor * pow(10, Double(power)) : factor / pow(10, Double(-power))
  }
}

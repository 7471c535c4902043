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

  /// The domain widened to whole steps, where the values reach well into the last one.
  ///
  /// An end that passes its tick by less than a quarter of a step stays near the values: a band that
  /// dips a little below zero must not cost the chart a quarter of its height.
  package static func nice(_ domain: Domain, step: Double) -> Domain {
    let inside = (
      lower: multiple((domain.lower / step - 1e-9).rounded(.up), of: step),
      upper: multiple((domain.upper / step + 1e-9).rounded(.down), of: step)
    )
    let outside = (
      lower: multiple((domain.lower / step + 1e-9).rounded(.down), of: step),
      upper: multiple((domain.upper / step - 1e-9).rounded(.up), of: step)
    )
    let margin = 0.05 * step
    let staysLow = inside.lower - domain.lower < 0.25 * step && inside.lower < inside.upper
    let staysHigh = domain.upper - inside.upper < 0.25 * step && inside.lower < inside.upper
    return Domain(
      lower: staysLow && outside.lower < domain.lower
        ? domain.lower - margin : min(outside.lower, domain.lower),
      upper: staysHigh && outside.upper > domain.upper
        ? domain.upper + margin : max(outside.upper, domain.upper))
  }

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

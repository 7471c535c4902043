import Glibc

/// Values for a logarithmic axis: powers of ten, with 2 and 5 between them over few decades.
package enum LogTicks {
  /// At most `count` values inside a positive domain, even on the axis for powers of ten.
  package static func values(in domain: Domain, count: Int) -> [Double] {
    guard domain.lower > 0, domain.upper > domain.lower else { return [] }
    let limit = max(count, 2)
    for factors in [[1, 2, 5], [1, 3], [1.0]] {
      let candidates = multiples(factors, every: 1, in: domain)
      if candidates.count <= limit, candidates.count >= 2 { return candidates }
    }
    let decades = multiples([1], every: 1, in: domain)
    if decades.count >= 2 {
      let every = (decades.count - 1) / max(limit - 1, 1) + 1
      return multiples([1], every: every, in: domain)
    }
    // Less than a decade: round values at even distances, closer on the axis towards the end.
    let step = LinearTicks.step(span: domain.span, count: limit)
    return LinearTicks.values(in: domain, step: step).filter { $0 > 0 }
  }

  /// The domain widened to the nearest 1, 2 or 5 times a power of ten.
  package static func nice(_ domain: Domain) -> Domain {
    guard domain.lower > 0 else { return domain }
    return Domain(lower: round(domain.lower, up: false), upper: round(domain.upper, up: true))
  }

  private static func round(_ value: Double, up: Bool) -> Double {
    let power = LinearTicks.exponent(value)
    let base = pow(10, Double(power))
    guard base > 0, base.isFinite else { return value }
    let candidates = [1, 2, 5, 10].map { $0 * base }
    let found =
      up
      ? candidates.first { $0 >= value * (1 - 1e-9) }
      : candidates.last { $0 <= value * (1 + 1e-9) }
    return found ?? value
  }

  private static func multiples(_ factors: [Double], every: Int, in domain: Domain) -> [Double] {
    let first = LinearTicks.exponent(domain.lower)
    let last = LinearTicks.exponent(domain.upper)
    guard first <= last else { return [] }
    var result: [Double] = []
    for power in stride(from: first, through: last, by: 1) where power % every == 0 {
      for factor in factors {
        let value = power >= 0 ? factor * pow(10, Double(power)) : factor / pow(10, Double(-power))
        if value >= domain.lower * (1 - 1e-9), value <= domain.upper * (1 + 1e-9) {
          result.append(value)
        }
      }
    }
    return result
  }
}

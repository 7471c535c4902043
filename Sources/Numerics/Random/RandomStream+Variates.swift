import Glibc

extension RandomStream {
  /// A uniform number in [0, 1), on a grid of 2⁻⁵³.
  package mutating func uniform() -> Double { Double(nextUInt64() >> 11) * 0x1p-53 }

  /// A uniform number strictly between 0 and 1, symmetric around one half.
  package mutating func uniformOpen() -> Double {
    (Double(nextUInt64() >> 12) + 0.5) * 0x1p-52
  }

  /// A uniform number in [`low`, `high`).
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A standard normal number, by inversion: each takes exactly one draw, so `seek` stays exact.
  package mutating func normal() -> Double { NormalDistribution.standard.quantile(uniformOpen()) }

  /// An exponential number with mean 1.
  package mutating func exponential() -> Double { -log(uniformOpen()) }

  /// Whether an event of the given probability happens.
  package mutating func bernoulli(_ probability: Double) -> Bool { uniform() < probability }

  /// A gamma number with the given shape and scale 1; NaN unless the shape is positive and finite.
  ///
  /// Marsaglia and Tsang (2000); shapes below one are raised by one and scaled back.
  package mutating func gamma(shape: Double) -> Double {
    guard shape > 0, shape.isFinite else { return .nan }
    if shape < 1 { return gamma(shape: shape + 1) * pow(uniformOpen(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let base = 1 + c * x
      guard base > 0 else { continue }
      let v = base * base * base
      if log(uniformOpen()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }

  /// A beta number: the share of the first of two gamma numbers.
  package mutating func beta(_ a: Double, _ b: Double) -> Double {
    let first = gamma(shape: a)
    return first / (first + gamma(shape: b))
  }

  /// A Poisson number; 0 unless the mean is positive and at most 1e9.
  ///
  /// Arrivals are counted below 30; above, the mean is split by gamma waiting times
  /// (Ahrens and Dieter 1974).
  package mutating func poisson(mean: Double) -> Int {
    guard mean > 0, mean <= 1e9 else { return 0 }
    var remaining = mean
    var count = 0
    while remaining >= 30 {
      let step = (remaining * 7 / 8).rounded(.down)
      let wait = gamma(shape: step)
      if wait > remaining {
        return count + binomial(trials: Int(step) - 1, probability: remaining / wait)
      }
      count += Int(step)
      remaining -= wait
    }
    var product = uniformOpen()
    let limit = exp(-remaining)
    while product > limit {
      count += 1
      product *= uniformOpen()
    }
    return count
  }

  /// The number of successes in independent trials.
  ///
  /// Counted one by one up to 64 trials; above, halved through the median order statistic.
  package mutating func binomial(trials: Int, probability: Double) -> Int {
    var (trials, probability, count) = (trials, probability, 0)
    while trials > 64 {
      let middle = trials / 2 + 1
      let order = beta(Double(middle), Double(trials + 1 - middle))
      if order <= probability {
        count += middle
        probability = (probability - order) / (1 - order)
        trials -= middle
      } else {
        probability /= order
        trials = middle - 1
      }
    }
    guard trials > 0 else { return count }
    for _ in 0..<trials where bernoulli(probability) { count += 1 }
    return count
  }

  /// A whole number from 0 up to but not including `bound`, without bias; 0 for a bound below 2.
  ///
  /// Lemire (2019): multiply, and reject the few products that would favour some values.
  package mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = nextUInt64().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = nextUInt64().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Puts the elements in random order (Fisher and Yates).
  package mutating func shuffle<Element>(_ values: inout [Element]) {
    var remaining = values.count
    while remaining > 1 {
      let pick = below(remaining)
      remaining -= 1
      if pick != remaining { values.swapAt(pick, remaining) }
    }
  }

  /// The numbers 0 to `count` − 1 in random order.
  package mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(0, count))
    shuffle(&order)
    return order
  }

  /// `count` rows drawn with replacement, as a bootstrap needs them.
  package mutating func resample(_ count: Int) -> [Int] {
    var rows = [Int](repeating: 0, count: max(0, count))
    for position in rows.indices { rows[position] = below(count) }
    return rows
  }

  /// `size` of the numbers 0 to `count` − 1 without replacement, in random order.
  package mutating func sample(_ size: Int, of count: Int) -> [Int] {
    let count = max(0, count)
    let size = min(max(0, size), count)
    var order = Array(0..<count)
    for position in 0..<size {
      order.swapAt(position, position + below(count - position))
    }
    return Array(order[..<size])
  }
}

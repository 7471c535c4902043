import Numerics

/// A number of successes among trials.
package struct Proportion: Sendable, Equatable {
  package let successes: Double
  package let trials: Double

  package init(successes: Double, trials: Double) {
    self.successes = successes
    self.trials = trials
  }

  /// NaN without trials.
  package var value: Double { successes / trials }

  /// Wilson's score interval (1927), which stays within [0, 1].
  package func wilsonInterval(level: Double) -> Interval {
    let z = NormalDistribution.standard.upperQuantile(0.5 * (1 - level))
    let square = z * z / trials
    let center = (value + 0.5 * square) / (1 + square)
    let margin =
      z * (value * (1 - value) / trials + 0.25 * square / trials).squareRoot() / (1 + square)
    // At the ends the formula gives 0 and 1 exactly, and its rounding does not.
    return Interval(
      low: successes == 0 ? 0 : max(0, center - margin),
      high: successes == trials ? 1 : min(1, center + margin))
  }
}

/// The difference of two proportions, first less second.
package enum ProportionComparison {
  /// The test of equal proportions: its standard error pools the two samples.
  package static func pooled(_ first: Proportion, _ second: Proportion) -> Estimate {
    let share = (first.successes + second.successes) / (first.trials + second.trials)
    let variance = share * (1 - share) * (1 / first.trials + 1 / second.trials)
    return Estimate(
      value: first.value - second.value, standardError: variance.squareRoot())
  }

  /// The estimate for an interval: each sample has its own p(1 − p)/n (Wald).
  package static func unpooled(_ first: Proportion, _ second: Proportion) -> Estimate {
    let variance =
      first.value * (1 - first.value) / first.trials
      + second.value * (1 - second.value) / second.trials
    return Estimate(
      value: first.value - second.value, standardError: variance.squareRoot())
  }

  /// Newcombe's hybrid score interval (1998, method 10), built from the two Wilson intervals.
  package static func newcombeInterval(
    _ first: Proportion, _ second: Proportion, level: Double
  ) -> Interval {
    let (a, b) = (first.wilsonInterval(level: level), second.wilsonInterval(level: level))
    let difference = first.value - second.value
    func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    return Interval(
      low: difference - length(first.value - a.low, b.high - second.value),
      high: difference + length(a.high - first.value, second.value - b.low))
  }
}

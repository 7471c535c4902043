import Numerics
import Statistics

/// Bounds on the shares of the four types of customers, by what they would do with and without
/// treatment (Fréchet 1951; Tian and Pearl 2000).
///
/// A type is a pair of potential outcomes (Y(0), Y(1)), of which only one is ever seen: the data give
/// P₁ = P(Y(1) = 1) and P₀ = P(Y(0) = 1), and the shares lie between bounds. Nobody has a known type.
package struct TypeBounds: Sendable {
  package enum CustomerType: String, Sendable, CaseIterable {
    /// Acts if treated and only then.
    case persuadable
    /// Acts either way.
    case sureThing = "sure thing"
    /// Never acts.
    case lostCause = "lost cause"
    /// Acts only if left alone.
    case doNotDisturb = "do not disturb"
  }

  package struct Bound: Sendable, Equatable {
    package var low: Double
    package var high: Double
    /// Holds the bounds themselves with the stated confidence, their sampling error counted.
    package var outer: Interval
  }

  package let bounds: [CustomerType: Bound]
  package let treatedShare: Estimate
  package let controlShare: Estimate
  /// Persuadables less do-not-disturbs: known, though neither is.
  package let effect: Estimate

  /// - Parameters:
  ///   - treated: doubly robust scores of Y(1), one a row; their mean estimates P₁.
  ///   - control: those of Y(0).
  ///   - isMonotone: assume that treatment keeps nobody from acting.
  package init(
    treated: [Double], control: [Double], weights: [Double]? = nil, clusters: [Int32]? = nil,
    isMonotone: Bool = false, level: Double = 0.95
  ) {
    func mean(_ values: [Double]) -> Estimate {
      let found = InfluenceEstimate(meanOf: values, weights: weights, clusters: clusters)
      return Estimate(value: found.value, standardError: found.standardError)
    }
    let p1 = mean(treated)
    let p0 = mean(control)
    let gain = mean(zip(treated, control).map { $0 - $1 })
    let both = mean(zip(treated, control).map { $0 + $1 - 1 })
    (treatedShare, controlShare, effect) = (p1, p0, gain)
    func negative(_ e: Estimate) -> Estimate { e.scaled(by: -1) }
    func rest(_ e: Estimate) -> Estimate {
      Estimate(value: 1 - e.value, standardError: e.standardError)
    }
    let none = Estimate(value: 0, standardError: 0)
    func bound(_ lows: [Estimate], _ highs: [Estimate]) -> Bound {
      TypeBounds.bound(lows, highs, level: level)
    }
    if isMonotone {
      bounds = [
        .persuadable: bound([gain], [gain]), .sureThing: bound([p0], [p0]),
        .lostCause: bound([rest(p1)], [rest(p1)]), .doNotDisturb: bound([none], [none]),
      ]
    } else {
      bounds = [
        .persuadable: bound([none, gain], [p1, rest(p0)]),
        .sureThing: bound([none, both], [p1, p0]),
        .lostCause: bound([none, negative(both)], [rest(p1), rest(p0)]),
        .doNotDisturb: bound([none, negative(gain)], [p0, rest(p1)]),
      ]
    }
  }

  /// The highest of the lows to the lowest of the highs, within 0 and 1.
  ///
  /// Each end of the outer interval takes half of the error, divided among the estimates whose
  /// extreme it is (Bonferroni).
  private static func bound(_ lows: [Estimate], _ highs: [Estimate], level: Double) -> Bound {
    func clamp(_ x: Double) -> Double { min(1, max(0, x)) }
    func reach(_ estimates: [Estimate]) -> Double {
      let random = max(1, estimates.count { $0.standardError > 0 })
      return NormalDistribution.standard.upperQuantile((1 - level) / 2 / Double(random))
    }
    let (down, up) = (reach(lows), reach(highs))
    let low = lows.map(\.value).max() ?? 0
    let high = highs.map(\.value).min() ?? 1
    return Bound(
      low: clamp(low), high: clamp(high),
      outer: Interval(
        low: clamp(lows.map { $0.value - down * $0.standardError }.max() ?? 0),
        high: clamp(highs.map { $0.value + up * $0.standardError }.min() ?? 1)))
  }

  package static let definition =
    "P₁ and P₀ are the shares that would act with and without treatment. Persuadables: max(0, P₁ − P₀) to min(P₁, 1 − P₀); the other types likewise. A customer's type is never known, since only one of the two outcomes is seen."
}

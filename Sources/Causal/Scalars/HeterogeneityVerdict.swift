import Numerics

/// Whether the data show that an effect varies in the way a score says, before any story is told.
package struct HeterogeneityVerdict: Sendable, Equatable {
  package enum Finding: String, Sendable {
    /// AUTOC is above zero beyond chance.
    case varies
    /// Nothing is found that chance would not give.
    case noEvidence
    /// AUTOC is below zero beyond chance: the score ranks the wrong way round.
    case reversed
    /// The score does not vary, so it cannot be tested.
    case constantScore
  }

  package let finding: Finding
  /// Two-sided p of AUTOC, after Holm's correction when several scores are judged together.
  package let p: Double?
  /// The largest AUTOC that the data leave possible at the stated confidence: what "no evidence" rules out.
  package let upperBound: Double?

  /// Judges several scores together; a score whose ranking is constant gets `.constantScore`.
  ///
  /// - Parameter level: confidence, such as 0.95 for a test at 5 %.
  package static func judge(
    _ estimates: [(autoc: InfluenceEstimate, isConstant: Bool)], level: Double
  ) -> [HeterogeneityVerdict] {
    let normal = NormalDistribution.standard
    var raw: [(index: Int, p: Double)] = []
    for (index, score) in estimates.enumerated() where !score.isConstant {
      guard let z = score.autoc.z else { continue }
      raw.append((index, 2 * normal.survival(abs(z))))
    }
    raw.sort { ($0.p, $0.index) < ($1.p, $1.index) }
    var adjusted: [Int: Double] = [:]
    var largest = 0.0
    for (place, test) in raw.enumerated() {
      largest = max(largest, min(1, test.p * Double(raw.count - place)))
      adjusted[test.index] = largest
    }
    return estimates.enumerated().map { index, score in
      guard let p = adjusted[index] else {
        return HeterogeneityVerdict(finding: .constantScore, p: nil, upperBound: nil)
      }
      let bound =
        score.autoc.value + normal.quantile((1 + level) / 2) * score.autoc.standardError
      let found: Finding = score.autoc.value > 0 ? .varies : .reversed
      return HeterogeneityVerdict(
        finding: p < 1 - level ? found : .noEvidence, p: p, upperBound: bound)
    }
  }
}

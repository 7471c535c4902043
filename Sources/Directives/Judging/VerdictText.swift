import Causal
import Numerics

/// The heterogeneity verdict in words.
enum VerdictText {
  static func sentence(
    _ verdict: HeterogeneityVerdict, _ judgement: ScoreJudgement, level: Double
  ) -> String {
    let name = judgement.score.legend
    let (autoc, deviation) = (judgement.autoc.value, judgement.autoc.standardError)
    let value = NumberFormat.precise(autoc, error: deviation)
    let error = NumberFormat.significant(deviation, digits: 2)
    let p = verdict.p.map { $0 < 0.001 ? "p < 0.001" : "p = \(NumberFormat.fixed($0, digits: 3))" }
    let numbers = "AUTOC \(value), SE \(error), \(p ?? "no test")"
    switch verdict.finding {
    case .varies:
      return "The effect is larger for those that \(name) ranks first (\(numbers))."
    case .reversed:
      return
        "\(name) ranks the wrong way round: the effect is smaller for those that it ranks first (\(numbers))."
    case .noEvidence:
      let interval = judgement.autoc.interval(level)
      let confidence = NumberFormat.shortest(level * 100)
      return
        "No evidence that the effect is larger for those that \(name) ranks first (\(numbers); "
        + "\(confidence)% CI \(NumberFormat.precise(interval.low, error: deviation)) to "
        + "\(NumberFormat.precise(interval.high, error: deviation)))."
    case .constantScore:
      return "\(name) is the same for every row, so it ranks nobody."
    }
  }
}

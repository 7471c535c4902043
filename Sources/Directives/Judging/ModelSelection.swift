import Causal
import Diagnostics
import Execution
import Numerics

/// `evaluate` with `select`: the model that does best by a criterion, bound under the cell's name.
struct ModelSelection {
  /// By what the best is known.
  enum Criterion: String, CaseIterable, Sendable {
    /// AUTOC, as a choice of whom to treat first asks for.
    case best
    case autoc, qini
    /// Lowest losses: the model whose predicted effects are nearest.
    case drloss, rloss

    var words: String {
      switch self {
      case .best, .autoc: "the highest AUTOC"
      case .qini: "the highest QINI"
      case .drloss: "the lowest DR-loss"
      case .rloss: "the lowest R-loss"
      }
    }
  }

  static let select = Parameter<Criterion?>.optional(
    "select", .choice(), shown: "nothing is chosen",
    "Chooses among the models and binds the best one under the cell's name: best is by AUTOC; autoc, qini, drloss or rloss name another criterion. With several arms the mean over arms counts."
  )

  let name: String
  let model: FittedEffect
  let sentence: String
  /// How far the best is ahead of the next, row by row; nil with one model or several arms.
  let lead: InfluenceEstimate?

  /// - Throws: a diagnostic where no judged score is a model of effects.
  init(
    _ criterion: Criterion, _ judgements: [ScoreJudgement], _ judged: JudgedScores,
    _ context: RunContext
  ) throws(Diagnostic) {
    var candidates: [(name: String, mean: Double, estimates: [InfluenceEstimate])] = []
    for (name, model) in judged.models where !model.isResponse {
      let estimates = judgements.filter {
        $0.score.model?.name == name && $0.score.model?.isReversed == false
      }.compactMap { Self.merit(criterion, $0) }
      guard !estimates.isEmpty else { continue }
      let mean = estimates.reduce(0) { $0 + $1.value } / Double(estimates.count)
      candidates.append((name, mean, estimates))
    }
    candidates.sort { $0.mean > $1.mean }
    guard let best = candidates.first, let model = judged.model(named: best.name) else {
      throw context.error(
        .nothingToSelect, at: context.arguments.range(of: Self.select),
        "no judged score is a model of effects, so there is nothing to select")
    }
    name = best.name
    var chosen = model
    // What was chosen on these rows is flattered by them as if it had learned from them.
    chosen.lineage = model.lineage.union(judged.frame.lineage)
    self.model = chosen
    guard candidates.count > 1 else {
      lead = nil
      sentence = "\(best.name) is the only model of effects, so it is selected."
      return
    }
    let next = candidates[1]
    if best.estimates.count == 1, next.estimates.count == 1 {
      let lead = best.estimates[0] - next.estimates[0]
      self.lead = lead
      let p = lead.p.map { $0 < 0.001 ? "p < 0.001" : "p = \(NumberFormat.fixed($0, digits: 3))" }
      sentence =
        "\(best.name) is selected: it has \(criterion.words), ahead of \(next.name) by \(NumberFormat.significant(lead.value, digits: 3)) (SE \(NumberFormat.significant(lead.standardError, digits: 2)), \(p ?? "no test"))."
    } else {
      lead = nil
      sentence =
        "\(best.name) is selected: it has \(criterion.words) on average over the arms, ahead of \(next.name)."
    }
  }

  /// The criterion as a number of which more is better.
  private static func merit(
    _ criterion: Criterion, _ judgement: ScoreJudgement
  ) -> InfluenceEstimate? {
    switch criterion {
    case .best, .autoc: judgement.autoc
    case .qini: judgement.qini
    case .drloss: judgement.drLoss?.scaled(by: -1)
    case .rloss: judgement.rLoss?.scaled(by: -1)
    }
  }

  func record(in values: inout ResultValues, level: Double) {
    values.set("selected", name)
    guard let lead else { return }
    let interval = lead.interval(level)
    values.set("selected.lead", lead.value)
    values.set("selected.lead.se", lead.standardError)
    values.set("selected.lead.ci", low: interval.low, high: interval.high)
  }
}

extension DiagnosticKind {
  static let nothingToSelect = DiagnosticKind(
    "evaluate.nothingToSelect", .error,
    "`select:` chooses among models of effects, and none of the scores is one.")
}

import Diagnostics
import Execution
import Learners
import NotebookSyntax

extension CellPlan {
  /// Refuses columns to be monotone in that no boosted model sees.
  mutating func checkMonotone(
    _ choices: EffectChoices, _ keys: Arguments, among roles: CausalRoles
  ) {
    let learners = choices.roles
    if !choices.monotone.isEmpty, !(learners.outcome is BoostingLearner) {
      error(
        .unfitMonotone, at: keys.range(of: FitParameters.monotone),
        "monotone holds boosted trees, and the outcome models are \(learners.outcome.name)",
        hint: "use models: {outcome: boosting}, or leave it out")
    }
    let names = (roles.features + roles.controls).map(\.name)
    for learner in [learners.outcome, learners.propensity, learners.treatment, learners.effect] {
      guard let boosting = learner as? BoostingLearner,
        let unknown = boosting.parameters.monotoneColumns.first(where: { !names.contains($0.name) })
      else { continue }
      return error(
        .unfitMonotone,
        at: choices.monotone[unknown.name] == nil
          ? keys.range(of: FitParameters.models) : keys.range(of: FitParameters.monotone),
        "monotone names “\(unknown.name)”, which is neither a feature nor a control",
        hint: NearMiss.hint(for: unknown.name, in: names, what: "features and controls"))
    }
  }
}

extension EffectReport {
  /// With which columns outcome models only rise or fall; empty where they are free.
  var monotoneNote: [String] {
    guard let boosting = model.settings.models.outcome as? BoostingLearner else { return [] }
    let ways = boosting.parameters.monotoneColumns.map {
      "\($0.way == .increasing ? "rise" : "fall") with \($0.name)"
    }
    return ways.isEmpty ? [] : ["Outcome models can only \(ways.joined(separator: ", "))."]
  }
}

extension DiagnosticKind {
  static let unfitMonotone = DiagnosticKind(
    "fit.monotone", .error,
    "Columns to be monotone in need boosted outcome models, and must be features or controls.")
}

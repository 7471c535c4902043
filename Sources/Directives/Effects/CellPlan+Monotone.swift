import Diagnostics
import Execution
import Learners
import NotebookSyntax

extension CellPlan {
  /// Refuses monotone columns of boosted trees that are neither features nor controls.
  mutating func checkMonotone(
    _ learners: LearnerRoles, among roles: CausalRoles, at range: SourceRange
  ) {
    let names = (roles.features + roles.controls).map(\.name)
    for learner in [learners.outcome, learners.propensity, learners.treatment, learners.effect] {
      guard let boosting = learner as? BoostingLearner,
        let unknown = boosting.parameters.monotone.keys.sorted().first(where: {
          !names.contains($0)
        })
      else { continue }
      return error(
        .unknownMonotone, at: range,
        "monotone names “\(unknown)”, which is neither a feature nor a control",
        hint: NearMiss.hint(for: unknown, in: names, what: "features and controls"))
    }
  }
}

extension DiagnosticKind {
  static let unknownMonotone = DiagnosticKind(
    "fit.monotone", .error,
    "Boosted trees are to be monotone in a column that is neither a feature nor a control.")
}

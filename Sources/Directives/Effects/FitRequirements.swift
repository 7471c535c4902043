import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// What the rows of a fit must have for its models, asked before the first of them is fitted.
///
/// Learners refuse the same by themselves, but late, and without knowing which key would help.
struct FitRequirements {
  let choices: EffectChoices
  let rows: CausalRows
  let settings: NuisanceSettings
  let roles: CausalRoles
  /// The models that the fit is going to use.
  let uses: [ModelUse]
  /// The keys of the learner, its own in the place of the cell's.
  let keys: Arguments
  let context: RunContext

  /// Throws the first requirement that is not met, at its key.
  func check() throws(Diagnostic) {
    try checkOutcome()
    try checkFeatures()
    for use in uses { try checkSuited(use) }
    try checkClusters()
    try checkFolds()
    try checkTrees()
  }

  /// Beyond this, squares and their sums leave the range of numbers.
  private static let largestOutcome = 1e150

  private func checkOutcome() throws(Diagnostic) {
    let largest = rows.data.outcome.reduce(0) { max($0, abs($1)) }
    if largest > Self.largestOutcome {
      throw context.error(
        .unfitOutcome, at: roles.outcome.range,
        "“\(roles.outcome.name)” has values beyond 1e150, whose squares are too large for numbers",
        hint: "divide it by a constant with transform")
    }
  }

  private func checkFeatures() throws(Diagnostic) {
    if let infinite = rows.data.nuisanceFeatures.firstInfinite {
      throw LearnerProblem.diagnostic(.infiniteValues(column: infinite), roles: roles, context)
    }
    if choices.kind == .interactionOLS, let missing = rows.data.nuisanceFeatures.firstMissing {
      throw missingValues(
        missing, choices.kind.rawValue, "fit t-learner with models: boosting")
    }
    for use in uses where !use.learner.acceptsMissing {
      let seen = use.role == .effect ? rows.data.features : rows.data.nuisanceFeatures
      if let missing = seen.firstMissing {
        throw missingValues(missing, use.learner.name, mend(use))
      }
    }
  }

  private func missingValues(
    _ missing: (name: String, count: Int), _ learner: String, _ mend: String
  ) -> Diagnostic {
    context.error(
      .missingFeatureValues,
      at: (roles.features + roles.controls).first { $0.name == missing.name }?.range,
      "“\(missing.name)” is missing in \(CountText.rows(missing.count)), and \(learner) takes no missing values",
      hint: "impute it with transform, or \(mend)")
  }

  /// What to write so that a role gets a learner which takes missing values.
  private func mend(_ use: ModelUse) -> String {
    if use.role == .effect {
      if choices.kind == .linearDML { return "fit nonparam-dml" }
      if choices.final != nil { return "use final: boosting" }
    }
    return choices.models?.named == nil
      ? "use models: boosting" : "use models: {\(use.role.rawValue): boosting}"
  }

  /// A logistic regression models what is 0 or 1.
  private func checkSuited(_ use: ModelUse) throws(Diagnostic) {
    guard use.learner is LogisticLearner else { return }
    switch use.role {
    case .propensity: return
    case .outcome:
      if rows.data.hasBinaryOutcome { return }
      throw LearnerProblem.diagnostic(
        .unsuitedLearner(learner: use.learner.name, role: .regression), roles: roles, context)
    case .treatment:
      throw context.error(
        .unsuitedLearner, at: choices.models?.range,
        "logistic models a 0/1 target, and the treatment “\(roles.treatment.column.name)” is an amount",
        hint: "use models: {treatment: linear} or boosting")
    case .effect:
      throw context.error(
        .unsuitedLearner,
        at: choices.final == nil ? choices.models?.range : keys.range(of: FinalStage.any),
        "logistic models a 0/1 target, and effects are numbers",
        hint:
          "use \(choices.final == nil ? "models: {effect: linear}" : "final: linear") or boosting"
      )
    }
  }

  private func checkClusters() throws(Diagnostic) {
    guard let clusters = rows.data.clusters, let first = clusters.first,
      clusters.allSatisfy({ $0 == first })
    else { return }
    throw context.error(
      .oneCluster, at: keys.range(of: FitParameters.cluster),
      "all used rows are of one cluster of “\(roles.cluster?.name ?? "")”, so that nothing tells how clusters differ",
      hint: "leave cluster: out, or name a column that divides the rows")
  }

  private func checkFolds() throws(Diagnostic) {
    let hasScores = keys[FitParameters.averages] && choices.kind != .response
    guard hasScores || choices.kind.isCrossFitted else { return }
    do throws(LearnerError) {
      _ = try settings.folds.folds(
        strata: rows.data.treatment, clusters: rows.data.clusters, seed: settings.seed)
    } catch {
      throw located(LearnerProblem.diagnostic(error, roles: roles, context))
    }
  }

  /// A problem of folds or trees at the key that asks for them, with what to write there.
  func located(_ problem: Diagnostic) -> Diagnostic {
    if problem.kind == .unfitForest { return locatedTrees(problem) }
    guard problem.kind == .invalidFolds else { return problem }
    var problem = problem
    problem.range =
      keys.isGiven(FitParameters.folds) || roles.cluster == nil
      ? keys.range(of: FitParameters.folds) : roles.cluster?.range
    if problem.hint == nil {
      switch settings.folds {
      case .count: problem.hint = "use fewer folds, as folds: 2"
      case .column: problem.hint = "give every row a fold, and have two folds or more"
      }
    }
    return problem
  }

  private func locatedTrees(_ problem: Diagnostic) -> Diagnostic {
    guard let bags = ForestBagging(choices.kind, settings), bags.enough(for: unitCount) > bags.trees
    else { return problem }
    var problem = problem
    problem.range = keys.range(of: ForestKeys.trees)
    problem.hint = "use trees: \(bags.enough(for: unitCount)) or more, or a larger min-leaf"
    return problem
  }

  /// How many rows, or clusters, trees draw from.
  private var unitCount: Int {
    rows.data.clusters.map { Set($0).count } ?? rows.data.rowCount
  }

  /// Out-of-bag effects need, for every row, trees that did not see it.
  private func checkTrees() throws(Diagnostic) {
    guard let bags = ForestBagging(choices.kind, settings), bags.expectedLost(of: unitCount) > 0.1
    else { return }
    let what = rows.data.clusters == nil ? "rows" : "clusters"
    throw context.error(
      .unfitForest, at: keys.range(of: ForestKeys.trees),
      "with \(bags.trees) trees some of the \(NumberFormat.count(unitCount)) \(what) may be in the sample of every tree, so that none tells their effects out of bag",
      hint: "use trees: \(bags.enough(for: unitCount)) or more")
  }
}

extension DiagnosticKind {
  static let oneCluster = DiagnosticKind(
    "fit.oneCluster", .error,
    "All used rows are of one cluster. Folds keep clusters whole and standard errors count them, so that two or more are needed."
  )
}

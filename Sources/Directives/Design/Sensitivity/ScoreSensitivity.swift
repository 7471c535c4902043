import Causal
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// Confounding bounds of models and `estimate aipw`, from the scores behind their averages.
struct ScoreSensitivity {
  private let target: RefitTarget
  private let context: RunContext

  init(_ target: RefitTarget, _ context: RunContext) {
    self.target = target
    self.context = context
  }

  func gather() throws(Diagnostic) -> EffectSensitivity {
    if isPartialling { return try partiallingOut() }
    guard let (roles, settings) = plan() else {
      throw context.error(
        .unsuitedSensitivity, at: context.arguments.range(of: SensitivityDirective.model),
        "“\(target.name)” has no treatment, outcome and controls to refit")
    }
    return try sensitivity(of: try fit(roles, settings), controls: roles.features + roles.controls)
    {
      reference throws(Diagnostic) in
      var short = roles
      short.features.removeAll { $0.name == reference.name }
      short.controls.removeAll { $0.name == reference.name }
      if short.features.isEmpty { (short.features, short.controls) = (short.controls, []) }
      return try fit(short, settings)
    }
  }

  /// The bounds with the strengths of confounders like the benchmarks.
  ///
  /// - Parameter without: the bounds of the same estimate without one control.
  private func sensitivity(
    of bounds: ConfoundingBounds, controls: [ColumnReference],
    without: (ColumnReference) throws(Diagnostic) -> ConfoundingBounds
  ) throws(Diagnostic) -> EffectSensitivity {
    var sensitivity = EffectSensitivity(
      method: .scores(bounds), estimate: bounds.estimate,
      interval: Estimate(value: bounds.estimate, standardError: bounds.standardError)
        .interval(level: context.level))
    let (sigma, nu) = (bounds.residualVariance, bounds.representerMoment)
    for reference in context.arguments[SensitivityDirective.benchmark] {
      guard controls.contains(where: { $0.name == reference.name }) else {
        throw context.error(
          .unsuitedSensitivity, at: reference.range,
          "“\(reference.name)” is none of the features and controls of “\(target.name)”",
          hint: NearMiss.hint(for: reference.name, in: controls.map(\.name), what: "they are"))
      }
      let short = try without(reference)
      let outcome = min(1, max(0, (short.residualVariance - sigma) / sigma))
      let treatment = min(0.999, max(0, 1 - short.representerMoment / nu))
      sensitivity.benchmarks.append(
        .init(name: reference.name, strength: .init(treatment: treatment, outcome: outcome)))
    }
    return sensitivity
  }

  // MARK: - The partially linear model

  private var isPartialling: Bool {
    target.recipe.arguments.cell.kind?.value == "dml"
      && target.recipe.arguments.value(of: "score", as: EstimateDMLDirective.Score.self)
        != .interactive
  }

  private func partiallingOut() throws(Diagnostic) -> EffectSensitivity {
    let controls =
      target.recipe.arguments.value(of: "controls", as: [ColumnReference].self) ?? []
    var result = try sensitivity(of: try partialled(controls), controls: controls) {
      reference throws(Diagnostic) in
      try partialled(controls.filter { $0.name != reference.name })
    }
    result.notes.append("Bounds are those of the first split of the rows.")
    return result
  }

  /// The estimate's first split anew, with some of its controls.
  private func partialled(
    _ controls: [ColumnReference]
  ) throws(Diagnostic) -> ConfoundingBounds {
    let arguments = target.recipe.arguments.setting("controls", to: controls)
      .setting("repeats", to: 1)
    let learning = try DoubleLearning(arguments, target.recipe.context(on: target.frame))
    guard let position = learning.arms.firstIndex(of: target.arm),
      let bounds = ConfoundingBounds(
        outcomeResiduals: learning.residuals[position].outcome,
        treatmentResiduals: learning.residuals[position].treatment)
    else { throw noVariance }
    return bounds
  }

  private var noVariance: Diagnostic {
    context.error(
      .unsuitedSensitivity, "the models of “\(target.name)” leave no variance to share")
  }

  // MARK: - Doubly robust scores

  private func plan() -> (CausalRoles, LearnerReference?)? {
    if let model = context.object(boundBy: target.recipe) as? FittedEffect {
      return (model.roles, target.recipe.arguments.value(of: "models", as: LearnerReference.self))
    }
    let arguments = target.recipe.arguments
    guard let outcome = arguments.value(of: "outcome", as: ColumnReference.self),
      let treatment = arguments.value(of: "treatment", as: TreatmentReference.self)
    else { return nil }
    return (
      CausalRoles(
        outcome: outcome, treatment: treatment,
        control: arguments.value(of: "control", as: Located<String>.self),
        arms: arguments.value(of: "arms", as: [Located<String>].self),
        features: arguments.value(of: "controls", as: [ColumnReference].self) ?? [], controls: [],
        weights: arguments.value(of: "weights", as: ColumnReference.self),
        propensity: arguments.value(of: "propensity", as: PropensityReference.self),
        cluster: arguments.value(of: "cluster", as: ColumnReference.self),
        condition: arguments.value(of: "where", as: SQLExpression.self)),
      arguments.value(of: "models", as: LearnerReference.self)
    )
  }

  private func fit(
    _ roles: CausalRoles, _ reference: LearnerReference?
  ) throws(Diagnostic) -> ConfoundingBounds {
    let learners = LearnerReference.roles(reference)
    let rows = try CausalRows.gather(
      roles, from: target.frame, propensityLearner: learners.propensity.name, context)
    guard let position = rows.arms.arms.firstIndex(of: target.arm) else {
      throw context.error(.unsuitedSensitivity, "“\(target.name)” has no arm “\(target.arm)”")
    }
    var settings = NuisanceSettings(
      models: learners, propensity: rows.propensity.source, seed: target.recipe.seed)
    if let clip = target.recipe.arguments.value(of: "clip", as: Double.self) {
      settings.clip = clip
    }
    if let folds = target.recipe.arguments.value(
      of: "folds", as: Either<Int, ColumnReference>.self)
    {
      settings.folds = try FoldPlan(folds, in: target.frame, rows: rows.rows, context)
    }
    let scores: DoublyRobustScores
    do throws(LearnerError) {
      scores = try DoublyRobustScores.compute(
        rows.data, settings: settings, cache: context.session.nuisances)
    } catch { throw LearnerProblem.diagnostic(error, roles: roles, context) }
    return try bounds(scores, rows, arm: position + 1)
  }

  private func bounds(
    _ scores: DoublyRobustScores, _ rows: CausalRows, arm: Int
  ) throws(Diagnostic) -> ConfoundingBounds {
    // Rows of other arms have no part in this contrast's residual variance.
    let used = rows.data.treatment.indices.filter {
      rows.data.treatment[$0] == 0 || rows.data.treatment[$0] == Int32(arm)
    }
    let contrast = scores.contrast(arm)
    let treated = used.map { rows.data.treatment[$0] == Int32(arm) }
    let residuals = zip(used, treated).map { row, isTreated in
      rows.data.outcome[row] - scores.outcomePredictions[isTreated ? arm : 0][row]
    }
    let propensities = used.map { row in
      let (own, control) = (
        scores.propensities.values[arm][row], scores.propensities.values[0][row]
      )
      return own / (own + control)
    }
    guard
      let bounds = ConfoundingBounds(
        scores: used.map { contrast[$0] }, residuals: residuals, propensities: propensities,
        isTreated: treated)
    else { throw noVariance }
    return bounds
  }
}

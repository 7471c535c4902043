import Diagnostics
import Execution
import Frames
import Learners
import Platform

/// What one learner of a fit is and how its models are made.
struct EffectChoices: Sendable {
  var kind: EffectKind
  var models: LearnerReference?
  /// Columns that boosted outcome models are held monotone in.
  var monotone: [String: Monotonicity]
  var propensity: PropensityReference?
  var folds: Either<Int, ColumnReference>
  var clip: Double
  /// The last stage that `final:` names, in place of the effect learner of `models:`.
  var final: (any BaseLearner)?
  /// How causal forests are grown.
  var forest = CausalForestParameters.standard
  /// How uplift trees are grown.
  var uplift = UpliftParameters.standard
  var inference: InferenceChoice

  /// What the keys of a fit say.
  init(kind: EffectKind, arguments: Arguments) {
    self.kind = kind
    models = arguments[FitParameters.models]
    monotone = Dictionary(
      (arguments[FitParameters.monotone] ?? []).map { ($0.key.value, $0.value) }
    ) { $1 }
    propensity = arguments[FitParameters.propensity]
    folds = arguments[FitParameters.folds]
    clip = arguments[FitParameters.clip]
    inference = arguments.ifDeclared(InferenceChoice.parameter) ?? .analytic
    final = (arguments.ifDeclared(FinalStage.any) ?? nil)?.learner
    if let forest = try? ForestKeys.parameters(arguments, inference) { self.forest = forest }
    if let uplift = try? UpliftKeys.parameters(arguments) { self.uplift = uplift }
  }

  /// The base learner of each role.
  var roles: LearnerRoles {
    var roles = LearnerReference.roles(models, of: kind)
    if let final { roles.effect = final }
    if let boosting = roles.outcome as? BoostingLearner {
      roles.outcome = BoostingLearner(boosting.parameters.holding(monotone))
    }
    return roles
  }
}

/// The work that all kinds of `fit` share: columns to data, the fit, and its session object.
struct EffectFitting {
  let arguments: Arguments

  static let diagnostics =
    LearnerProblem.diagnostics + [.noFeatures, .tooManyEffectGroups, .unfitForest, .noAverages]

  /// Checks names and columns before anything runs.
  ///
  /// Each learner has the keys of the cell, or its own in their place.
  func plan(_ plan: inout CellPlan, _ learners: [(kind: EffectKind, keys: Arguments)]) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    let roles = FitParameters.roles(arguments)
    plan.check([roles.outcome, roles.treatment.column], in: schema)
    plan.check(roles.features + roles.controls, in: schema)
    plan.check(roles.weights, in: schema)
    plan.check(roles.cluster, in: schema)
    plan.check(arguments[FitParameters.groups], in: schema)
    plan.checkTruth(arguments[FitParameters.truth], in: schema)
    for (kind, keys) in learners {
      let choices = EffectChoices(kind: kind, arguments: keys)
      plan.check(choices.propensity, in: schema)
      if case .second(let column) = choices.folds { plan.check(column, in: schema) }
      ForestKeys.plan(keys, choices.inference, &plan)
      plan.checkMonotone(choices, keys, among: roles)
    }
    if arguments.isGiven(FitParameters.groups), !arguments[FitParameters.averages] {
      plan.error(
        .noAverages, at: arguments.range(of: FitParameters.averages),
        "by: asks for the average effects of groups, and averages: false for none",
        hint: "leave one of them out")
    }
    if roles.features.isEmpty {
      plan.error(
        .noFeatures, at: arguments.range(of: CausalParameters.features),
        "features is empty, so that there is nothing for the effect to vary with",
        hint: "name the columns, as features: [age, region]")
    }
  }

  /// Fits one learner; the report says what it found.
  func report(_ choices: EffectChoices, _ context: RunContext) throws(Diagnostic) -> EffectReport {
    let object = try context.frame(arguments[CausalParameters.data])
    var roles = FitParameters.roles(arguments)
    roles.propensity = choices.propensity?.bound(to: object.frame, context)
    let learners = choices.roles
    var rows = try CausalRows.gather(
      roles, from: object.frame, propensityLearner: learners.propensity.name, takesAmounts: true,
      context)
    let settings = NuisanceSettings(
      models: learners, propensity: rows.propensity.source,
      folds: try rows.plan(choices.folds, cluster: roles.cluster, in: object.frame, context),
      clip: choices.clip,
      seed: context.seed, forest: choices.forest, uplift: choices.uplift)
    var truth: [Double]?
    if let column = KnownTruth.column(arguments[FitParameters.truth], in: object.frame) {
      let values = try NumericColumn.values(column, role: "truth", in: object.frame, context)
      truth = NumericColumn.taking(values, rows.rows)
    }
    rows.notes += KnownTruth.notes(arguments[FitParameters.truth], in: object.frame)
    var (fitted, scores) = try fit(choices.kind, rows, settings, context)
    var bootstrap: ResampledEffects?
    if case .bootstrap(let replicates) = choices.inference, choices.kind != .response {
      do throws(LearnerError) {
        let resampled = try ResampledEffects.fit(
          choices.kind, EffectProblem(data: rows.data, settings: settings),
          replicates: replicates)
        fitted = fitted.with(resampled)
        bootstrap = resampled
      } catch { throw LearnerProblem.diagnostic(error, roles: roles, context) }
    }
    let model = FittedEffect(
      kind: choices.kind, roles: roles, labels: rows.arms.labels, settings: settings,
      encoder: rows.encoder, fitted: fitted,
      summaries: ArmSummary.all(fitted, scores, counts: rows.arms.counts),
      lineage: object.lineage,
      provenance: ModelProvenance(
        notebook: Path.name(context.source.path), cell: context.name, rows: rows.rows.count,
        origin: object.origin),
      fitRows: FittedEffect.FitRows(
        frameRowCount: object.frame.rowCount, positions: rows.rows))
    return EffectReport(
      model: model, rows: rows, scores: scores, level: context.level, truth: truth,
      assumesModels: choices.models == nil, bootstrap: bootstrap,
      groups: try EffectGroups.gather(
        arguments[FitParameters.groups], from: object.frame, rows: rows.rows, context))
  }

  /// The effects, and the doubly robust scores behind their averages; a response model has none.
  private func fit(
    _ kind: EffectKind, _ rows: CausalRows, _ settings: NuisanceSettings, _ context: RunContext
  ) throws(Diagnostic) -> (FittedEffects, DoublyRobustScores?) {
    let cache = context.session.nuisances
    do throws(LearnerError) {
      let fitted = try kind.fit(
        EffectProblem(data: rows.data, settings: settings, cache: cache))
      if kind == .response { return (fitted, nil) }
      // A forest of two arms has models of its own for them.
      if let scores = fitted.forest?.scores { return (fitted, scores) }
      if !arguments[FitParameters.averages] { return (fitted, nil) }
      return (
        fitted, try DoublyRobustScores.compute(rows.data, settings: settings, cache: cache)
      )
    } catch {
      throw LearnerProblem.diagnostic(error, roles: FitParameters.roles(arguments), context)
    }
  }
}

extension Session {
  /// Outcome and propensity models that the cells of this session share.
  var nuisances: NuisanceCache { shared("nuisances") { NuisanceCache() } }
}

extension DiagnosticKind {
  static let noAverages = DiagnosticKind(
    "fit.noAverages", .error,
    "Groups have average effects of their own, which `averages: false` does not estimate.")
  static let noFeatures = DiagnosticKind(
    "fit.noFeatures", .error, "A model of effects that vary needs at least one feature.")
}

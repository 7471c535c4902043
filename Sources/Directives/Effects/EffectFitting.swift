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
  /// The keys themselves, a learner's own in the place of its cell's.
  let keys: Arguments

  /// What the keys of a fit say.
  init(kind: EffectKind, arguments: Arguments) {
    self.kind = kind
    keys = arguments
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
    LearnerProblem.diagnostics + [
      .noFeatures, .tooManyEffectGroups, .noAverages, .oneCluster, .constantOutcome,
      .noOverlap, .crowdedModel, .unusedPropensity, .unsplitTree,
    ]

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
    plan.check(groupColumn, in: schema)
    plan.checkTruth(arguments.ifDeclared(FitParameters.truth) ?? nil, in: schema)
    plan.refuseTruth(
      among: [
        roles.outcome, roles.treatment.column, roles.weights, roles.cluster, groupColumn,
      ] + roles.features + roles.controls)
    for (kind, keys) in learners {
      let choices = EffectChoices(kind: kind, arguments: keys)
      plan.check(choices.propensity, in: schema)
      if case .second(let column) = choices.folds { plan.check(column, in: schema) }
      ForestKeys.plan(keys, choices.inference, &plan)
      plan.checkMonotone(choices, keys, among: roles)
    }
    if groupColumn != nil, !arguments[FitParameters.averages] {
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

  /// The column of `by:`; a response model has no effects to average.
  private var groupColumn: ColumnReference? {
    arguments.ifDeclared(FitParameters.groups) ?? nil
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
    let truthColumn = choices.kind == .response ? nil : arguments[FitParameters.truth]
    let truth = try KnownEffects.gather(
      truthColumn, arms: rows.arms.arms, from: object.frame, rows: rows.rows, context)
    rows.notes += KnownTruth.notes(truthColumn, in: object.frame) + (truth?.notes ?? [])
    let uses = ModelUse.all(
      choices.kind, learners, hasAverages: arguments[FitParameters.averages],
      isEstimated: rows.propensity.source == .estimated, isSlope: rows.data.dose != nil)
    rows.notes += unusedModels(choices, uses)
    let requirements = FitRequirements(
      choices: choices, rows: rows, settings: settings, roles: roles, uses: uses,
      keys: choices.keys, context: context)
    try requirements.check()
    let found: Found
    do throws(Diagnostic) {
      found = try fit(choices, rows, settings, context)
    } catch { throw requirements.located(error) }
    let model = FittedEffect(
      kind: choices.kind, roles: roles, labels: rows.arms.labels, settings: settings,
      encoder: rows.encoder, fitted: found.effects,
      summaries: ArmSummary.all(found.effects, found.scores, counts: rows.arms.counts),
      lineage: object.lineage,
      provenance: ModelProvenance(
        notebook: Path.name(context.source.path), cell: context.name, rows: rows.rows.count,
        origin: object.origin),
      fitRows: FittedEffect.FitRows(
        frameRowCount: object.frame.rowCount, positions: rows.rows))
    var report = EffectReport(
      model: model, rows: rows, scores: found.scores, level: context.level, truth: truth,
      assumesModels: choices.models == nil, bootstrap: found.bootstrap,
      groups: try EffectGroups.gather(
        groupColumn, from: object.frame, rows: rows.rows, context))
    report.warnings =
      FitWarnings(
        report: report, choices: choices, uses: uses, keys: choices.keys, context: context
      ).all
    return report
  }

  /// A sentence on roles that `models:` names and this kind has no use for.
  private func unusedModels(_ choices: EffectChoices, _ uses: [ModelUse]) -> [String] {
    guard let models = choices.models, let named = models.named else { return [] }
    let isShared =
      arguments.declares(FitLearnersDirective.learners)
      && models.range == arguments.range(of: FitParameters.models)
    // A map for several learners names what any of them uses.
    if isShared { return [] }
    let unused = named.filter { role in
      !uses.contains { $0.role == role }
        || (role == .effect && (choices.final != nil || choices.kind == .linearDML))
    }
    if unused.isEmpty { return [] }
    let names = unused.map(\.rawValue).joined(separator: " and ")
    return ["models: says \(names), for which this \(choices.kind.rawValue) has no use."]
  }

  /// The effects, with the doubly robust scores behind their averages, which a response model has
  /// none of, and the refits that a bootstrap asks for.
  private struct Found {
    var effects: FittedEffects
    var scores: DoublyRobustScores?
    var bootstrap: ResampledEffects?
  }

  private func fit(
    _ choices: EffectChoices, _ rows: CausalRows, _ settings: NuisanceSettings,
    _ context: RunContext
  ) throws(Diagnostic) -> Found {
    let cache = context.session.nuisances
    do throws(LearnerError) {
      var found = Found(
        effects: try choices.kind.fit(
          EffectProblem(data: rows.data, settings: settings, cache: cache)))
      if choices.kind == .response { return found }
      // A forest of two arms has models of its own for them.
      found.scores = found.effects.forest?.scores
      if found.scores == nil, arguments[FitParameters.averages] {
        found.scores = try DoublyRobustScores.compute(rows.data, settings: settings, cache: cache)
      }
      if case .bootstrap(let replicates) = choices.inference {
        let resampled = try ResampledEffects.fit(
          choices.kind, EffectProblem(data: rows.data, settings: settings),
          replicates: replicates)
        found.effects = found.effects.with(resampled)
        found.bootstrap = resampled
      }
      return found
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

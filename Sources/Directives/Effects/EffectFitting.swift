import Diagnostics
import Execution
import Frames
import Learners

/// The work that all kinds of `fit` share: columns to data, the fit, and its session object.
struct EffectFitting {
  let kind: EffectKind
  let arguments: Arguments

  static let diagnostics = LearnerProblem.diagnostics + [.noFeatures]

  /// Checks names and columns before anything runs, and binds the model.
  func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    let roles = FitParameters.roles(arguments)
    plan.check([roles.outcome, roles.treatment.column], in: schema)
    plan.check(roles.features + roles.controls, in: schema)
    plan.check(roles.weights, in: schema)
    plan.check(arguments[FitParameters.truth], in: schema)
    plan.check(roles.propensity?.column, in: schema)
    if case .second(let column) = arguments[FitParameters.folds] { plan.check(column, in: schema) }
    if roles.features.isEmpty {
      plan.error(
        .noFeatures, at: arguments.range(of: CausalParameters.features),
        "features is empty, so that there is nothing for the effect to vary with",
        hint: "name the columns, as features: [age, region]")
    }
    plan.bind(.object(FittedEffect.typeName))
  }

  func run(_ context: RunContext) throws -> CellResult {
    let object = try context.frame(arguments[CausalParameters.data])
    let roles = FitParameters.roles(arguments)
    let learners = LearnerReference.roles(arguments[FitParameters.models])
    let rows = try CausalRows.gather(
      roles, from: object.frame, propensityLearner: learners.propensity.name, context)
    let settings = NuisanceSettings(
      models: learners, propensity: rows.propensity.source,
      folds: try foldPlan(object.frame, rows.rows, context), clip: arguments[FitParameters.clip],
      seed: context.seed)
    let truth = try arguments[FitParameters.truth].map {
      NumericColumn.taking(
        try NumericColumn.values($0, role: "truth", in: object.frame, context), rows.rows)
    }
    let (fitted, scores) = try fit(rows, settings, context)
    let model = FittedEffect(
      kind: kind, roles: roles, labels: rows.arms.labels, settings: settings,
      encoder: rows.encoder, fitted: fitted, lineage: object.lineage,
      frameRowCount: object.frame.rowCount, fitRows: rows.rows)
    var report = EffectReport(model: model, rows: rows, scores: scores, level: context.level)
    report.assumesModels = !arguments.isGiven(FitParameters.models)
    report.truth = truth
    var result = report.result()
    result.bind(context.name, model)
    return result
  }

  /// The effects, and the doubly robust scores behind their averages; a response model has none.
  private func fit(
    _ rows: CausalRows, _ settings: NuisanceSettings, _ context: RunContext
  ) throws(Diagnostic) -> (FittedEffects, DoublyRobustScores?) {
    let cache = context.session.nuisances
    do throws(LearnerError) {
      let fitted = try kind.fit(
        EffectProblem(data: rows.data, settings: settings, cache: cache))
      let scores =
        kind == .response
        ? nil : try DoublyRobustScores.compute(rows.data, settings: settings, cache: cache)
      return (fitted, scores)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: FitParameters.roles(arguments), context)
    }
  }

  private func foldPlan(
    _ frame: Frame, _ rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> FoldPlan {
    switch arguments[FitParameters.folds] {
    case .first(let count): return .count(count)
    case .second(let column):
      guard let view = frame[column.name]?.levelView else {
        return .column(try NumericColumn.values(column, role: "folds", in: frame, context))
      }
      return .column(rows.map { view.codes[$0] < 0 ? .nan : Double(view.codes[$0]) })
    }
  }
}

extension Session {
  /// Outcome and propensity models that the cells of this session share.
  var nuisances: NuisanceCache { shared("nuisances") { NuisanceCache() } }
}

extension DiagnosticKind {
  static let noFeatures = DiagnosticKind(
    "fit.noFeatures", .error, "A model of effects that vary needs at least one feature.")
}

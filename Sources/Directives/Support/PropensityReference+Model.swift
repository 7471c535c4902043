import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

extension CellPlan {
  /// Checks the columns of a propensity; a name that is no column may be a model's.
  mutating func check(_ propensity: PropensityReference?, in schema: FrameSchema) {
    for column in propensity?.columns ?? [] {
      let isColumn = schema.names?.contains(column.name)
      if isColumn != true, case .object(FittedEffect.typeName)? = self.schema(of: column.name) {
        // Where columns are not known yet, the name may turn out to be one.
        _ = readIfBound(column.name)
      } else {
        check(column, in: schema)
      }
    }
  }
}

extension PropensityReference {
  /// The reference with the model that it names, where it names one and no column of the frame.
  func bound(to frame: Frame, _ context: RunContext) -> PropensityReference {
    guard let column, frame[column.name] == nil,
      let model = context.object(named: column.name, at: column.range) as? FittedEffect
    else { return self }
    return PropensityReference(form: .model(name: column.name, model), range: range)
  }
}

extension ResolvedPropensity {
  /// What a fitted model says of each row: one probability for each used arm.
  static func ofModel(
    _ model: FittedEffect, _ name: String, at range: SourceRange?, arms: TreatmentArms,
    frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> ResolvedPropensity {
    guard model.treatment == arms.column else {
      throw context.error(
        .invalidPropensity, at: range,
        "“\(name)” tells the probability of “\(model.treatment)”, and the treatment here is “\(arms.column)”",
        hint: "name a model of “\(arms.column)”, or leave propensity out to have it estimated")
    }
    let all: [[Double]]?
    do throws(LearnerError) { all = try model.propensities(of: arms.labels, in: frame) } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    guard let all else {
      throw context.error(
        .invalidPropensity, at: range,
        "the \(model.kind.rawValue) “\(name)” has no propensities of \(arms.labels.joined(separator: " and "))",
        hint: "name an x-learner, r-learner, dr-learner or forest of these arms")
    }
    warnInSample(model, name, at: range, context)
    return ResolvedPropensity(
      source: .rows(all.map { NumericColumn.taking($0, arms.rows) }),
      note: "The propensity is that of the model \(name), as it predicts these rows.")
  }
}

extension ResolvedPropensity {
  /// Base learners whose probabilities of their own rows are nearly those of new ones.
  private static let rigidLearners: Set = ["mean", "linear", "ridge", "lasso", "logistic"]

  /// Warns where a learner that follows its rows closely tells the probabilities of these very rows:
  /// they lie too near to 0 and 1, and weights that rest on them take too little of the confounding
  /// away.
  private static func warnInSample(
    _ model: FittedEffect, _ name: String, at range: SourceRange?, _ context: RunContext
  ) {
    let learner = model.settings.models.propensity.name
    guard model.settings.propensity == .estimated, !rigidLearners.contains(learner),
      let data = try? context.frame(
        context.arguments.value(of: "data", as: NameReference.self)),
      data.lineage.overlaps(model.lineage)
    else { return }
    let warning = context.error(
      .inSamplePropensity, at: range,
      "“\(name)” tells the propensities of rows that it was fitted on, and \(learner) fits its rows closely",
      hint:
        "predict them out of fold (predict with what: propensity) and name the column, or fit the model on another part of a split"
    )
    // Several arms or learners of a cell ask for the same.
    if context.diagnostics.contains(warning) { return }
    context.warn(
      warning.kind, at: warning.range, warning.message, hint: warning.hint)
  }
}

extension DiagnosticKind {
  static let inSamplePropensity = DiagnosticKind(
    "propensity.inSample", .warning,
    "Propensities come from a model that was fitted on these rows with a learner that fits its rows closely, such as boosting: they lie too near to 0 and 1. Predict them out of fold into a column, or fit the model on other rows."
  )
}

extension FittedEffect {
  /// ê of some arms for every row, by their labels; nil where the model has none of them.
  func propensities(of wanted: [String], in frame: Frame) throws(LearnerError) -> [[Double]]? {
    try applied(to: frame) { rows, _ throws(LearnerError) in try propensities(of: wanted, rows) }
  }

  private func propensities(
    of wanted: [String], _ rows: EffectRows
  ) throws(LearnerError) -> [[Double]]? {
    var values: [[Double]] = []
    for label in wanted {
      guard let arm = TreatmentArms.position(of: label, in: labels),
        let own = try fitted.model.propensities(rows, arm: arm)
      else { return nil }
      values.append(own)
    }
    return values
  }
}

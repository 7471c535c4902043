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
      let model = context.object(named: column.name) as? FittedEffect
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
    return ResolvedPropensity(
      source: .rows(all.map { NumericColumn.taking($0, arms.rows) }),
      note: "The propensity is that of the model \(name), as it predicts these rows.")
  }
}

extension FittedEffect {
  /// ê of some arms for every row, by their labels; nil where the model has none of them.
  func propensities(of wanted: [String], in frame: Frame) throws(LearnerError) -> [[Double]]? {
    let rows = try rows(of: frame).rows
    var values: [[Double]] = []
    for label in wanted {
      guard let arm = labels.firstIndex(of: label),
        let own = try fitted.model.propensities(rows, arm: arm)
      else { return nil }
      values.append(own)
    }
    return values
  }
}

import Diagnostics
import Execution
import Learners

/// Turns the complaints of learners into located diagnostics with the mend.
enum LearnerProblem {
  static func diagnostic(
    _ error: LearnerError, roles: CausalRoles, _ context: RunContext
  ) -> Diagnostic {
    func range(of column: String) -> SourceRange? {
      (roles.features + roles.controls).first { $0.name == column }?.range
    }
    switch error {
    case .missingColumn(let name):
      return context.error(
        .unknownColumn, at: range(of: name),
        "the frame has no column “\(name)”, which the model was fitted on")
    case .columnKind(let name, let expectedCategory):
      return context.error(
        .unsuitedFeature, at: range(of: name),
        "“\(name)” was a \(expectedCategory ? "category" : "number") when the model was fitted, and is none here",
        hint: "give it the same type with load's types:")
    case .missingValues(let column, let count, let learner):
      return context.error(
        .missingFeatureValues, at: range(of: column),
        "“\(column)” is missing in \(CountText.rows(count)), and \(learner) takes no missing values",
        hint: "impute it with transform, or use models: boosting")
    case .unseenLevels(let unseen, let learner):
      let levels = unseen.levels.prefix(5).map { "“\($0)”" }.joined(separator: ", ")
      return context.error(
        .unseenLevels, at: range(of: unseen.column),
        "“\(unseen.column)” has levels that the model never saw in \(CountText.rows(unseen.rows)) (\(levels)), which \(learner) cannot predict for",
        hint: "recode them with transform, or fit with models: boosting")
    case .infiniteValues(let column):
      return context.error(
        .infiniteFeature, at: range(of: column), "“\(column)” has infinite values",
        hint: "clip or filter them with transform")
    case .emptyColumn(let column):
      return context.error(
        .emptyFeature, at: range(of: column), "“\(column)” has no value in any used row",
        hint: "remove it from the list")
    case .outcomeNotFinite(let rows):
      return context.error(
        .unfitOutcome, at: roles.outcome.range,
        "“\(roles.outcome.name)” is missing or infinite in \(CountText.rows(rows))")
    case .invalidWeights:
      return context.error(
        .invalidWeights, at: roles.weights?.range,
        "weights must be finite and not negative, and some above 0")
    case .unsuitedLearner(let learner, _), .notBinary(let learner):
      return context.error(
        .unsuitedLearner,
        "\(learner) models a 0/1 outcome, and “\(roles.outcome.name)” is a number",
        hint: "use models: {outcome: linear} or boosting")
    case .emptyArm(let arm):
      return context.error(
        .tinyArm, at: roles.treatment.column.range, "no row has “\(arm)”",
        hint: "leave the arm out with arms:")
    case .tooFewRows(let arm, let rows, let needed):
      return context.error(
        .tooFewRows, at: roles.treatment.column.range,
        "a model\(arm.map { " of “\($0)”" } ?? "") would have \(rows) rows, and needs \(needed) or more",
        hint: "use fewer folds, or more data")
    case .invalidFolds(let reason):
      return context.error(.invalidFolds, "the folds cannot be used: \(reason)")
    case .invalidPropensity(let reason):
      return context.error(.invalidPropensity, at: roles.propensity?.range, reason)
    case .invalidParameter(let name, let allowed):
      return context.error(.outOfRange, "\(name) is \(allowed)")
    case .separation(let learner):
      return context.error(
        .separation,
        "the features tell the two classes apart perfectly, so that \(learner) has no finite fit",
        hint: "give it a penalty, as {logistic: {ridge: 1}}, or look for a feature that leaks")
    case .notConverged(let learner, let iterations):
      return context.error(
        .notConverged, "\(learner) did not settle within \(iterations) steps",
        hint: "scale the features, or use models: boosting")
    case .boostingUnavailable(let detail):
      return context.error(
        .boostingUnavailable, "the boosting library is not installed",
        notes: detail.isEmpty ? [] : ["The system says: \(detail)."],
        hint: "install libxgboost-dev, or use models: linear")
    case .boosting(let detail):
      return context.error(.boostingFailed, "the boosting library refused: \(detail)")
    case .forestTooSmall(let detail):
      return context.error(.unfitForest, detail, hint: "use a larger min-leaf, or more trees")
    case .unsupported(let detail):
      return context.error(.unsupportedLearner, detail)
    }
  }

  static let diagnostics: [DiagnosticKind] = [
    .partedClusters, .unfitMonotone, .missingFeatureValues, .unseenLevels, .infiniteFeature,
    .unfitOutcome, .invalidWeights, .unsuitedLearner, .tooFewRows, .invalidFolds, .separation,
    .notConverged, .boostingUnavailable, .boostingFailed, .unsupportedLearner, .tinyArm,
    .repeatedFeature, .unsuitedFeature, .leakingFeature, .emptyFeature, .constantFeature,
    .invalidPropensity, .noRowMeets, .unfitTreatment, .unfitForest,
  ]
}

extension DiagnosticKind {
  static let missingFeatureValues = DiagnosticKind(
    "feature.missing", .error,
    "A feature has missing values and the base learner takes none. Impute them, or use a learner that takes them, such as boosting."
  )
  static let unseenLevels = DiagnosticKind(
    "feature.unseen", .error,
    "Rows have a level that the model never saw, and its base learner cannot predict for it: linear models have no coefficient there. Recode it to a level that was there, or fit with a learner that takes missing values, such as boosting."
  )
  static let infiniteFeature = DiagnosticKind(
    "feature.infinite", .error, "A feature has infinite values.")
  static let unfitOutcome = DiagnosticKind(
    "outcome.notFinite", .error, "The outcome has infinite values, or none at all.")
  static let invalidWeights = DiagnosticKind(
    "weights.invalid", .error, "A weight is negative or infinite, or all are zero.")
  static let unsuitedLearner = DiagnosticKind(
    "fit.unsuitedLearner", .error,
    "The base learner cannot take this role, as logistic regression for an outcome that is not 0 or 1."
  )
  static let tooFewRows = DiagnosticKind(
    "fit.tooFewRows", .error,
    "After the split into arms and folds a model would have too few rows to be fitted on.")
  static let invalidFolds = DiagnosticKind(
    "fit.folds", .error,
    "The rows cannot be divided into the folds that are asked for: the column of folds has a missing value or a single value, or there are fewer clusters than folds."
  )
  static let separation = DiagnosticKind(
    "fit.separation", .error,
    "The features tell the classes of a 0/1 target apart perfectly; a logistic regression without a penalty has then no finite answer."
  )
  static let notConverged = DiagnosticKind(
    "fit.notConverged", .error, "An iterative fit did not settle.")
  static let boostingUnavailable = DiagnosticKind(
    "fit.boostingUnavailable", .error, "The XGBoost library could not be opened.")
  static let boostingFailed = DiagnosticKind(
    "fit.boosting", .error, "The XGBoost library reported an error.")
  static let unsupportedLearner = DiagnosticKind(
    "fit.unsupported", .error, "This kind of learner is not meant for such data.")
}

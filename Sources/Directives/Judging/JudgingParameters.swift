import Execution
import Learners
import NotebookSyntax

/// Keys of the directives that judge scores: what is judged, on which rows, by which scores Γ.
enum JudgingParameters {
  static let model = Parameter<NameReference?>.optional(
    "model", .model, shown: "the model last fitted", "The model that is judged.")
  static let scores = Parameter<[ScoreReference]?>.optional(
    "scores", .list(of: .score), shown: "the model",
    "Models and numeric columns that are judged beside each other; -name reverses a column.")
  static let data = CausalParameters.data
  static let outcome = Parameter<ColumnReference?>.optional(
    "outcome", .column, shown: "the model's", "The outcome Y.")
  static let treatment = Parameter<TreatmentReference?>.optional(
    "treatment", .treatment, shown: "the model's", "The treatment T.")
  static let control = CausalParameters.control
  static let arms = CausalParameters.arms
  static let propensity = Parameter<PropensityReference?>.optional(
    "propensity", .propensity, shown: "the model's, else estimated",
    "The probability of treatment: a number, a map from level to number, a column, a model, or design; for a dose, design says that it was randomised."
  )
  static let features = Parameter<[ColumnReference]?>.optional(
    "features", .columns, shown: "the model's, else none",
    "Features of the outcome models behind the doubly robust scores.")
  static let models = Parameter<LearnerReference?>.optional(
    "models", .learners, shown: "linear where the treatment was randomised, else boosting",
    "Base learners behind the doubly robust scores.")
  static let folds = Parameter<Int>(
    "folds", .integer(from: 1, to: 100), default: 5,
    "Folds in which the doubly robust scores are cross-fitted; 1 means none, and is stamped.")
  static let clip = Parameter<Double>(
    "clip", .number(from: 0, to: 0.49), default: 0.01,
    "Estimated propensities are kept between this and one minus this.")
  static let weights = CausalParameters.weights
  static let cluster = Parameter<ColumnReference?>.optional(
    "cluster", .column, "Rows of one value are drawn together: errors count clusters, not rows.")
  static let condition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows", "A condition that the judged rows must meet.")
  static let allow = Parameter<Allowance?>.optional(
    "allow", .choice(), "in-sample keeps the stamp and drops the warning.")

  /// What an author may know better.
  enum Allowance: String, CaseIterable, Sendable { case inSample = "in-sample" }

  static let all: [any AnyParameter] = [
    model, scores, data, outcome, treatment, control, arms, propensity, features, models, folds,
    clip, weights, cluster, condition, allow,
  ]

  /// Checks that the outcome, treatment and features that a cell names are columns.
  static func checkRoles(
    _ arguments: Arguments, in schema: FrameSchema, _ plan: inout CellPlan
  ) {
    plan.check(arguments[outcome], in: schema)
    plan.check(arguments[treatment]?.column, in: schema)
    plan.check(arguments[features] ?? [], in: schema)
    plan.refuseTruth(
      among: [arguments[outcome], arguments[treatment]?.column] + (arguments[features] ?? []))
  }
}

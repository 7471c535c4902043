import Execution
import Learners
import NotebookSyntax

/// The keys that every kind of `fit` takes.
enum FitParameters {
  static let propensity = Parameter<PropensityReference?>.optional(
    "propensity", .propensity, shown: "estimated from features and controls",
    "The probability of each arm: design (the observed shares), a number, a map from level to number, a column, or a model that has propensities."
  )
  static let folds = Parameter<Either<Int, ColumnReference>>(
    "folds", .either(.integer(from: 1, to: 100), .column),
    default: .first(5), shown: "5",
    "How many folds outcome and propensity models are cross-fitted on, or a column that states each row's fold; 1 for none."
  )
  static let clip = Parameter<Double>(
    "clip", .number(from: 0, to: 0.49), default: 0.01,
    "Estimated propensities are kept between this and one minus this; the rows touched are counted."
  )
  static let models = Parameter<LearnerReference?>.optional(
    "models", .learners,
    shown: "boosting",
    "The base learner of all roles, or a map of outcome, propensity, treatment and effect to base learners: linear, ridge, lasso (logistic for a probability), logistic, boosting, forest, mean, auto (the best of these by cross-validation), each with parameters as {boosting: {trees: 200, depth: 4, monotone: {price: decreasing}}}."
  )
  static let monotone = Parameter<[(key: Located<String>, value: Monotonicity)]?>.optional(
    "monotone", .map(of: .choice(), keys: "column"),
    "Features and controls with which the outcome can only rise or only fall, all others being equal, as {price: decreasing}: boosted outcome models keep to it."
  )
  static let truth = Parameter<ColumnReference?>.optional(
    "truth", .column,
    "A column with the true effect, as simulated data have it; of several arms the column NAME[ARM] of each, where there is one."
  )

  static let rowCondition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows",
    "A condition that the rows must meet to be used; the others are counted.")
  static let cluster = Parameter<ColumnReference?>.optional(
    "cluster", .column,
    "Rows of one value were drawn together: folds keep them together, and standard errors and bootstraps count clusters."
  )
  static let groups = Parameter<ColumnReference?>.optional(
    "by", .column, "A column whose levels get average effects of their own.")

  static let averages = Parameter<Bool>(
    "averages", .boolean, default: true,
    "Whether average effects are estimated too, by doubly robust scores with cross-fitted models of their own; false saves these fits where only the effects of rows are wanted."
  )

  static let all: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, CausalParameters.treatment,
    CausalParameters.control, CausalParameters.arms, CausalParameters.features,
    CausalParameters.controls, propensity, models, monotone, folds, clip, CausalParameters.weights,
    cluster,
    rowCondition, groups, averages, truth,
  ]

  /// Those that a model of the outcome alone takes.
  ///
  /// It has no effects to average or to compare with a truth; the propensity is for whoever judges it.
  static let response: [any AnyParameter] = all.filter {
    ![groups.name, truth.name].contains($0.name)
  }

  static func roles(_ arguments: Arguments) -> CausalRoles {
    CausalRoles(
      outcome: arguments[CausalParameters.outcome],
      treatment: arguments[CausalParameters.treatment],
      control: arguments[CausalParameters.control], arms: arguments[CausalParameters.arms],
      features: arguments[CausalParameters.features],
      controls: arguments[CausalParameters.controls],
      weights: arguments[CausalParameters.weights], propensity: arguments[propensity],
      cluster: arguments[cluster], condition: arguments[rowCondition])
  }

  /// What every kind of `fit` gives.
  static let values: [(path: String, summary: String)] = [
    ("rows", "rows that were used"),
    ("ate", "average effect over these rows: the mean of their cross-fitted doubly robust scores"),
    ("ate.se", "its standard error"),
    ("ate.ci", "its interval"),
    ("att", "average effect on the rows that received the arm; also att.se, att.ci"),
    (
      "ato",
      "average effect on the overlap, the rows that could have had the arm or the control, with weights e(1 − e); also ato.se, ato.ci"
    ),
    ("cate.mean", "mean of the predicted effects; also cate.sd, cate.min, cate.max"),
    ("cate.q05", "their 5% quantile; also q25, q50, q75, q95"),
    ("nuisance.outcome.r2", "R² of the outcome model; also .log-loss and .auc for a 0/1 outcome"),
    (
      "cate.mean.se",
      "standard error of the mean predicted effect, of a linear last stage or by bootstrap; also cate.mean.ci"
    ),
    ("pehe", "with truth: root mean squared error of the effects; also bias, their mean error"),
    ("coverage", "with truth: share of true effects within the intervals, where there are any"),
    ("gate[LEVEL]", "average effect of a group of by:; also gate.se[LEVEL], gate.ci[LEVEL]"),
    ("[ARM].ate", "any of these for one arm of several"),
  ]

  /// What a model of the outcome alone gives.
  static let responseValues: [(path: String, summary: String)] = [
    ("rows", "rows that were used"),
    (
      "prediction.mean",
      "mean of the outcomes predicted for these rows; also prediction.sd, prediction.min, prediction.max"
    ),
    ("prediction.q05", "their 5% quantile; also q25, q50, q75, q95"),
    ("nuisance.outcome.r2", "R² of the model; also .log-loss and .auc for a 0/1 outcome"),
    ("[ARM].prediction.mean", "any of these for one arm of several"),
  ]

  /// What a fit with a linear last stage gives besides.
  static let linearValues: [(path: String, summary: String)] = [
    ("coef[TERM]", "coefficient of a linear last stage; coef[intercept] is its intercept"),
    ("se[TERM]", "its HC1 standard error"),
  ]
}

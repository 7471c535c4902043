import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// `estimate dml`: average effects by double machine learning.
package struct EstimateDMLDirective: Directive {
  /// Which moment the effect solves.
  enum Score: String, CaseIterable, Sendable {
    case partiallingOut = "partialling-out"
    case interactive
  }

  package static let manual = DirectiveManual(
    verb: "estimate", kind: "dml",
    summary: "Estimates an average effect by double machine learning.",
    discussion: """
      `score: partialling-out` frees outcome and treatment of what the controls explain, and regresses
      one rest on the other: the partially linear model, also for a numeric treatment, whose slope is
      the effect. `score: interactive` averages doubly robust scores with an outcome model for each
      arm. Where effects differ, partialling-out weights rows by the variance of their treatment;
      the interactive score gives the average over everyone, or over `target`.

      Models are cross-fitted in `folds`. With `repeats` the rows are split anew that many times; the
      estimate is the median, its error has the spread over the splits in it, and both are shown.
      """,
    example: """
      ```{estimate dml #effect}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      controls: [recency, history, mens, womens, newbie, zip_code, channel]
      score: partialling-out
      models: {outcome: linear, propensity: logistic}
      repeats: 5
      ```
      """,
    values: [
      ("ate, ate.se, ate.ci, ate.p", "the effect of the first arm, or of one more of a dose"),
      ("[ARM].ate", "the same of each arm"),
      ("spread", "standard deviation of the estimates over the splits, with repeats"),
      ("ate[SPLIT], ate.se[SPLIT]", "the estimate of one split, from 1"),
      ("nuisance.outcome.r2", "R² of the outcome model, on rows it did not see; also of treatment"),
      ("nuisance.propensity.auc", "AUC of the propensity model; also .log-loss and .r2"),
      ("rows, clipped", "rows that were used; rows whose propensities were clipped"),
      ("propensity.min, propensity.max", "their range before clipping, of the interactive score"),
      ("overlap.outside", "share of propensities below 0.1 or above 0.9, of the interactive score"),
    ])

  static let score = Parameter<Score>(
    "score", .choice(), default: .partiallingOut, shown: "partialling-out",
    "partialling-out (the partially linear model) or interactive (doubly robust scores).")
  static let repeats = Parameter<Int>(
    "repeats", .integer(from: 1, to: 100), default: 1, "How many times the rows are split anew.")

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, CausalParameters.treatment,
    CausalParameters.control, CausalParameters.arms, EffectTargetParameters.controls, score,
    FitParameters.propensity, FitParameters.models, FitParameters.folds, repeats,
    FitParameters.clip, EffectTargetParameters.target, CausalParameters.weights,
    FitParameters.cluster, FitParameters.rowCondition,
  ]
  package static let diagnostics =
    LearnerProblem.diagnostics + [.targetOfOneArm, .doubleLearning]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    let roles = EffectTargetParameters.roles(arguments)
    plan.check([roles.outcome, roles.treatment.column] + roles.features, in: schema)
    plan.refuseTruth(among: [roles.outcome, roles.treatment.column] + roles.features)
    plan.check(roles.weights, in: schema)
    plan.check(roles.cluster, in: schema)
    plan.check(roles.propensity?.column, in: schema)
    if case .second(let column) = arguments[FitParameters.folds] {
      plan.check(column, in: schema)
      if arguments[Self.repeats] > 1 {
        plan.error(
          .doubleLearning, at: arguments.range(of: Self.repeats),
          "folds: states the split, so that repeats would all be the same",
          hint: "give folds: a number, or leave repeats: out")
      }
    }
    if arguments[Self.score] == .partiallingOut, arguments[EffectTargetParameters.target] != .ate {
      plan.error(
        .doubleLearning, at: arguments.range(of: EffectTargetParameters.target),
        "partialling-out has one slope for everyone, and no target",
        hint: "score: interactive averages over a target")
    }
    plan.bind(.object(AverageEffects.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let learning = try DoubleLearning(arguments, context)
    return DoubleLearningReport(
      learning: learning, outcome: arguments[CausalParameters.outcome].name,
      score: arguments[Self.score], target: arguments[EffectTargetParameters.target],
      assumesModels: !arguments.isGiven(FitParameters.models), context: context
    ).result()
  }
}

extension DiagnosticKind {
  static let doubleLearning = DiagnosticKind(
    "estimate.dml", .error,
    "Keys of `estimate dml` contradict each other: a stated split with repeats, or a score that the treatment or the target does not fit."
  )
}

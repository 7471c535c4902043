import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics
import Statistics

/// `estimate dose`: what each level of a numeric treatment does, and whether a line says it.
package struct EstimateDoseDirective: Directive {
  /// How standard errors are computed.
  enum Covariance: String, CaseIterable, Sendable {
    case classical
    case hc1 = "HC1"
    case hc3 = "HC3"

    var estimator: CovarianceEstimator {
      switch self {
      case .classical: .classical
      case .hc1: .hc1
      case .hc3: .hc3
      }
    }
  }

  package static let manual = DirectiveManual(
    verb: "estimate", kind: "dose",
    summary: "Estimates the effect of each level of a numeric treatment, and tests the line.",
    discussion: """
      Each level has a mean with its interval, and a contrast with the baseline; `adjust` holds
      covariates at their means. Beside them stands the straight line, whose slope is the usual
      single number, and the F test of whether the levels depart from it. Doses of many values are
      cut into `bins` of equal size.

      The result is also a frame with a row for each level, for `plot line` and `show`: its columns
      are level, dose, rows, mean, mean.low, mean.high, effect, effect.low, effect.high and line.
      """,
    example: """
      ```{estimate dose #response}
      data: experiment
      outcome: profit
      treatment: discount
      baseline: 0
      adjust: [age]
      ```
      """,
    values: [
      ("effect[LEVEL]", "mean of a level less that of the baseline, with .se, .ci and .p"),
      ("mean[LEVEL]", "mean of a level, with .se and .ci; rows[LEVEL] its rows"),
      ("slope, slope.se, slope.ci, slope.p", "of the straight line"),
      (
        "lack-of-fit.f, lack-of-fit.df, lack-of-fit.p",
        "F test of the levels against the line, with .df.denominator"
      ),
      ("rows, levels, baseline", "rows and levels that were used; the baseline's label"),
    ])

  static let treatment = Parameter<ColumnReference>(
    "treatment", .column, "The dose: a numeric column.")
  static let levels = Parameter<[Double]?>.optional(
    "levels", .list(of: .number), shown: "every value that has min-rows",
    "The doses that are compared; rows of others are left out and counted.")
  static let bins = Parameter<Either<Int, [Double]>?>.optional(
    "bins", .either(.integer(from: 2, to: 100), .list(of: .number)),
    shown: "none; 10 for a dose of more than 60 values",
    "A number of groups of equal size, or the edges of groups.")
  static let baseline = Parameter<Double?>.optional(
    "baseline", .number, shown: "the lowest level",
    "The dose with which the others are compared.")
  static let adjust = Parameter<[ColumnReference]>(
    "adjust", .columns, default: [], shown: "none", "Covariates that are held at their means.")
  static let minRows = Parameter<Int>(
    "min-rows", .integer(from: 2), default: 20,
    "Levels with fewer rows are left out and counted.")
  static let covariance = Parameter<Covariance>(
    "covariance", .choice(), default: .hc1, shown: "HC1", "How standard errors are computed.")
  static let rowCondition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows", "A condition that rows must meet.")

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, treatment, levels, bins, baseline, adjust,
    minRows, covariance, rowCondition,
  ]
  package static let diagnostics: [DiagnosticKind] = [.doseLevels]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    let columns = [arguments[CausalParameters.outcome], arguments[Self.treatment]]
    plan.check(columns, in: schema)
    plan.check(arguments[Self.adjust], in: schema)
    plan.refuseTruth(among: columns + arguments[Self.adjust])
    if arguments[Self.levels] != nil, arguments[Self.bins] != nil {
      plan.error(
        .doseLevels, at: arguments.range(of: Self.bins), "give levels: or bins:, not both")
    }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let object = try context.frame(arguments[CausalParameters.data])
    let frame = try context.filtered(object.frame, where: arguments[Self.rowCondition])
    let data = try DoseLevels(arguments, in: frame, context)
    let covariance = arguments[Self.covariance]
    let response: DoseResponse
    do throws(RegressionError) {
      response = try DoseResponse(
        outcome: data.outcome, dose: data.dose, level: data.codes, levelCount: data.labels.count,
        baseline: data.baseline, covariates: data.covariates, binned: data.isBinned,
        covariance: covariance.estimator)
    } catch {
      throw context.error(
        .doseLevels, at: arguments.range(of: Self.treatment),
        "the levels of “\(arguments[Self.treatment].name)” cannot be told from the covariates")
    }
    let report = DoseReport(
      outcome: arguments[CausalParameters.outcome].name,
      treatment: arguments[Self.treatment].name, data: data, response: response,
      covariance: covariance.rawValue, level: context.level)
    var result = report.result()
    result.bind(context.name, object.derived(report.frame))
    return result
  }
}

extension DiagnosticKind {
  static let doseLevels = DiagnosticKind(
    "estimate.doseLevels", .error,
    "A dose-response needs two levels or more with enough rows, and a baseline among them.")
}

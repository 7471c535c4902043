import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `test anova`: tests whether several groups have one mean.
package struct TestAnovaDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "anova", summary: "Tests whether several groups have one mean.",
    discussion: """
      Fisher's one-way analysis of variance, which assumes one variance for all groups;
      `variance: separate` gives each its own (Welch 1951).
      """,
    example: """
      ```{test anova}
      data: customers
      x: visit
      by: segment
      ```
      """,
    values: [
      ("statistic, df, df.denominator, p", "F, its two degrees of freedom, the p-value"),
      ("effect", "η², the share of the variation between groups"),
    ])

  /// What is assumed of the variances.
  enum Variance: String, CaseIterable, Sendable { case equal, separate }

  static let variance = Parameter<Variance>(
    "variance", .choice(), default: .equal, shown: "equal",
    "Whether all groups have one variance (Fisher), or each its own (Welch).")

  package static let parameters = TestParameters.all + [variance]
  package static let diagnostics = TestParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { TestParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (sample, notes) = try TestParameters.sample(context)
    let moments = sample.samples.map { Moments($0) }
    let whole = moments.reduce(Moments([])) { $0.merged(with: $1) }
    guard whole.count > moments.count else {
      throw context.error(
        .testGroups, at: arguments.range(of: TestParameters.by),
        "every group has a single row, and a variance needs two")
    }
    let isWelch = arguments[Self.variance] == .separate
    let test = isWelch ? AnalysisOfVariance.welch(moments) : AnalysisOfVariance.fisher(moments)
    let within = moments.reduce(0) { $0 + $1.sumOfSquares }
    let outcome = TestOutcome(
      symbol: "F", statistic: test.f,
      degreesOfFreedom: [test.numeratorDegrees, test.denominatorDegrees], pValue: test.pValue,
      effect: ("η²", whole.sumOfSquares > 0 ? 1 - within / whole.sumOfSquares : .nan))
    return outcome.result(tables: [sample.table()], notes: notes)
  }
}

import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `test t`: tests whether two groups have one mean.
package struct TestTDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "t", summary: "Tests whether two groups have one mean.",
    discussion: """
      Welch's test, with a variance for each group; `variance: equal` pools them (Student). The groups
      are the two levels of `by`; the difference is that of the second, in ascending or file order,
      less the first.
      """,
    example: """
      ```{test t}
      data: customers
      x: spend
      by: newbie
      ```
      """,
    values: [
      ("statistic, df, p", "the test statistic, its degrees of freedom, the two-sided p-value"),
      ("effect", "the difference over √((s₁² + s₂²)/2)"),
      ("difference, difference.se, difference.ci", "the second group's mean less the first's"),
    ])

  /// What is assumed of the two variances.
  enum Variance: String, CaseIterable, Sendable { case separate, equal }

  static let variance = Parameter<Variance>(
    "variance", .choice(), default: .separate, shown: "separate",
    "Whether each group has its own variance (Welch), or one for both (Student).")

  package static let parameters = TestParameters.all + [variance]
  package static let diagnostics = TestParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { TestParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (sample, notes) = try TestParameters.sample(exactly: 2, context)
    let (first, second) = (Moments(sample.samples[0]), Moments(sample.samples[1]))
    guard first.count > 1, second.count > 1 else {
      throw context.error(
        .testGroups, at: arguments.range(of: TestParameters.by),
        "a group has a single row, and a variance needs two")
    }
    let isPooled = arguments[Self.variance] == .equal
    let difference =
      isPooled ? MeanComparison.student(second, first) : MeanComparison.welch(second, first)
    let deviation = (0.5 * (first.variance + second.variance)).squareRoot()
    let outcome = TestOutcome(
      symbol: "t", statistic: difference.statistic,
      degreesOfFreedom: [difference.degreesOfFreedom], pValue: difference.pValue,
      effect: ("standardised difference", difference.value / deviation))
    var result = outcome.result(tables: [sample.table()], notes: notes)
    let interval = difference.interval(level: context.level)
    result.values.set("difference", difference.value)
    result.values.set("difference.se", difference.standardError)
    result.values.set("difference.ci", low: interval.low, high: interval.high)
    return result
  }
}

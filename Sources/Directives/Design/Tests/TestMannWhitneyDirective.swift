import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `test mann-whitney`: tests whether one of two groups tends to larger values.
package struct TestMannWhitneyDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "mann-whitney",
    summary: "Tests whether one of two groups tends to larger values.",
    discussion: """
      Mann and Whitney's U of the second group, by the normal approximation with corrections for ties
      and continuity. The effect is the share of pairs in which the second group's value is larger,
      ties counted as one half.
      """,
    example: """
      ```{test mann-whitney}
      data: customers
      x: spend
      by: newbie
      ```
      """,
    values: [
      ("statistic, p", "U of the second group, and the two-sided p-value"),
      ("effect", "share of pairs in which the second group is larger"),
    ])

  package static let parameters = TestParameters.all
  package static let diagnostics = TestParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { TestParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (sample, notes) = try TestParameters.sample(exactly: 2, context)
    let test = RankTest.mannWhitney(sample.samples[1], sample.samples[0])
    let pairs = Double(sample.samples[0].count) * Double(sample.samples[1].count)
    let outcome = TestOutcome(
      symbol: "U", statistic: test.statistic, pValue: test.pValue,
      effect: ("share of pairs in which \(sample.labels[1]) is larger", test.statistic / pairs))
    return outcome.result(tables: [sample.table()], notes: notes)
  }
}

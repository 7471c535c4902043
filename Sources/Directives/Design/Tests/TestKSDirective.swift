import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `test ks`: tests whether two groups have one distribution.
package struct TestKSDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "ks", summary: "Tests whether two groups have one distribution.",
    discussion: """
      Kolmogorov and Smirnov's largest distance between the two empirical distribution functions. Where
      the product of the groups' sizes is at most four million the p-value is exact, also where values
      repeat: the share of all ways to deal the values to the groups that stand as far apart. Beyond
      it is that of the limiting distribution, which is conservative where values repeat.
      """,
    example: """
      ```{test ks}
      data: customers
      x: history
      by: newbie
      ```
      """,
    values: [
      ("statistic, p", "the distance, and its p-value"), ("effect", "the distance"),
    ])

  package static let parameters = TestParameters.all
  package static let diagnostics = TestParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { TestParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (sample, notes) = try TestParameters.sample(exactly: 2, context)
    let (first, second) = (sample.samples[0], sample.samples[1])
    let distance = KolmogorovSmirnov.distance(first, second)
    let isExact = first.count * second.count <= KolmogorovSmirnov.exactLimit
    let outcome = TestOutcome(
      symbol: "D", statistic: distance,
      pValue: isExact
        ? KolmogorovSmirnov.exactPValue(first, second)
        : KolmogorovSmirnov.pValue(
          distance: distance, first: first.count, second: second.count),
      effect: ("distance", distance))
    let method =
      isExact
      ? "The p-value is exact, given which values repeat."
      : "The p-value is that of the limiting distribution."
    return outcome.result(tables: [sample.table()], notes: notes + [method])
  }
}

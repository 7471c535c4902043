import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `test correlation`: tests whether two numeric columns are correlated.
package struct TestCorrelationDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "correlation", summary: "Tests whether two numeric columns are correlated.",
    discussion: """
      Pearson's correlation of the values, or Spearman's of the ranks (`method: spearman`); the p-value
      is that of t with n − 2 degrees of freedom, the interval Fisher's.
      """,
    example: """
      ```{test correlation}
      data: customers
      x: history
      by: recency
      ```
      """,
    values: [
      ("statistic, df, p", "t, its degrees of freedom, the two-sided p-value"),
      ("effect, effect.ci", "the correlation, and its interval"),
    ])

  /// Whose correlation.
  enum Method: String, CaseIterable, Sendable { case pearson, spearman }

  static let method = Parameter<Method>(
    "method", .choice(), default: .pearson, shown: "pearson", "Pearson's or Spearman's.")

  package static let parameters = TestParameters.all + [method]
  package static let diagnostics = TestParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { TestParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (frame, left) = try context.usedRows(arguments)
    let x = try NumericColumn.values(
      arguments[TestParameters.x], role: "column", in: frame, context)
    let y = try NumericColumn.values(
      arguments[TestParameters.by], role: "column", in: frame, context)
    let rows = x.indices.filter { !x[$0].isNaN && !y[$0].isNaN }
    guard rows.count > 2 else {
      throw context.error(
        .testGroups, "\(CountText.rows(rows.count)) with both values, and a correlation needs three"
      )
    }
    let (first, second) = (rows.map { x[$0] }, rows.map { y[$0] })
    let test =
      arguments[Self.method] == .spearman
      ? CorrelationTest.spearman(first, second) : CorrelationTest.pearson(first, second)
    let interval = test.interval(level: context.level)
    let outcome = TestOutcome(
      symbol: "t", statistic: test.statistic, degreesOfFreedom: [Double(test.count - 2)],
      pValue: test.pValue, effect: ("correlation", test.correlation),
      level: (interval.low, interval.high))
    let dropped = x.count - rows.count
    return outcome.result(
      notes: left
        + (dropped == 0 ? [] : ["\(CountText.rows(dropped)) with a missing value left out."]))
  }
}

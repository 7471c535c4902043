import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `test chi-square`: tests whether two columns of categories are independent.
package struct TestChiSquareDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "test", kind: "chi-square",
    summary: "Tests whether two columns of categories are independent.",
    discussion: """
      Pearson's chi-square over the table of counts. `yates: true` subtracts one half from each
      deviation of a 2×2 table. The p-value is exact in the far tail: 1e-40 is printed as such. Small
      expected counts (below five) make the reference distribution rough, which is noted.
      """,
    example: """
      ```{test chi-square}
      data: customers
      x: visit
      by: segment
      ```
      """,
    values: [
      ("statistic, df, p", "the test statistic, its degrees of freedom, the two-sided p-value"),
      ("effect", "Cramér's V, from 0 for independence to 1"),
    ])

  static let yates = Parameter<Bool>(
    "yates", .boolean, default: false, "Whether a 2×2 table is corrected for continuity.")

  package static let parameters = TestParameters.all + [yates]
  package static let diagnostics = TestParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { TestParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (frame, left) = try context.usedRows(arguments)
    let x = try context.column(arguments[TestParameters.x], in: frame).levelView
    let by = try context.column(arguments[TestParameters.by], in: frame).levelView
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: x.levels.count), count: by.levels.count)
    var dropped = 0
    for row in x.codes.indices {
      if x.codes[row] < 0 || by.codes[row] < 0 {
        dropped += 1
      } else {
        counts[Int(by.codes[row])][Int(x.codes[row])] += 1
      }
    }
    try check(x, arguments[TestParameters.x], context)
    try check(by, arguments[TestParameters.by], context)
    let test = ChiSquareTest.independence(counts, yates: arguments[Self.yates])
    guard test.degreesOfFreedom > 0 else {
      throw context.error(
        .testGroups, "the rows without missing values hold a single level of one of the columns")
    }
    let total = Double(counts.reduce(0) { $0 + $1.reduce(0, +) })
    let smaller = Double(min(x.levels.count, by.levels.count) - 1)
    let plain = ChiSquareTest.independence(counts)
    let outcome = TestOutcome(
      symbol: arguments[Self.yates] ? "χ² (Yates)" : "χ²", statistic: test.statistic,
      degreesOfFreedom: [Double(test.degreesOfFreedom)], pValue: test.pValue,
      effect: ("Cramér's V", (plain.statistic / (total * smaller)).squareRoot()))
    var notes = dropped == 0 ? [] : ["\(CountText.rows(dropped)) with a missing value left out."]
    if test.smallestExpected < 5 {
      notes.append(
        "The smallest expected count is \(NumberFormat.fixed(test.smallestExpected, digits: 1)): below five the p-value is rough."
      )
    }
    return outcome.result(tables: [table(x, by, counts)], notes: left + notes)
  }

  private func check(
    _ view: LevelView, _ reference: ColumnReference, _ context: RunContext
  ) throws(Diagnostic) {
    guard (2...200).contains(view.levels.count) else {
      throw context.error(
        .testGroups, at: reference.range,
        "“\(reference.name)” has \(CountText.counted(view.levels.count, "value")), and the table takes 2 to 200"
      )
    }
  }

  private func table(_ x: LevelView, _ by: LevelView, _ counts: [[Int]]) -> ResultTable {
    // A wide table is cut: the counts are in the test, whatever is shown.
    let shown = min(x.levels.count, 12)
    return ResultTable(
      title: "\(arguments[TestParameters.by].name) by \(arguments[TestParameters.x].name)",
      columns: [TableColumn(arguments[TestParameters.by].name)]
        + x.levels[..<shown].map { TableColumn($0, .count) },
      rows: zip(by.levels, counts).map { level, row in
        [.text(level)] + row[..<shown].map { .integer($0) }
      },
      notes: shown < x.levels.count
        ? ["The first \(shown) of \(x.levels.count) values are shown."] : [])
  }
}

import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `describe`: a summary of each column, alone or by group.
package struct DescribeDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "describe", summary: "Summarises the columns of a frame by type, alone or by group.",
    discussion: """
      Numbers: rows with a value, missing, mean, standard deviation (n − 1), minimum, quartiles
      (type 7, linear between order statistics), maximum, and a histogram of twenty bins. Categories,
      text and booleans: missing, distinct values, the most frequent with their shares, and bars.
      With `by` the groups stand side by side: mean, standard deviation and missing of numbers, the
      share of each level of categories, the first and last date. Where values are missing, a table
      says which columns have none together.
      """,
    example: """
      ```{describe}
      data: customers
      by: segment
      ```
      """,
    values: [
      ("count[column]", "rows with a value"), ("missing[column]", "rows without one"),
      ("distinct[column]", "distinct values"), ("mean[column]", "mean"),
      ("sd[column]", "standard deviation, n − 1"), ("min[column]", "minimum"),
      ("q25[column]", "lower quartile"), ("median[column]", "median"),
      ("q75[column]", "upper quartile"), ("max[column]", "maximum"),
      ("share[column][level]", "share of a level among rows with a value"),
      ("mean[column][group]", "mean within a group"),
      ("sd[column][group]", "standard deviation within a group"),
      ("share[column][level][group]", "share of a level within a group"),
      ("missing[column][group]", "rows of a group without a value, for numbers"),
      ("complete", "rows that have a value in every column"),
    ])

  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "the frame last bound", "The frame.")
  static let columns = Parameter<[ColumnReference]?>.optional(
    "columns", .columns, shown: "all", "The columns to describe, in this order.")
  static let by = Parameter<ColumnReference?>.optional(
    "by", .column, "A column whose values make groups, at most twelve.")
  static let rowCondition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows", "A condition that rows must meet.")

  package static let parameters: [any AnyParameter] = [data, columns, by, rowCondition]
  package static let diagnostics: [DiagnosticKind] = [.describeGroups]

  private static let groupLimit = 12

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[Self.data])
    plan.check(chosen: arguments[Self.columns] ?? [], in: schema)
    plan.check(arguments[Self.by], in: schema)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let full = try context.frame(arguments[Self.data]).frame
    let frame = try context.filtered(full, where: arguments[Self.rowCondition])
    let columns =
      try arguments[Self.columns]?.map { try context.column($0, in: frame) } ?? frame.visibleColumns
    let summaries = Parallel.map(count: columns.count) { ColumnSummary(columns[$0]) }
    var result = CellResult()
    for summary in summaries { DescribeTables.setValues(of: summary, &result.values) }
    if frame.rowCount < full.rowCount {
      result.notes.append("\(frame.rowCount) of \(full.rowCount) rows meet the condition.")
    }
    if let by = arguments[Self.by] {
      let groups = try groups(by, in: frame, context, &result)
      let described = columns.indices.filter { columns[$0].name != by.name }
      let tables = GroupTables(
        by: by.name, groups: groups, columns: described.map { columns[$0] },
        summaries: described.map { summaries[$0] })
      result.items = tables.tables(&result.values).map { .table($0) }
      result.notes += tables.notes
    } else {
      result.items = DescribeTables.tables(summaries).map { .table($0) }
    }
    let missing = DescribeTables.missing(
      columns, rowCount: frame.rowCount, &result.values, &result.notes)
    if let missing { result.items.append(.table(missing)) }
    return result
  }

  private func groups(
    _ by: ColumnReference, in frame: Frame, _ context: RunContext, _ result: inout CellResult
  ) throws -> [(label: String, rows: [Int])] {
    let view = try context.column(by, in: frame).levelView
    guard view.levels.count <= Self.groupLimit, !view.levels.isEmpty else {
      throw context.error(
        .describeGroups, at: by.range,
        "“\(by.name)” has \(view.levels.count) values, and groups stand side by side",
        hint: "take a column of at most \(Self.groupLimit) values, or bin it with transform")
    }
    let missing = view.codes.count { $0 < 0 }
    if missing > 0 {
      result.notes.append("\(missing) rows without a value of \(by.name) are in no group.")
    }
    var rows = view.levels.map { _ in [Int]() }
    for (row, code) in view.codes.enumerated() where code >= 0 { rows[Int(code)].append(row) }
    return Array(zip(view.levels, rows)).map { (label: $0, rows: $1) }
  }
}

extension DiagnosticKind {
  static let describeGroups = DiagnosticKind(
    "describe.groups", .error,
    "The column of `by:` has no values, or too many to stand side by side.")
}

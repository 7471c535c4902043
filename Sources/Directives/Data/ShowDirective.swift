import Diagnostics
import Execution
import Frames
import Numerics

/// `show`: rows of a frame as a table.
package struct ShowDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "show", summary: "Shows rows of a frame as a table.",
    discussion: """
      The first rows in the frame's order, or in the order of `sort`. A name in `sort` that starts
      with - sorts that column from high to low; missing values come last.
      """,
    example: """
      ```{show}
      data: customers
      columns: [recency, history, segment]
      sort: -history
      rows: 5
      ```
      """,
    values: [("rows", "number of rows shown")])

  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "the frame last bound", "The frame whose rows are shown.")
  static let columns = Parameter<[ColumnReference]?>.optional(
    "columns", .columns, shown: "all", "The columns, in the order in which they are shown.")
  static let rows = Parameter<Int>(
    "rows", .integer(from: 1, to: 10_000), default: 10, "At most so many rows.")
  static let sort = Parameter<[ColumnReference]>(
    "sort", .columns, default: [], shown: "the frame's order",
    "Columns to sort by; -name sorts from high to low.")
  static let rowCondition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows", "A condition that the rows must meet.")

  package static let parameters: [any AnyParameter] = [data, columns, rows, sort, rowCondition]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[Self.data])
    plan.check(chosen: arguments[Self.columns] ?? [], in: schema)
    plan.check(arguments[Self.sort].map(\.withoutSign), in: schema)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let full = try context.frame(arguments[Self.data]).frame
    let frame = try context.filtered(full, where: arguments[Self.rowCondition])
    let names = try arguments[Self.columns]?.map { try context.column($0, in: frame).name }
    let keys = try arguments[Self.sort].map { reference in
      let column = try context.column(reference.withoutSign, in: frame)
      return SortKey(column.name, descending: reference.name.hasPrefix("-"))
    }
    let shown = (keys.isEmpty ? frame : frame.sorted(by: keys)).head(arguments[Self.rows])
      .selecting(names ?? frame.visibleColumns.map(\.name))
    var result = CellResult(values: ["rows": .integer(shown.rowCount)])
    result.items = [
      .table(
        FrameTable.table(of: shown, title: "Rows of \(context.frameName(arguments[Self.data]))"))
    ]
    if frame.rowCount < full.rowCount {
      result.notes.append("\(frame.rowCount) of \(full.rowCount) rows meet the condition.")
    }
    if shown.rowCount < frame.rowCount {
      result.notes.append(
        "\(NumberFormat.count(shown.rowCount)) of \(CountText.rowsAre(frame.rowCount)) shown.")
    }
    return result
  }
}

extension ColumnReference {
  /// The column that `-name` means.
  fileprivate var withoutSign: ColumnReference {
    name.hasPrefix("-") ? ColumnReference(String(name.dropFirst()), range) : self
  }
}

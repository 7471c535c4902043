import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `sql`: one SELECT over the frames of the session.
package struct SQLDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "sql", summary: "Runs one SELECT over the frames bound above, and binds what it gives.",
    discussion: """
      SQLite's SQL. Every frame above is a table by its name; a part of a split is quoted, as in
      "half.train". Beside SQLite's functions there are median, quantile(x, p), stddev, variance
      (both n − 1), corr(x, y), mode, ln, log10, log2, exp, sqrt and pow. Dates are texts such as
      2008-03-20. The query only reads; there is no clock and no random number. `${param}` is bound
      as a value. Columns that hold a simulation's truth come along only if they are selected.
      """,
    example: """
      ```{sql #by_arm}
      SELECT segment, count(*) AS customers, avg(visit) AS visits
      FROM customers GROUP BY segment ORDER BY visits DESC
      ```
      """,
    values: [
      ("rows", "number of rows"), ("columns", "number of columns"),
      ("COLUMN", "the value, where there is one row"),
      ("COLUMN[key]", "the value in the row whose first column is key"),
    ], hasTextBody: true)

  static let rows = Parameter<Int>(
    "rows", .integer(from: 0, to: 10_000), default: 20, "At most so many rows are shown.")

  package static let parameters: [any AnyParameter] = [rows]
  package static let diagnostics: [DiagnosticKind] = [.emptyQuery]

  /// A table of more rows gives no values by key: prose does not address so many.
  private static let keyedRows = 1000

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    guard let body = arguments.cell.body, body.value.contains(where: { !$0.isWhitespace }) else {
      plan.error(.emptyQuery, "there is no query in this block")
      plan.bind(.frame(.unknown))
      return
    }
    for name in SQLNames.words(in: body.value) { _ = plan.readIfBound(name) }
    plan.bind(.frame(.unknown))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    guard let body = arguments.cell.body else {
      throw context.error(.emptyQuery, "there is no query in this block")
    }
    var decoding = DecodingContext(source: context.source, parameters: context.parameters)
    guard let query = SQLExpression.parse(body.value, at: body.range, in: &decoding) else {
      throw decoding.diagnostics[0]
    }
    var frames: [String: FrameObject] = [:]
    for name in SQLNames.words(in: body.value) {
      if let frame = context.object(named: name) as? FrameObject { frames[name] = frame }
    }
    let frame: Frame
    do throws(SQLError) {
      frame = try SQLEngine.query(
        query.text, frames: frames.mapValues(\.frame),
        parameters: query.parameters.mapValues(\.sqlValue))
    } catch {
      throw diagnostic(error, query, frames, context)
    }
    var result = CellResult(values: values(of: frame))
    result.items = [
      .table(FrameTable.table(of: frame.head(arguments[Self.rows]), title: "Result"))
    ]
    if frame.rowCount > arguments[Self.rows] {
      let shown = NumberFormat.count(arguments[Self.rows])
      result.notes.append("\(shown) of \(NumberFormat.count(frame.rowCount)) rows are shown.")
    }
    result.bind(context.name, object(frame, frames, context))
    return result
  }

  /// The result comes from all frames that the query may have read.
  private func object(
    _ frame: Frame, _ frames: [String: FrameObject], _ context: RunContext
  ) -> FrameObject {
    let sources = frames.sorted { $0.key < $1.key }.map(\.value)
    guard let first = sources.first else {
      return FrameObject(frame: frame, origin: "file", lineage: Lineage(root: context.identity))
    }
    let lineage = sources.dropFirst().reduce(first.lineage) { $0.union($1.lineage) }
    let origin = sources.contains { $0.origin == "simulated" } ? "simulated" : first.origin
    return FrameObject(frame: frame, origin: origin, lineage: lineage)
  }

  private func values(of frame: Frame) -> ResultValues {
    var values: ResultValues = [
      "rows": .integer(frame.rowCount), "columns": .integer(frame.columns.count),
    ]
    if frame.rowCount == 1 {
      for column in frame.columns { values[column.name] = FrameTable.value(column[0]) }
    }
    guard let keys = frame.columns.first, frame.rowCount <= Self.keyedRows else { return values }
    for row in 0..<frame.rowCount {
      let key = keys[row].text
      for column in frame.columns.dropFirst() where values["\(column.name)[\(key)]"] == nil {
        values["\(column.name)[\(key)]"] = FrameTable.value(column[row])
      }
    }
    return values
  }

  private func diagnostic(
    _ error: SQLError, _ query: SQLExpression, _ frames: [String: FrameObject],
    _ context: RunContext
  ) -> Diagnostic {
    let columns = frames.sorted { $0.key < $1.key }
      .flatMap { $0.value.frame.visibleColumns.map(\.name) }
    var hint = SQLPlace.missingColumn(error).flatMap {
      NearMiss.hint(for: $0, in: columns, what: "columns")
    }
    var offset = error.offset
    if let table = SQLPlace.missingTable(error) {
      // SQLite does not say where it met the name.
      offset = offset ?? SQLPlace.offset(ofTable: table, in: query.text)
      // A part of a split has a point in its name, which SQL takes for a schema's.
      hint =
        table.contains(".")
        ? "a name with a point stands in quotes: \"\(table)\""
        : "frames are tables by their names; quote a part of a split, as in \"half.train\""
    }
    return context.error(
      .invalidExpression,
      at: SQLPlace.range(in: query, offset: offset, source: context.source),
      SQLPlace.message(error), hint: hint)
  }
}

extension DiagnosticKind {
  static let emptyQuery = DiagnosticKind("sql.empty", .error, "A `sql` block holds no query.")
}

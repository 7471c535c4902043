import Charts
import Diagnostics
import Execution
import JSON
import NotebookSyntax

/// A run as JSON, the contract with machines: full precision, keys in a fixed order.
///
/// Only `seconds` and `status: cached` may differ between two runs of the same notebook.
package enum JSONWriter {
  /// - Parameters:
  ///   - rendering: what rendering the page found wrong; it counts like any problem.
  ///   - isCached: whether the results are those of an earlier run.
  package static func json(
    _ run: PageRun, rendering: [Diagnostic] = [], isCached: Bool = false
  ) -> String {
    let page = PageContext(run, PageOptions())
    let failed = run.hasFailed || rendering.contains { $0.severity == .error }
    let ofCells = Set(run.outcomes.flatMap(\.diagnostics))
    let others = (run.diagnostics + rendering).filter { !ofCells.contains($0) }
    return JSONText.text(
      .object([
        ("casebook", .string(version(run.provenance.engine))),
        ("notebook", .string(run.notebook.source.path)),
        ("title", .string(TitleBlock.plainTitle(page))),
        ("status", .string(failed ? "failed" : "ok")),
        ("provenance", provenance(run)),
        ("cells", .array(run.outcomes.map { cell($0, isCached: isCached) })),
        ("diagnostics", .array(others.map(diagnostic))),
      ]))
  }

  /// The version alone of `casebook 0.1.0`.
  private static func version(_ engine: String) -> String {
    engine.split(separator: " ").last.map(String.init) ?? engine
  }

  private static func provenance(_ run: PageRun) -> JSONValue {
    let provenance = run.provenance
    let sources = provenance.sources.map { source in
      JSONValue.object([
        ("path", .string(source.path)), ("sha256", .string(source.sha256)),
        ("rows", .integer(source.rows)), ("origin", .string(source.origin)),
      ])
    }
    let parameters = run.parameters.map { name, value -> (key: String, value: JSONValue) in
      switch value {
      case .number(let x): (name, .number(x))
      case .text(let text): (name, .string(text))
      case .boolean(let flag): (name, .boolean(flag))
      }
    }
    return .object([
      ("sources", .array(sources)),
      ("seed", seed(provenance.seed)),
      ("params", .object(parameters)),
      ("engine", .string(provenance.engine)),
      ("seconds", .number(provenance.seconds)),
    ])
  }

  /// JSON readers hold whole numbers up to 2⁵³ exactly; a larger seed is written as text.
  private static func seed(_ seed: UInt64) -> JSONValue {
    seed < 1 << 53 ? .integer(Int(seed)) : .string(String(seed))
  }

  private static func cell(_ outcome: CellOutcome, isCached: Bool) -> JSONValue {
    let result = outcome.result
    return .object([
      ("index", .integer(outcome.cell.index)),
      ("line", .integer(outcome.cell.range.lower.line)),
      ("directive", .string(outcome.cell.verb.value)),
      ("kind", .optional(outcome.cell.kind?.value)),
      ("name", .string(outcome.name)),
      ("status", .string(isCached && outcome.status == .ok ? "cached" : outcome.status.rawValue)),
      ("seconds", .number(outcome.seconds)),
      ("values", values(result?.values ?? ResultValues())),
      ("tables", .array((result?.tables ?? []).map(table))),
      ("charts", .array((result?.charts ?? []).map(chart))),
      ("checks", .array((result.map(checks) ?? []))),
      ("verdicts", .array((result.map(verdicts) ?? []).map(JSONValue.string))),
      ("notes", .array((result?.notes ?? []).map(JSONValue.string))),
      ("stamps", .array((result?.stamps ?? []).map(JSONValue.string))),
      ("diagnostics", .array(outcome.diagnostics.map(diagnostic))),
    ])
  }

  private static func values(_ values: ResultValues) -> JSONValue {
    .object(values.keys.map { ($0, values[$0].map(value) ?? .null) })
  }

  private static func value(_ value: ResultValue) -> JSONValue {
    switch value {
    case .number(let x): .number(x)
    case .integer(let n): .integer(n)
    case .text(let text): .string(text)
    case .boolean(let flag): .boolean(flag)
    case .interval(let low, let high): .numbers([low, high])
    case .date(let days): .string(CalendarDate.text(days))
    case .missing: .null
    }
  }

  private static func table(_ table: ResultTable) -> JSONValue {
    .object([
      ("title", .string(table.title)),
      ("columns", .array(table.columns.map { .string($0.name) })),
      ("rows", .array(table.rows.map { .array($0.map(entry)) })),
      ("notes", .array(table.notes.map(JSONValue.string))),
    ])
  }

  private static func entry(_ cell: TableCell) -> JSONValue {
    switch cell {
    case .text(let text): .string(text)
    case .number(let x): .number(x)
    case .integer(let n): .integer(n)
    case .interval(let low, let high): .numbers([low, high])
    case .date(let days): .string(CalendarDate.text(days))
    case .boolean(let flag): .boolean(flag)
    case .missing: .null
    case .inlineChart(let chart): inlineChart(chart)
    }
  }

  /// The numbers that the small chart draws.
  private static func inlineChart(_ chart: InlineChart) -> JSONValue {
    switch chart {
    case .histogram(let values), .bars(let values), .sparkline(let values): .numbers(values)
    case .interval(let value, let low, let high, _, _): .numbers([value, low, high])
    }
  }

  private static func chart(_ chart: Chart) -> JSONValue {
    .object([
      ("kind", .string(chart.kind)),
      ("series", .array(chart.series.map(series))),
    ])
  }

  private static func series(_ series: ChartSeries) -> JSONValue {
    let x =
      series.categories.isEmpty
      ? JSONValue.numbers(series.x) : .array(series.categories.map(JSONValue.string))
    return .object([
      ("name", .string(series.name)), ("x", x), ("y", .numbers(series.y)),
      ("low", .numbers(series.low)), ("high", .numbers(series.high)),
    ])
  }

  private static func checks(_ result: CellResult) -> [JSONValue] {
    result.items.flatMap { item -> [JSONValue] in
      guard case .checklist(let checks) = item else { return [] }
      return checks.map { check in
        .object([
          ("text", .string(check.text)),
          ("passed", check.passed.map(JSONValue.boolean) ?? .null),
          ("detail", .string(check.detail)),
        ])
      }
    }
  }

  private static func verdicts(_ result: CellResult) -> [String] {
    result.items.compactMap { if case .verdict(let text) = $0 { text } else { nil } }
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      ("severity", .string(diagnostic.severity.rawValue)),
      ("code", .string(diagnostic.id)),
      ("message", .string(diagnostic.message)),
      ("line", diagnostic.range.map { .integer($0.lower.line) } ?? .null),
      ("column", diagnostic.range.map { .integer($0.lower.column) } ?? .null),
      ("notes", .array(diagnostic.notes.map(JSONValue.string))),
      ("hint", .optional(diagnostic.hint)),
    ])
  }
}

import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Platform

/// What happens to rows that break the schema.
enum ViolationHandling: String, Sendable, CaseIterable { case show, drop, fail }

extension LoadDirective {
  /// Checks a frame against `schema:`; the rows that are kept, and what the page says.
  func checkSchema(
    _ frame: Frame, path: String?, _ result: inout CellResult, _ context: RunContext
  ) throws -> Frame {
    guard let reference = arguments[Self.schema] else { return frame }
    let check = SchemaCheck(try schema(reference, context), on: frame)
    let bad = check.rows
    result.values.set("violations", check.violations.reduce(0) { $0 + max(1, $1.rows.count) })
    result.values.set("violations.rows", bad.count)
    for violation in check.violations {
      result.values.set(
        "violations[\(violation.column): \(violation.rule)]", max(1, violation.rows.count))
    }
    guard !check.violations.isEmpty else {
      result.items.append(.verdict("All \(check.ruleCount) rules of the schema hold."))
      return frame
    }
    result.items.append(.table(table(check, path: path)))
    let handling = arguments[Self.onViolation]
    if handling == .fail {
      let first = check.violations[0]
      let shown = linesText(first, path.map { lines(of: check, path: $0) } ?? [:])
      throw context.error(
        .schemaViolated, at: reference.range,
        first.rows.isEmpty
          ? "there is no column “\(first.column)”, which the schema has"
          : "“\(first.column)” breaks the rule “\(first.rule)” in \(CountText.rows(first.rows.count))",
        notes: (shown.map { ["In line \($0)."] } ?? [])
          + ["\(CountText.rows(bad.count)) in all break\(bad.count == 1 ? "s" : "") the schema."])
    }
    guard handling == .drop, !bad.isEmpty else { return frame }
    result.notes.append(
      "\(CountText.counted(bad.count, "row")) that break\(bad.count == 1 ? "s" : "") the schema \(bad.count == 1 ? "is" : "are") dropped."
    )
    return frame.filtered((0..<frame.rowCount).map { !bad.contains($0) })
  }

  private func schema(
    _ reference: Located<String>, _ context: RunContext
  ) throws(Diagnostic) -> DataSchema {
    guard case .found(let path) = context.files.find(reference.value),
      let bytes = try? FileSystem.read(path)
    else {
      throw context.error(
        .sourceNotFound, at: reference.range, "there is no schema file “\(reference.value)”")
    }
    let source = SourceFile(path: path, bytes: bytes)
    var decoding = DecodingContext(source: source, parameters: [:])
    let schema = DataSchema.read(source, &decoding)
    if let problem = decoding.diagnostics.first(where: { $0.severity == .error }) {
      throw context.error(
        .schemaInvalid, at: reference.range,
        "\(reference.value):\(problem.range?.lower.line ?? 1): \(problem.message)")
    }
    return schema
  }

  /// Violations by rule, with the first lines of the file where they are.
  private func table(_ check: SchemaCheck, path: String?) -> ResultTable {
    let lineOfRow = path.map { lines(of: check, path: $0) } ?? [:]
    return ResultTable(
      title: "Broken rules of the schema",
      columns: [
        TableColumn("column"), TableColumn("rule"), TableColumn("rows", .count),
        TableColumn("example"), TableColumn("lines"),
      ],
      rows: check.violations.map { violation in
        [
          .text(violation.column), .text(violation.rule), .integer(violation.rows.count),
          violation.example.isEmpty ? .missing : .text(violation.example),
          linesText(violation, lineOfRow).map { .text($0) } ?? .missing,
        ]
      })
  }

  /// The lines of the first rows that break each rule, by row.
  private func lines(of check: SchemaCheck, path: String) -> [Int: Int] {
    let wanted = Set(check.violations.flatMap { $0.rows.prefix(5) }).sorted()
    let lines = try? CSVReader.lines(ofRows: wanted, path: path, options: options)
    return Dictionary(zip(wanted, lines ?? []), uniquingKeysWith: { first, _ in first })
  }

  /// `3, 7, …`; nil where the rows come from no file.
  private func linesText(_ violation: SchemaCheck.Violation, _ lineOfRow: [Int: Int]) -> String? {
    let shown = violation.rows.prefix(5).compactMap { lineOfRow[$0] }.map { String($0) }
    guard !shown.isEmpty else { return nil }
    return shown.joined(separator: ", ") + (violation.rows.count > shown.count ? ", …" : "")
  }
}

extension DiagnosticKind {
  static let schemaViolated = DiagnosticKind(
    "load.schema", .error, "Rows break the schema, and `on-violation: fail` makes that an error.")
  static let schemaInvalid = DiagnosticKind(
    "load.schemaInvalid", .error, "The schema file cannot be read.")
}

import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Platform

/// `load`: a data file, or a data set of the catalogue, as a frame.
package struct LoadDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "load", summary: "Reads a data file, or a data set of the catalogue, into a frame.",
    discussion: """
      CSV and TSV, also packed with gzip. The delimiter is found among comma, semicolon, tab and
      bar. Types are inferred from the whole file: int (0 and 1 too), number, boolean (true, false),
      date (2008-03-20), timestamp (2008-03-20 14:05:00, also with T, decimals of the second and a
      zone, which is moved to UTC), category and text. Text with at most max(50, 5% of the rows) distinct
      values, and at most 10,000, is a category. Numbers with leading zeros are codes and stay text.
      Only the empty field is missing, unless `missing` names tokens; each is counted. A value that
      does not fit a declared type is an error with its line.

      A SQLite database is read by `query`, one SELECT; columns keep their declared types where all
      values have them. Nothing is written to the file, nor beside it.

      An https address is fetched into the cache, which needs --allow-net once; `sha256` makes sure
      that the data are those that the page speaks of, and lets an http address be read too.

      A catalogue name is sought in the data folder, the cache and, with --allow-net, the network.
      Where it is not at hand, its calibrated stand-in is simulated and announced, unless
      `fallback: none`.

      A file that a `save` above writes is found by the path that `save` has.
      """,
    example: """
      ```{load #customers}
      source: hillstrom
      types: {zip_code: category}
      ```
      """,
    values: [
      ("rows", "number of rows"), ("columns", "number of columns"),
      ("origin", "file, catalogue or simulated"),
      ("sha256", "hash of the file; of the content where simulated"),
      ("missing[column]", "cells without a value"),
      ("violations", "cells that break the schema"),
      ("violations.rows", "rows that break the schema"),
      ("violations[column: rule]", "rows that break one rule"),
    ])

  static let source = Parameter<Located<String>>(
    "source", .located(.string), "A file, an https address, or a name of the catalogue.")
  static let query = Parameter<SQLExpression?>.optional(
    "query", .expression, shown: "none", "One SELECT over the tables of a SQLite database.")
  static let fallback = Parameter<Fallback?>.optional(
    "fallback", .fallback, shown: "the stand-in of a catalogue name",
    "What is simulated when the source is not at hand; none makes that an error.")
  static let columns = Parameter<[ColumnReference]?>.optional(
    "columns", .columns, shown: "all", "The columns to read, in this order.")
  static let rowCondition = Parameter<SQLExpression?>.optional(
    "where", .expression, shown: "all rows", "A condition that rows must meet.")
  static let sample = Parameter<Int?>.optional(
    "sample", .integer(from: 1), shown: "all rows",
    "So many rows, drawn at random without replacement, in the order of the file.")
  static let types = Parameter<[(key: Located<String>, value: DeclaredType)]>(
    "types", .map(of: .declaredType, keys: "column"), default: [], shown: "inferred",
    "Types of columns, which are inferred where not declared.")
  static let missing = Parameter<MissingMarkers>(
    "missing", .missingMarkers, default: MissingMarkers(), shown: "the empty field",
    "Tokens that mean missing, in all columns or by column.")
  static let delimiter = Parameter<DelimiterName?>.optional(
    "delimiter", .choice(), shown: "found from the first lines", "What parts the fields.")
  static let header = Parameter<Bool>(
    "header", .boolean, default: true, "Whether the first line holds the names.")
  static let encoding = Parameter<TextEncoding?>.optional(
    "encoding", .choice(), shown: "the byte order mark, else utf-8", "The file's encoding.")
  static let sha256 = Parameter<Located<String>?>.optional(
    "sha256", .located(.string), "The hash that the file must have.")

  static let schema = Parameter<Located<String>?>.optional(
    "schema", .located(.string), shown: "none",
    "A YAML or JSON file of rules: type, enum, minimum, maximum, pattern, required, unique.")
  static let onViolation = Parameter<ViolationHandling>(
    "on-violation", .choice(), default: .show, shown: "show",
    "Whether rows that break the schema are shown, dropped, or an error.")

  package static let parameters: [any AnyParameter] = [
    source, query, fallback, columns, rowCondition, sample, types, missing, delimiter, header,
    encoding,
    sha256, schema, onViolation,
  ]

  package static let diagnostics: [DiagnosticKind] = [
    .sourceNotFound, .sourceForbidden, .sourceNetwork, .sourceNotFetched, .sourceUnreadable,
    .sourceChanged, .sourceQuery,
    .fileMalformed, .fileHeader, .simulatedStandIn, .schemaViolated, .schemaInvalid,
  ]

  let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  // MARK: Plan

  package func plan(_ plan: inout CellPlan) {
    plan.bind(.frame(schema(&plan)))
  }

  private func schema(_ plan: inout CellPlan) -> FrameSchema {
    var full: FrameSchema
    if let written = written(plan.files, { plan.readWritten($0) }) {
      guard case .frame(let schema) = written.found else {
        plan.error(
          .wrongObject, at: arguments[Self.source].range,
          "“\(arguments[Self.source].value)” is a saved model, not a frame",
          hint: "read it with fit saved")
        return .unknown
      }
      full = arguments[Self.header] ? schema : .unknown
    } else {
      do throws(Diagnostic) {
        full = try schema(of: try find(plan.files), plan.source)
      } catch {
        plan.error(
          error.kind, at: error.range, error.message, notes: error.notes, hint: error.hint)
        return .unknown
      }
    }
    full.columns = full.columns?.map { column in
      let declared = arguments[Self.types].first { $0.key.value == column.name }
      return ColumnSchema(column.name, declared?.value.type ?? column.type)
    }
    plan.check(chosen: arguments[Self.columns] ?? [], in: full)
    plan.check(
      arguments[Self.types].map { ColumnReference($0.key.value, $0.key.range) }, in: full)
    let marked = arguments[Self.missing].byColumn.keys.sorted()
    plan.check(marked.map { ColumnReference($0, arguments.range(of: Self.missing)) }, in: full)
    guard let columns = arguments[Self.columns] else { return full }
    return FrameSchema(
      columns: columns.compactMap { column in full.columns?.first { $0.name == column.name } })
  }

  /// What a source's header, or its database, says.
  private func schema(
    of found: FoundSource, _ notebook: SourceFile
  ) throws(Diagnostic) -> FrameSchema {
    switch found {
    case .simulated:
      guard case .simulate(let standIn, var settings) = effectiveFallback else { return .unknown }
      settings.rows = 2
      return FrameSchema(of: standIn.frame(settings, seed: 0))
    case .address(let address, let path, _):
      try checkAddress(address)
      return FileSystem.exists(path) ? try schema(ofFile: path, notebook) : .unknown
    case .file(let path, _): return try schema(ofFile: path, notebook)
    }
  }

  private func schema(
    ofFile path: String, _ notebook: SourceFile
  ) throws(Diagnostic) -> FrameSchema {
    if try isDatabase(path) {
      let names = try databaseColumns(path, notebook)
      return FrameSchema(columns: names.map { ColumnSchema($0) })
    }
    guard let names = try? CSVReader.header(path: path, options: options) else { return .unknown }
    return FrameSchema(columns: names.map { ColumnSchema($0) })
  }

  // MARK: Run

  package func run(_ context: RunContext) throws -> CellResult {
    if let written = written(context.files, { context.writtenFile($0) }) {
      return try load(written.path, from: written.found, context)
    }
    switch try find(context.files) {
    case .file(let path, let origin): return try load(path, origin: origin, context)
    case .simulated: return try simulate(context)
    case .address(let address, let path, let origin):
      guard try fetch(address, to: path, origin: origin, context) else {
        return try simulate(context)
      }
      return try load(path, origin: origin, context)
    }
  }

  /// Loads what a cell above wrote: its rows come from where that cell had them.
  private func load(
    _ path: String, from written: WrittenFile, _ context: RunContext
  ) throws -> CellResult {
    var result = try load(path, origin: written.origin, context)
    if case .some(let frame as FrameObject) = result.bindings.first?.object {
      result.bindings[0].object = FrameObject(
        frame: frame.frame, origin: written.origin, lineage: written.lineage)
    }
    return result
  }

  private func load(
    _ path: String, origin: String, _ context: RunContext
  ) throws -> CellResult {
    let hash = try checkedHash(path, context)
    if try isDatabase(path) {
      return try loadDatabase(path, origin: origin, hash: hash, context)
    }
    let read: CSVResult
    do throws(FrameReadError) {
      read = try CSVReader.read(path: path, options: options)
    } catch {
      throw diagnostic(error, path: path, context)
    }
    for problem in read.problems {
      context.warn(
        .fileHeader, at: arguments[Self.source].range,
        "\(Path.name(path)):\(problem.line):\(problem.column): \(problem.message)")
    }
    var result = try result(of: read.frame, reports: read.columns, path: path, context)
    result.notes += sourceNotes(origin: origin, hash: hash, path: path)
    finish(
      &result, origin: origin, hash: hash, path: arguments[Self.source].value,
      rows: read.frame.rowCount, context)
    return result
  }

  private func simulate(_ context: RunContext) throws -> CellResult {
    guard case .simulate(let standIn, let settings) = effectiveFallback else {
      throw context.error(.sourceNotFound, "there is no stand-in")
    }
    var frame = standIn.frame(settings, seed: context.seed)
    for column in arguments[Self.columns] ?? [] { _ = try context.column(column, in: frame) }
    if let columns = arguments[Self.columns] {
      let hidden = frame.columns.filter(\.isHidden).map(\.name)
      frame = frame.selecting(columns.map(\.name) + hidden)
    }
    let hash = SimulationResult.contentHash(frame)
    var result = try result(of: frame, reports: nil, path: nil, context)
    result.stamps.append("simulated")
    result.notes.insert(
      "“\(arguments[Self.source].value)” is not at hand: these rows are its simulated stand-in "
        + "(simulate \(standIn.rawValue), seed \(context.seed)), not real data.", at: 0)
    finish(
      &result, origin: "simulated", hash: hash, path: arguments[Self.source].value,
      rows: frame.rowCount, context)
    return result
  }

  /// Filters and samples the rows, and tabulates the columns.
  func result(
    of frame: Frame, reports: [CSVColumnReport]?, path: String?, _ context: RunContext
  ) throws -> CellResult {
    var checked = CellResult()
    var kept = try checkSchema(frame, path: path, &checked, context)
    var notes = checked.notes + (reports.map(LoadTable.notes) ?? [])
    if let condition = arguments[Self.rowCondition] {
      let before = kept.rowCount
      kept = try context.filtered(kept, where: condition)
      notes.append(
        "\(before - kept.rowCount) rows do not meet the condition and are left out.")
    }
    if let size = arguments[Self.sample], size < kept.rowCount {
      var stream = context.stream("sample", content: kept.fingerprint)
      notes.append("\(size) of \(kept.rowCount) rows are drawn at random (seed \(context.seed)).")
      kept = kept.sampled(size, using: &stream)
    }
    var result = CellResult(values: [
      "rows": .integer(kept.rowCount), "columns": .integer(kept.visibleColumns.count),
    ])
    result.notes = notes
    result.items = [.table(LoadTable.table(of: kept))] + checked.items
    result.values.merge(checked.values)
    for column in kept.visibleColumns {
      result.values.set("missing[\(column.name)]", column.missingCount)
    }
    result.bind(context.name, FrameObject(frame: kept, origin: "", lineage: Lineage(root: "")))
    return result
  }

  func finish(
    _ result: inout CellResult, origin: String, hash: String, path: String, rows: Int,
    _ context: RunContext
  ) {
    result.values.set("origin", origin)
    result.values.set("sha256", hash)
    result.sources = [SourceRecord(path: path, sha256: hash, rows: rows, origin: origin)]
    if case .some(let frame as FrameObject) = result.bindings.first?.object {
      // Two cells that load one file hold the same rows.
      result.bindings[0].object = FrameObject(
        frame: frame.frame, origin: origin, lineage: Lineage(root: "source \(hash)"))
    }
  }
}

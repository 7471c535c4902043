import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Platform

extension LoadDirective {
  /// Whether the source is a SQLite database; an error where its keys are those of another kind.
  func isDatabase(_ path: String) throws(Diagnostic) -> Bool {
    let isDatabase = SQLiteFile.isDatabase(path)
    if isDatabase, !arguments.isGiven(Self.query) {
      let tables = (try? SQLiteFile(path))?.tables ?? []
      throw Diagnostic(
        .sourceQuery, range: arguments[Self.source].range,
        "“\(Path.name(path))” is a SQLite database, and query: must say what is read",
        notes: tables.map { "table \($0.name): \($0.columns.joined(separator: ", "))" },
        hint: tables.first.map { "such as query: SELECT * FROM \(Self.quoted($0.name))" })
    }
    if !isDatabase, arguments.isGiven(Self.query) {
      throw Diagnostic(
        .sourceQuery, range: arguments.range(of: Self.query),
        "query: reads SQLite databases, and “\(Path.name(path))” is none",
        hint: "choose rows and columns with where: and columns:, or query the frame with sql")
    }
    guard isDatabase else { return false }
    for (name, isGiven, range) in textKeys where isGiven {
      throw Diagnostic(
        .sourceQuery, range: range, "\(name): is for text files, and this is a SQLite database",
        hint: "say it in the query, as with CAST or NULLIF, or with transform")
    }
    return true
  }

  /// The keys that only text files have.
  private var textKeys: [(String, Bool, SourceRange)] {
    func key(_ parameter: some AnyParameter) -> (String, Bool, SourceRange) {
      (parameter.name, arguments.isGiven(parameter), arguments.range(of: parameter))
    }
    return [
      key(Self.types), key(Self.missing), key(Self.delimiter), key(Self.header),
      key(Self.encoding),
    ]
  }

  /// The columns that the query gives; an error at its token where it is wrong.
  func databaseColumns(_ path: String, _ notebook: SourceFile) throws(Diagnostic) -> [String] {
    guard let query = arguments[Self.query] else { return [] }
    let database = try open(path)
    do throws(SQLError) {
      return try database.columnNames(
        query.text, parameters: query.parameters.mapValues(\.sqlValue))
    } catch {
      throw diagnostic(error, query, database, notebook)
    }
  }

  func loadDatabase(
    _ path: String, origin: String, hash: String, _ context: RunContext
  ) throws -> CellResult {
    guard let query = arguments[Self.query] else { return CellResult() }
    let database = try open(path)
    let read: SQLiteFile.Result
    do throws(SQLError) {
      read = try database.query(
        query.text, parameters: query.parameters.mapValues(\.sqlValue))
    } catch {
      throw diagnostic(error, query, database, context.source)
    }
    var frame = read.frame
    if let columns = arguments[Self.columns] {
      for column in columns { _ = try context.column(column, in: frame) }
      frame = frame.selecting(columns.map(\.name))
    }
    var result = try result(of: frame, reports: nil, path: nil, context)
    result.notes += read.mixed.map { column in
      "\(column.name): \(column.numbers) numbers stand among \(column.texts) texts, so the column is read as text."
    }
    result.notes += sourceNotes(origin: origin, hash: hash, path: path)
    finish(
      &result, origin: origin, hash: hash, path: arguments[Self.source].value,
      rows: frame.rowCount, context)
    return result
  }

  private func open(_ path: String) throws(Diagnostic) -> SQLiteFile {
    do throws(SQLError) {
      return try SQLiteFile(path)
    } catch {
      throw Diagnostic(
        .sourceUnreadable, range: arguments[Self.source].range,
        "“\(Path.name(path))” cannot be read: \(error.message)")
    }
  }

  private func diagnostic(
    _ error: SQLError, _ query: SQLExpression, _ database: SQLiteFile, _ notebook: SourceFile
  ) -> Diagnostic {
    var message = SQLPlace.message(error)
    var hint = SQLPlace.missingColumn(error).flatMap {
      NearMiss.hint(for: $0, in: database.tables.flatMap(\.columns), what: "columns")
    }
    var offset = error.offset
    if let table = SQLPlace.missingTable(error) {
      message = "there is no table “\(table)”"
      hint = NearMiss.hint(for: table, in: database.tables.map(\.name), what: "tables")
      offset = offset ?? SQLPlace.offset(ofTable: table, in: query.text)
    }
    return Diagnostic(
      .invalidExpression,
      range: SQLPlace.range(in: query, offset: offset, source: notebook), message,
      hint: hint)
  }

  private static func quoted(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    return isPlain ? name : "\"\(name)\""
  }
}

extension DiagnosticKind {
  static let sourceQuery = DiagnosticKind(
    "load.query", .error,
    "A SQLite database needs `query`, and only a database takes it; keys that say how text is written are for text files."
  )
}

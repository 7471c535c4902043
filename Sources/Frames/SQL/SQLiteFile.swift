import Platform

/// A SQLite database file, read by one SELECT and never written.
///
/// The same rules hold as for queries over frames: nothing but reading, no clock, no random number,
/// a limit on work. Where no other program has the file open for writing it is read as it lies, with
/// no lock taken and no file made beside it.
package struct SQLiteFile {
  package struct Table: Sendable, Hashable {
    package let name: String
    package let columns: [String]
  }

  /// What one SELECT gives.
  package struct Result {
    package let frame: Frame
    /// Columns of numbers and texts, which are text now.
    package let mixed: [SQLMixedColumn]
  }

  private let path: String
  /// Tables and views, by name.
  package let tables: [Table]

  /// Whether the file begins as a SQLite database does.
  package static func isDatabase(_ path: String) -> Bool {
    guard let file = try? MappedFile(path) else { return false }
    return unsafe file.withBytes { bytes in
      unsafe bytes.prefix(16).elementsEqual(Array("SQLite format 3".utf8) + [0])
    }
  }

  /// Opens a file and reads what tables it has.
  ///
  /// - Throws: an error of kind `unsupported` where the file is damaged, locked or no database.
  package init(_ path: String) throws(SQLError) {
    self.path = path
    // Names of columns come from a table-valued function, in the order of the table.
    let found = try Self.open(path).result(
      """
      SELECT m.name AS "table", p.name AS "column"
      FROM sqlite_master AS m, pragma_table_info(m.name) AS p
      WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY m.name, p.cid
      """, [:], isGuarded: false
    ).frame
    var tables: [Table] = []
    for row in 0..<found.rowCount {
      let (table, column) = (found.columns[0][row].text, found.columns[1][row].text)
      if let last = tables.last, last.name == table {
        tables[tables.count - 1] = Table(name: table, columns: last.columns + [column])
      } else {
        tables.append(Table(name: table, columns: [column]))
      }
    }
    self.tables = tables
  }

  /// The columns that one SELECT would give.
  package func columnNames(
    _ sql: String, parameters: [String: Value] = [:]
  ) throws(SQLError) -> [String] {
    try Self.open(path).columnNames(sql, parameters)
  }

  /// The frame that one SELECT gives; parameters are written `:name`.
  ///
  /// Declared types of columns are kept where all values have them; other columns have the type of
  /// their values. Binary data are an error.
  package func query(
    _ sql: String, parameters: [String: Value] = [:], stepLimit: Int = SQLEngine.stepLimit
  ) throws(SQLError) -> Result {
    let result = try Self.open(path, stepLimit: stepLimit).result(sql, parameters)
    return Result(frame: result.frame, mixed: result.mixed)
  }

  private static func open(
    _ path: String, stepLimit: Int = SQLEngine.stepLimit
  ) throws(SQLError) -> SQLiteConnection {
    // With changes that are not yet in the file, or being rolled back, SQLite must see those too.
    let hasChanges = [path + "-wal", path + "-journal"].contains { beside in
      (try? MappedFile(beside))?.count ?? 0 > 0
    }
    let mode = hasChanges ? "mode=ro" : "immutable=1"
    return try SQLiteConnection(file: "file:\(escaped(path))?\(mode)", stepLimit: stepLimit)
  }

  /// A path as a part of a URI.
  private static func escaped(_ path: String) -> String {
    var escaped = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "?": escaped += "%3f"
      case "#": escaped += "%23"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

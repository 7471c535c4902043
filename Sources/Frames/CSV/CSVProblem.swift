/// Something amiss at a place in a data file.
package struct CSVProblem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// A record with another number of fields than the header.
    case ragged(expected: Int, found: Int)
    case unclosedQuote
    case nulByte
    case invalidUTF8
    case truncatedUTF16
    case emptyName(replacement: String)
    case duplicateName(String, replacement: String)
    /// A cell that the declared type cannot read.
    case unreadable(column: String, cell: String, type: ColumnType)
    case noHeader
  }

  package let kind: Kind
  /// 1-based line of the file, as an editor counts (line breaks inside quotes count).
  package let line: Int
  /// 1-based column in that line, in Unicode scalars.
  package let column: Int

  package init(_ kind: Kind, line: Int, column: Int) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  /// One headline without a full stop.
  package var message: String {
    switch kind {
    case .ragged(let expected, let found):
      "this record has \(found) field\(found == 1 ? "" : "s"), the header \(expected)"
    case .unclosedQuote: "this quoted field is never closed"
    case .nulByte: "the file has a NUL byte here: it is binary, damaged, or UTF-16"
    case .invalidUTF8: "these bytes are not UTF-8"
    case .truncatedUTF16: "the UTF-16 text ends in the middle of a character"
    case .emptyName(let replacement): "this column has no name and is read as “\(replacement)”"
    case .duplicateName(let name, let replacement):
      "a second column is named “\(name)” and is read as “\(replacement)”"
    case .unreadable(let column, let cell, let type):
      "“\(cell)” in column “\(column)” is not of the declared type \(type.rawValue)"
    case .noHeader: "the file is empty: there is no header"
    }
  }
}

/// Why a data file could not be read.
package enum FrameReadError: Error, Sendable {
  case unreadable(path: String, reason: String)
  /// A gzip file that is cut off or damaged; `offset` counts bytes of the unpacked text.
  case damagedGzip(reason: String, offset: Int)
  /// Options name columns that the file does not have.
  case unknownColumn(String, available: [String])
  /// The first problems in the order of the file, and how many there are in all.
  case malformed([CSVProblem], total: Int)
}

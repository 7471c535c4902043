import Numerics

/// Writes frames as CSV (RFC 4180, UTF-8, LF) that reads back to the same bits.
///
/// Numbers have the shortest digits that give the same double, and always a point or an exponent, so
/// that they stay numbers; missing cells are empty fields, empty texts are `""`. What CSV cannot say
/// is whether `12` in a column of labels is text: see `columnsThatNeedTypes`.
package enum CSVWriter {
  package static func bytes(_ frame: Frame, delimiter: UInt8 = 0x2C) -> [UInt8] {
    var header: [UInt8] = []
    for (index, name) in frame.columnNames.enumerated() {
      if index > 0 { header.append(delimiter) }
      append(name, delimiter, to: &header)
    }
    header.append(ASCII.lineFeed)
    let columns = frame.columns
    let parts = Parallel.mapChunks(count: frame.rowCount, chunk: 8192) { rows in
      var part: [UInt8] = []
      part.reserveCapacity(rows.count * columns.count * 8)
      for row in rows {
        for (index, column) in columns.enumerated() {
          if index > 0 { part.append(delimiter) }
          append(column, row, delimiter, to: &part)
        }
        part.append(ASCII.lineFeed)
      }
      return part
    }
    var output = header
    output.reserveCapacity(header.count + parts.reduce(0) { $0 + $1.count })
    for part in parts { output.append(contentsOf: part) }
    return output
  }

  /// Columns of text or categories that would be read as numbers, booleans or dates: loading them
  /// again needs `types:`.
  ///
  /// Empty for frames that round-trip by themselves.
  package static func columnsThatNeedTypes(_ frame: Frame) -> [(name: String, type: ColumnType)] {
    frame.columns.compactMap { column in
      let needsType: Bool
      switch column.type {
      case .category, .text:
        let levels = column.levelView.levels
        let type = levels.reduce(CellType.none) { type, level in
          level.isEmpty ? .text : type.joined(with: CellType.of(Array(level.utf8)[...]))
        }
        let staysCategory = levels.count <= CSVReader.levelLimit(rows: column.count)
        needsType = type != .text || staysCategory != (column.type == .category)
      case .integer, .number, .boolean, .date, .timestamp:
        needsType = column.missingCount == column.count && column.count > 0
      }
      return needsType ? (column.name, column.type) : nil
    }
  }

  private static func append(
    _ column: Column, _ row: Int, _ delimiter: UInt8, to output: inout [UInt8]
  ) {
    if column.isMissing(row) { return }
    switch column.storage {
    case .integer(let values): append(values[row], to: &output)
    case .number(let values): output.append(contentsOf: values[row].description.utf8)
    case .boolean(let values): output.append(contentsOf: (values[row] ? "true" : "false").utf8)
    case .category(let codes, let levels): append(levels[Int(codes[row])], delimiter, to: &output)
    case .text(let values): append(values[row], delimiter, to: &output)
    case .date(let values):
      output.append(contentsOf: CivilDate(daysSinceEpoch: values[row]).description.utf8)
    case .timestamp(let values):
      output.append(contentsOf: Timestamp(microseconds: values[row]).description.utf8)
    }
  }

  private static func append(_ value: Int64, to output: inout [UInt8]) {
    if value < 0 { output.append(ASCII.minus) }
    var rest = value.magnitude
    let start = output.count
    repeat {
      output.append(ASCII.zero + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    output[start...].reverse()
  }

  private static func append(_ text: String, _ delimiter: UInt8, to output: inout [UInt8]) {
    let needsQuotes =
      text.isEmpty
      || text.utf8.contains { $0 == delimiter || $0 == ASCII.quote || ASCII.isLineEnd($0) }
      || text.utf8.first == ASCII.space || text.utf8.last == ASCII.space
    guard needsQuotes else {
      output.append(contentsOf: text.utf8)
      return
    }
    output.append(ASCII.quote)
    for byte in text.utf8 {
      if byte == ASCII.quote { output.append(ASCII.quote) }
      output.append(byte)
    }
    output.append(ASCII.quote)
  }
}

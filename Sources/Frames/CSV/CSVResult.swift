/// What a CSV file held, and how it was read: nothing is changed in silence.
package struct CSVResult: Sendable {
  package let frame: Frame
  /// One report for each column of the frame, in its order.
  package let columns: [CSVColumnReport]
  /// What was noticed and did not stop the reading.
  package let problems: [CSVProblem]
  package let delimiter: UInt8
  package let encoding: TextEncoding
}

/// How one column was read.
package struct CSVColumnReport: Sendable, Hashable {
  package let name: String
  package internal(set) var type: ColumnType
  /// Whether the type was declared, not inferred.
  package let isDeclared: Bool
  /// Missing cells by what stood in them: `""` for the empty field, then each declared token.
  package let missing: [MissingCount]
  /// Cells that were an empty text in quotes, which is a value in text and category columns.
  package let emptyTexts: Int
  /// Where a value after the first 1,000 records did not fit and widened the type.
  package let widenings: [Widening]
  /// Dates that had a time of day, which was dropped.
  package let droppedTimes: Int
  /// Timestamps that had a zone, which were moved to UTC.
  package let zonedTimes: Int

  package struct MissingCount: Sendable, Hashable {
    package let token: String
    package let count: Int
  }

  package struct Widening: Sendable, Hashable {
    package let from: ColumnType
    package let to: ColumnType
    package let line: Int
    package let cell: String
  }

  package var missingCount: Int { missing.reduce(0) { $0 + $1.count } }
}

/// What one chunk told about one column, apart from the values themselves.
struct ChunkColumn: Sendable {
  /// Rows of the chunk without a value.
  var missingRows: [Int32] = []
  /// Missing cells by marker: the empty field first, then the plan's markers.
  var missingCounts: [Int]
  var emptyTexts = 0
  var droppedTimes = 0
  var zonedTimes = 0
  var labels: LabelTable
  /// Where the type had to be widened, in order: the cell's own type and its position.
  var widenings: [(type: CellType, offset: Int)] = []
  /// Cells that a declared type cannot read: the first few positions, and how many.
  var unreadable: [Int] = []
  var unreadableCount = 0
  /// Whether the chunk has more distinct labels than a category may have.
  var isOverflowing = false

  init(_ plan: ColumnPlan) {
    missingCounts = Array(repeating: 0, count: plan.markers.count + 1)
    labels = LabelTable(markers: plan.markers)
  }
}

/// What one chunk told.
struct ChunkResult: Sendable {
  var columns: [ChunkColumn]
  var rowCount = 0
  /// The first few records with a wrong number of fields: position and number of fields.
  var ragged: [(offset: Int, fields: Int)] = []
  var raggedCount = 0
  /// Positions of quotes that are never closed.
  var unclosedQuote: Int?

  /// Problems beyond these are counted, not located.
  static let locatedProblems = 20
}

import Diagnostics
import Execution

extension CellPlan {
  /// Checks the columns of a frame that a cell picks: each must be there, and is picked once.
  mutating func check(chosen columns: [ColumnReference], in schema: FrameSchema) {
    check(columns, in: schema)
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.name).inserted {
      error(
        .repeatedColumn, at: column.range, "“\(column.name)” is named twice",
        hint: "name it once")
    }
  }
}

extension DiagnosticKind {
  static let repeatedColumn = DiagnosticKind(
    "column.repeated", .error, "A column is picked twice, and a frame has each name once.")
}

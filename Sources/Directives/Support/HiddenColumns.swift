import Diagnostics
import Execution

extension CellPlan {
  /// Refuses columns of a simulation's truth where data are asked for.
  ///
  /// A model that learned from the answer would be judged by it. Whoever has data under such a name
  /// renames them, and says by that what they are.
  mutating func refuseTruth(among columns: [ColumnReference?]) {
    for column in columns.compactMap({ $0 }) where column.name.hasPrefix("_") {
      error(
        .hiddenColumn, at: column.range,
        "“\(column.name)” begins with an underscore: it is a truth to compare with, for truth: alone",
        hint: "leave it out; if it is data, rename it with transform")
    }
  }
}

extension DiagnosticKind {
  static let hiddenColumn = DiagnosticKind(
    "column.hidden", .error,
    "A column whose name begins with an underscore holds the truth of a simulation, which no model may learn from: `truth:` alone reads it. Data under such a name can be renamed with `transform`."
  )
}

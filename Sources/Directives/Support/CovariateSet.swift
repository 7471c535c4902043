import Diagnostics
import Execution
import Frames

/// Covariates as numbers: a column each, and for a category a 0/1 column for each level.
struct CovariateSet: Sendable {
  struct Entry: Sendable {
    /// The column of the frame.
    var column: String
    /// `recency`, `zip_code[Rural]`: the name of a row in tables and of a key in values.
    var label: String
    /// Whether a regression leaves it out: the first level of a category in the order of its text.
    var isReference: Bool
    /// NaN where missing; one for each of the rows.
    var values: [Double]
  }

  var entries: [Entry] = []
  /// Categories with too many levels, which are left out.
  var tooFine: [(reference: ColumnReference, levels: Int)] = []

  /// Columns with more levels than this name rows rather than kinds of row.
  static let mostLevels = 60

  init(_ references: [ColumnReference], in frame: Frame, rows: [Int], _ context: RunContext)
    throws(Diagnostic)
  {
    for reference in references {
      let column = try context.column(reference, in: frame)
      if let values = column.doubles {
        entries.append(
          Entry(
            column: column.name, label: column.name, isReference: false,
            values: NumericColumn.taking(values, rows)))
        continue
      }
      appendLevels(of: column, reference, rows: rows)
    }
  }

  private mutating func appendLevels(of column: Column, _ reference: ColumnReference, rows: [Int]) {
    let view = column.levelView
    guard view.levels.count <= Self.mostLevels else {
      tooFine.append((reference, view.levels.count))
      return
    }
    let order = view.levels.indices.sorted { view.levels[$0] < view.levels[$1] }
    var used = [Bool](repeating: false, count: view.levels.count)
    for row in rows where view.codes[row] >= 0 { used[Int(view.codes[row])] = true }
    for (position, level) in order.filter({ used[$0] }).enumerated() {
      let code = Int32(level)
      entries.append(
        Entry(
          column: column.name, label: "\(column.name)[\(view.levels[level])]",
          isReference: position == 0,
          values: rows.map { row in
            view.codes[row] < 0 ? .nan : view.codes[row] == code ? 1 : 0
          }))
    }
  }

  /// The entries that a regression with an intercept takes.
  var regressors: [Entry] { entries.filter { !$0.isReference } }

  /// One flag for each row: whether no covariate is missing there.
  var complete: [Bool] {
    var keep = [Bool](repeating: true, count: entries.first?.values.count ?? 0)
    for entry in entries {
      for row in keep.indices where entry.values[row].isNaN { keep[row] = false }
    }
    return keep
  }
}

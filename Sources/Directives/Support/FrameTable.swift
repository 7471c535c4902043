import Execution
import Frames

/// The rows of a frame as a table of results.
enum FrameTable {
  static func table(of frame: Frame, title: String) -> ResultTable {
    let rows = (0..<frame.rowCount).map { row in frame.columns.map { cell($0[row]) } }
    return ResultTable(title: title, columns: frame.columns.map(column), rows: rows)
  }

  private static func column(_ column: Column) -> TableColumn {
    switch column.type {
    case .integer: TableColumn(column.name, .count)
    case .number, .boolean, .category, .text, .date, .timestamp: TableColumn(column.name)
    }
  }

  /// A cell as prose and the JSON have it.
  static func value(_ value: Value) -> ResultValue {
    switch value {
    case .missing: .missing
    case .integer(let n): Int(exactly: n).map { .integer($0) } ?? .number(Double(n))
    case .number(let x): x.isFinite ? .number(x) : .missing
    case .boolean(let flag): .boolean(flag)
    case .text(let text): .text(text)
    case .date(let date): .date(Int(date.daysSinceEpoch))
    case .timestamp(let moment): .text(moment.description)
    }
  }

  private static func cell(_ value: Value) -> TableCell {
    switch value {
    case .missing: .missing
    case .integer(let n): Int(exactly: n).map { .integer($0) } ?? .number(Double(n))
    case .number(let x): .optional(x)
    case .boolean(let flag): .boolean(flag)
    case .text(let text): .text(text)
    case .date(let date): .date(Int(date.daysSinceEpoch))
    case .timestamp(let moment): .text(moment.description)
    }
  }
}

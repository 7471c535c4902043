import Execution
import Frames
import Numerics

/// The table of columns under `load` and `simulate`, and remarks on how a file was read.
enum LoadTable {
  static func table(of frame: Frame, title: String = "Columns") -> ResultTable {
    let columns = frame.visibleColumns
    let distinct = Parallel.map(count: columns.count) { columns[$0].distinctCount }
    let rows = zip(columns, distinct).map { column, distinct -> [TableCell] in
      [
        .text(column.name), .text(column.type.rawValue), .integer(column.missingCount),
        .integer(distinct), example(column),
      ]
    }
    return ResultTable(
      title: title,
      columns: [
        TableColumn("column"), TableColumn("type"), TableColumn("missing", .count),
        TableColumn("distinct", .count), TableColumn("example"),
      ], rows: rows)
  }

  private static func example(_ column: Column) -> TableCell {
    let text =
      switch column.firstValue {
      // A number that was drawn or divided has digits that nobody reads.
      case .number(let x) where NumberFormat.shortest(x).utf8.count > 9:
        NumberFormat.significant(x, digits: 6)
      case let value: value.text
      }
    return text.isEmpty ? .missing : .text(text.count > 40 ? text.prefix(39) + "…" : text)
  }

  private static func cells(_ count: Int) -> String { CountText.counted(count, "cell") }

  /// What was counted as missing by a token, widened, or dropped: nothing happens in silence.
  static func notes(_ reports: [CSVColumnReport]) -> [String] {
    var notes: [String] = []
    for report in reports {
      for marker in report.missing.dropFirst() where marker.count > 0 {
        notes.append("\(report.name): “\(marker.token)” means missing, in \(cells(marker.count)).")
      }
      if report.emptyTexts > 0 {
        notes.append(
          "\(report.name): an empty text in quotes stands in \(cells(report.emptyTexts)).")
      }
      for widening in report.widenings {
        notes.append(
          "\(report.name): “\(widening.cell)” in line \(widening.line) is no \(widening.from.rawValue), so the column is read as \(report.type.rawValue)."
        )
      }
      if report.zonedTimes > 0 {
        notes.append(
          "\(report.name): a zone stands in \(cells(report.zonedTimes)), and the times are kept in UTC."
        )
      }
      if report.droppedTimes > 0 {
        notes.append("\(report.name): the time of day is dropped in \(cells(report.droppedTimes)).")
      }
    }
    return notes
  }
}

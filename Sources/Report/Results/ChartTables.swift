import Charts
import Execution

/// The numbers behind a chart as tables, one for each set of series that share their positions.
enum ChartTables {
  /// Cells that a table in the page may have; a longer one is thinned and the rest left to the JSON.
  static let mostCells = 60

  static func tables(_ chart: Chart) -> [ResultTable] {
    var groups: [[ChartSeries]] = []
    for series in chart.series {
      let home = groups.firstIndex {
        $0[0].x == series.x && $0[0].categories == series.categories && count(series) > 0
      }
      if let home { groups[home].append(series) } else { groups.append([series]) }
    }
    return groups.filter { count($0[0]) > 0 }.map { table($0, chart) }
  }

  /// Every so-many-th row, the first and the last among them, and a line that says so.
  static func thinned(_ table: ResultTable) -> ResultTable {
    let most = max(12, mostCells / max(table.columns.count, 1))
    guard table.rows.count > most else { return table }
    let step = (table.rows.count + most - 1) / most
    var thinned = table
    thinned.rows = stride(from: 0, to: table.rows.count, by: step).map { table.rows[$0] }
    if (table.rows.count - 1) % step != 0, let last = table.rows.last { thinned.rows.append(last) }
    thinned.notes.append(
      "One in \(step) of \(table.rows.count) points; the JSON beside this page has them all.")
    return thinned
  }

  private static func table(_ group: [ChartSeries], _ chart: Chart) -> ResultTable {
    let first = group[0]
    let named = !first.categories.isEmpty
    var columns = [TableColumn(chart.x.label ?? (named ? "" : "x"), style(chart.x.format))]
    for series in group {
      let name = series.name.isEmpty ? chart.y.label ?? "y" : series.name
      if !series.y.isEmpty { columns.append(TableColumn(name, style(chart.y.format))) }
      if !series.low.isEmpty {
        columns.append(TableColumn(name + ", interval", style(chart.y.format)))
      }
    }
    let rows = (0..<count(first)).map { row -> [TableCell] in
      var cells = [position(first, row, chart.x)]
      for series in group {
        if !series.y.isEmpty { cells.append(.optional(value(series.y, row))) }
        if !series.low.isEmpty {
          let low = value(series.low, row) ?? .nan
          let high = value(series.high, row) ?? .nan
          cells.append(low.isFinite && high.isFinite ? .interval(low, high) : .missing)
        }
      }
      return cells
    }
    return ResultTable(
      title: group.map(\.name).joined(separator: ", "), columns: columns, rows: rows)
  }

  private static func position(_ series: ChartSeries, _ row: Int, _ axis: Axis) -> TableCell {
    if !series.categories.isEmpty {
      return series.categories.indices.contains(row) ? .text(series.categories[row]) : .missing
    }
    guard let x = value(series.x, row) else { return .missing }
    if axis.scale == .date, let days = Int(exactly: x.rounded()) { return .date(days) }
    return .number(x)
  }

  private static func count(_ series: ChartSeries) -> Int {
    series.categories.isEmpty ? series.x.count : series.categories.count
  }

  private static func value(_ values: [Double], _ row: Int) -> Double? {
    values.indices.contains(row) && values[row].isFinite ? values[row] : nil
  }

  private static func style(_ format: AxisFormat) -> NumberStyle {
    switch format {
    case .share: .share(1)
    case .points: .points(2)
    default: .automatic
    }
  }
}

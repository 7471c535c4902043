import Charts
import Execution
import Frames

/// The tables of `describe`: one for numbers, one for dates, one for labels.
///
/// The inline chart stands beside the name, so that it is seen where a wide table is cut off.
enum DescribeTables {
  static func tables(_ summaries: [ColumnSummary]) -> [ResultTable] {
    let numeric = summaries.filter { $0.type == .integer || $0.type == .number }
    let dates = summaries.filter { $0.type == .date || $0.type == .timestamp }
    let labelled = summaries.filter {
      $0.type == .boolean || $0.type == .category || $0.type == .text
    }
    var tables: [ResultTable] = []
    if !numeric.isEmpty { tables.append(numbers(numeric)) }
    if !labelled.isEmpty { tables.append(labels(labelled)) }
    if !dates.isEmpty { tables.append(days(dates)) }
    return tables
  }

  private static func numbers(_ summaries: [ColumnSummary]) -> ResultTable {
    ResultTable(
      title: "Numbers",
      columns: [
        TableColumn("column"), TableColumn("distribution"), TableColumn("count", .count),
        TableColumn("missing", .count), TableColumn("mean"), TableColumn("sd"), TableColumn("min"),
        TableColumn("q25"), TableColumn("median"), TableColumn("q75"), TableColumn("max"),
      ],
      rows: summaries.map { summary in
        let numbers = summary.numbers
        return [
          .text(summary.name), histogram(summary), .integer(summary.count),
          .integer(summary.missing), .optional(numbers?.mean),
          .optional(numbers?.standardDeviation),
          .optional(numbers?.minimum), .optional(numbers?.lowerQuartile),
          .optional(numbers?.median), .optional(numbers?.upperQuartile),
          .optional(numbers?.maximum),
        ]
      })
  }

  private static func labels(_ summaries: [ColumnSummary]) -> ResultTable {
    ResultTable(
      title: "Categories",
      columns: [
        TableColumn("column"), TableColumn("shares"), TableColumn("most frequent"),
        TableColumn("type"), TableColumn("count", .count), TableColumn("missing", .count),
        TableColumn("distinct", .count),
      ],
      rows: summaries.map { summary in
        [
          .text(summary.name),
          allDiffer(summary) || summary.topLevels.isEmpty
            ? .missing : .inlineChart(.bars(summary.topLevels.map(\.share))),
          summary.topLevels.isEmpty ? .missing : .text(mostFrequent(summary)),
          .text(summary.type.rawValue), .integer(summary.count), .integer(summary.missing),
          .integer(summary.distinct),
        ]
      })
  }

  private static func days(_ summaries: [ColumnSummary]) -> ResultTable {
    ResultTable(
      title: "Dates",
      columns: [
        TableColumn("column"), TableColumn("distribution"), TableColumn("first"),
        TableColumn("median"), TableColumn("last"), TableColumn("count", .count),
        TableColumn("missing", .count), TableColumn("distinct", .count),
      ],
      rows: summaries.map { summary in
        func day(_ value: Double?) -> TableCell { cell(value, summary.type) }
        return [
          .text(summary.name), histogram(summary), day(summary.numbers?.minimum),
          day(summary.numbers?.median), day(summary.numbers?.maximum), .integer(summary.count),
          .integer(summary.missing), .integer(summary.distinct),
        ]
      })
  }

  /// Days since 1970 as a date, or a timestamp where the column has them.
  static func moment(_ days: Double, _ type: ColumnType) -> ResultValue {
    type == .timestamp ? .text(Timestamp(days: days).description) : .date(Int(days))
  }

  static func cell(_ days: Double?, _ type: ColumnType) -> TableCell {
    guard let days else { return .missing }
    return type == .timestamp ? .text(Timestamp(days: days).description) : .date(Int(days))
  }

  static func histogram(_ summary: ColumnSummary) -> TableCell {
    guard let bins = summary.numbers?.bins else { return .missing }
    // One value is a spike in the middle; a single bin would fill the chart as even values do.
    let shown = bins.count == 1 ? [0, 0, 0, 0] + bins + [0, 0, 0, 0] : bins
    return .inlineChart(.histogram(shown.map { Double($0) }))
  }

  /// `Web 44 %, Phone 44 %, …`: the three most frequent levels.
  private static func mostFrequent(_ summary: ColumnSummary) -> String {
    if allDiffer(summary) { return "all differ" }
    let shown = summary.topLevels.prefix(3).map { level in
      "\(level.label) \(ValueFormat(".0%")?.string(.number(level.share)) ?? "")"
    }
    return shown.joined(separator: ", ") + (summary.distinct > shown.count ? ", …" : "")
  }

  /// Whether no value comes twice, as with identifiers: shares would say nothing.
  static func allDiffer(_ summary: ColumnSummary) -> Bool {
    summary.count > 1 && summary.distinct == summary.count
  }

  /// Most patterns are shown; more would be a table of rows.
  private static let patternLimit = 12

  /// Which columns have no value together; nil where no value is missing.
  static func missing(
    _ columns: [Column], rowCount: Int, _ values: inout ResultValues, _ notes: inout [String]
  ) -> ResultTable? {
    let patterns = MissingPattern.patterns(of: columns, rowCount: rowCount)
    let complete = patterns.first { $0.columns.isEmpty }?.rows ?? 0
    values.set("complete", complete)
    guard complete < rowCount else { return nil }
    if patterns.count > patternLimit {
      notes.append("\(patternLimit) of \(patterns.count) patterns of missing values are shown.")
    }
    return ResultTable(
      title: "Missing together",
      columns: [
        TableColumn("columns without a value"), TableColumn("rows", .count),
        TableColumn("share", .share(1)),
      ],
      rows: patterns.prefix(patternLimit).map { pattern in
        let names = pattern.columns.map { columns[$0].name }
        return [
          .text(names.isEmpty ? "none: complete rows" : names.joined(separator: ", ")),
          .integer(pattern.rows), .optional(Double(pattern.rows) / Double(rowCount)),
        ]
      })
  }

  static func setValues(of summary: ColumnSummary, _ values: inout ResultValues) {
    let name = summary.name
    values.set("count[\(name)]", summary.count)
    values.set("missing[\(name)]", summary.missing)
    values.set("distinct[\(name)]", summary.distinct)
    let isTemporal = summary.type == .date || summary.type == .timestamp
    if let numbers = summary.numbers, !isTemporal {
      values.set("mean[\(name)]", numbers.mean)
      values.set("sd[\(name)]", numbers.standardDeviation)
      values.set("min[\(name)]", numbers.minimum)
      values.set("q25[\(name)]", numbers.lowerQuartile)
      values.set("median[\(name)]", numbers.median)
      values.set("q75[\(name)]", numbers.upperQuartile)
      values.set("max[\(name)]", numbers.maximum)
    }
    if let numbers = summary.numbers, isTemporal {
      values["min[\(name)]"] = moment(numbers.minimum, summary.type)
      values["max[\(name)]"] = moment(numbers.maximum, summary.type)
    }
    for level in summary.topLevels { values.set("share[\(name)][\(level.label)]", level.share) }
  }
}

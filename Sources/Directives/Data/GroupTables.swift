import Charts
import Execution
import Frames
import Numerics

/// The tables of `describe` with `by`: groups side by side.
struct GroupTables {
  let by: String
  let groups: [(label: String, rows: [Int])]
  let columns: [Column]
  /// Of all rows, in the order of `columns`.
  let summaries: [ColumnSummary]

  /// A category with more levels than this shows its most frequent ones, and a note says so.
  private static let levelLimit = 12

  func tables(_ values: inout ResultValues) -> [ResultTable] {
    [sizes(), numbers(&values), labels(&values), days(&values)].compactMap { $0 }
  }

  /// What the tables leave out.
  var notes: [String] {
    zip(columns, summaries).compactMap { column, summary in
      guard !column.isNumeric, !column.isTemporal else { return nil }
      if DescribeTables.allDiffer(summary) {
        return "The values of \(column.name) all differ, and are not compared."
      }
      guard summary.distinct > Self.levelLimit else { return nil }
      return
        "\(Self.levelLimit) of \(summary.distinct) values of \(column.name) are compared, the most frequent ones."
    }
  }

  private func sizes() -> ResultTable {
    let total = groups.reduce(0) { $0 + $1.rows.count }
    return ResultTable(
      title: "Groups of \(by)",
      columns: [TableColumn(by), TableColumn("rows", .count), TableColumn("share", .share(1))],
      rows: groups.map { group in
        [
          .text(group.label), .integer(group.rows.count),
          .optional(Double(group.rows.count) / Double(total)),
        ]
      })
  }

  private func numbers(_ values: inout ResultValues) -> ResultTable? {
    let numeric = columns.indices.filter {
      columns[$0].isNumeric && columns[$0].type != .boolean
    }
    guard !numeric.isEmpty else { return nil }
    let hasMissing = numeric.contains { summaries[$0].missing > 0 }
    var header = [TableColumn("column"), TableColumn("all rows")]
    for group in groups {
      header += [TableColumn("\(group.label): mean"), TableColumn("\(group.label): sd")]
      if hasMissing { header.append(TableColumn("\(group.label): missing", .count)) }
    }
    var rows: [[TableCell]] = []
    for index in numeric {
      let parts = Parallel.map(count: groups.count) { [columns, groups] group in
        ColumnSummary(columns[index].taking(groups[group].rows))
      }
      var row: [TableCell] = [
        .text(columns[index].name), DescribeTables.histogram(summaries[index]),
      ]
      for (group, summary) in zip(groups, parts) {
        let key = "[\(columns[index].name)][\(group.label)]"
        values.set("mean\(key)", summary.numbers?.mean)
        values.set("sd\(key)", summary.numbers?.standardDeviation)
        row += [
          .optional(summary.numbers?.mean), .optional(summary.numbers?.standardDeviation),
        ]
        if hasMissing { row.append(.integer(summary.missing)) }
        values.set("missing\(key)", summary.missing)
      }
      rows.append(row)
    }
    return ResultTable(title: "Numbers by \(by)", columns: header, rows: rows)
  }

  private func labels(_ values: inout ResultValues) -> ResultTable? {
    var rows: [[TableCell]] = []
    for (column, summary) in zip(columns, summaries) {
      // A column whose values all differ, as an identifier's do, has no shares to compare.
      let isLabelled = !column.isNumeric || column.type == .boolean
      guard isLabelled, !column.isTemporal, !DescribeTables.allDiffer(summary) else { continue }
      let view = column.levelView
      let counts = view.counts
      let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
      for level in order.prefix(Self.levelLimit) {
        let shares = groups.map { group -> Double in
          let present = group.rows.count { view.codes[$0] >= 0 }
          return Double(group.rows.count { view.codes[$0] == Int32(level) }) / Double(present)
        }
        for (group, share) in zip(groups, shares) {
          values.set("share[\(column.name)][\(view.levels[level])][\(group.label)]", share)
        }
        rows.append(
          [
            .text("\(column.name): \(view.levels[level])"),
            .inlineChart(.bars(shares.map { $0.isFinite ? $0 : 0 })),
          ] + shares.map { .optional($0) })
      }
    }
    guard !rows.isEmpty else { return nil }
    return ResultTable(
      title: "Categories by \(by)",
      columns: [TableColumn("level"), TableColumn("shares")]
        + groups.map { TableColumn($0.label, .share(1)) }, rows: rows)
  }

  private func days(_ values: inout ResultValues) -> ResultTable? {
    let dates = columns.indices.filter { columns[$0].isTemporal }
    guard !dates.isEmpty else { return nil }
    var rows: [[TableCell]] = []
    for index in dates {
      var row: [TableCell] = [
        .text(columns[index].name), DescribeTables.histogram(summaries[index]),
      ]
      for group in groups {
        let numbers = ColumnSummary(columns[index].taking(group.rows)).numbers
        let key = "[\(columns[index].name)][\(group.label)]"
        if let numbers {
          values["min\(key)"] = DescribeTables.moment(numbers.minimum, columns[index].type)
          values["max\(key)"] = DescribeTables.moment(numbers.maximum, columns[index].type)
        }
        row += [numbers?.minimum, numbers?.maximum].map {
          DescribeTables.cell($0, columns[index].type)
        }
      }
      rows.append(row)
    }
    let header = groups.flatMap {
      [TableColumn("\($0.label): first"), TableColumn("\($0.label): last")]
    }
    return ResultTable(
      title: "Dates by \(by)",
      columns: [TableColumn("column"), TableColumn("all rows")] + header, rows: rows)
  }
}

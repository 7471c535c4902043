import Charts
import Execution
import Numerics

/// The bars of one column: a summary for each level, colour and panel.
struct Bars {
  let levels: PlotLevels
  private let rows: PlotRows
  private let parts: [PlotRows.Part]
  private let kind: GroupSummary.Kind
  private let stack: PlotBarDirective.Stack
  /// By part, then by level; nil where a level has no row.
  private let summaries: [[GroupSummary?]]
  /// Levels in the order in which they are drawn.
  private let order: [Int]

  init(
    levels: PlotLevels, rows: PlotRows, parts: [PlotRows.Part], y: PlotColumn?,
    kind: GroupSummary.Kind, error: GroupSummary.Error, stack: PlotBarDirective.Stack,
    ordersByValue: Bool, level: Double
  ) {
    self.levels = levels
    self.rows = rows
    self.parts = parts
    self.kind = kind
    self.stack = stack
    func byLevel(_ rows: [Int]) -> [[Double]] {
      var values = [[Double]](repeating: [], count: levels.labels.count)
      for row in rows { values[Int(levels.codes[row])].append(y?.values[row] ?? 1) }
      return values
    }
    func summary(_ values: [Double]) -> GroupSummary? {
      values.isEmpty
        ? nil
        : GroupSummary(
          values, kind, isBinary: y?.isBinary ?? false, error: error, level: level)
    }
    let all = parts.map { byLevel($0.rows).map(summary) }
    summaries = all
    let used = levels.labels.indices.filter { index in all.contains { $0[index] != nil } }
    guard ordersByValue else {
      order = used
      return
    }
    let totals = byLevel(parts.flatMap(\.rows)).map { summary($0)?.value ?? -.infinity }
    order = used.sorted { totals[$0] == totals[$1] ? $0 < $1 : totals[$0] > totals[$1] }
  }

  var names: [String] { order.map { levels.labels[$0] } }

  /// Whether bars lie, since their names would not fit below them.
  var isLying: Bool {
    !levels.isOrdered
      && (names.count > 8 || names.contains { $0.count > 12 }
        || names.reduce(0) { $0 + $1.count } > 60)
  }

  func panels(isLying: Bool, lines: [ReferenceLine]) -> [Panel] {
    let title = rows.hasFacets
    return rows.facets.labels.indices.compactMap { facet -> Panel? in
      let own = parts.indices.filter { parts[$0].panel == facet }
      guard !own.isEmpty else { return nil }
      let totals = totals(own)
      let series = own.map { self.series($0, totals: totals) }
      let isStacked = stack != .none
      let bars = BarMark(
        series: series, arrangement: isStacked ? .stacked : .grouped,
        orientation: isLying ? .horizontal : .vertical,
        showsValues: isStacked || (own.count == 1 && order.count <= 12))
      return Panel(
        title: title ? rows.facets.labels[facet] : nil, marks: lines.map(\.mark) + [.bars(bars)])
    }
  }

  /// Rows of each level over the parts of a panel.
  private func totals(_ parts: [Int]) -> [Double] {
    levels.labels.indices.map { level in
      parts.reduce(0) { $0 + Double(summaries[$1][level]?.count ?? 0) }
    }
  }

  private func series(_ index: Int, totals: [Double]) -> BarMark.Series {
    let part = parts[index]
    func number(_ read: (GroupSummary) -> Double) -> [Double] {
      order.map { summaries[index][$0].map(read) ?? .nan }
    }
    if stack == .share {
      return BarMark.Series(
        name: rows.name(part),
        values: order.map { level in
          Double(summaries[index][level]?.count ?? 0) / totals[level]
        }, role: .series(part.group))
    }
    let low = number(\.low)
    let hasEnds = low.contains { $0.isFinite }
    return BarMark.Series(
      name: rows.name(part), values: number(\.value), low: hasEnds ? low : [],
      high: hasEnds ? number(\.high) : [], role: .series(part.group))
  }

  func record(column: String?, in values: inout ResultValues) {
    for (index, part) in parts.enumerated() {
      let own = parts.indices.filter { parts[$0].panel == part.panel }
      let totals = totals(own)
      for level in order {
        guard let summary = summaries[index][level] else { continue }
        let key = (column.map { "[\($0)]" } ?? "") + "[\(levels.labels[level])]" + rows.key(part)
        summary.record(kind, key: key, in: &values)
        if stack == .share {
          values.set("share" + key, Double(summary.count) / totals[level])
        }
      }
    }
  }
}

import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// How the rows of one frame differ from those of another, and how many lie outside its range.
struct FrameShift {
  struct Entry {
    var label: String
    var balance: CovariateBalance
    /// Share of the second frame's rows beyond the first one's values; nil for single levels.
    var outside: Double?
  }

  let names: (first: String, second: String)
  let entries: [Entry]
  /// Share of the second frame's rows that are outside in some column.
  let outsideAny: Double
  /// The range of each numeric column in the first frame, or the levels it lacks of the second.
  let threshold: Double
  let notes: [String]

  init(
    _ first: Frame, _ second: Frame, names: (String, String), columns: [ColumnReference],
    threshold: Double, _ context: RunContext
  ) throws(Diagnostic) {
    self.names = names
    self.threshold = threshold
    var entries: [Entry] = []
    var notes: [String] = []
    var isOutside = [Bool](repeating: false, count: second.rowCount)
    for reference in columns {
      let (a, b) = (
        try context.column(reference, in: first), try context.column(reference, in: second)
      )
      if let x = a.doubles, let y = b.doubles {
        entries.append(Self.numeric(reference.name, x, y, &isOutside, &notes))
        continue
      }
      let (left, right) = (a.levelView, b.levelView)
      let levels = Set(left.levels).union(right.levels).sorted()
      guard levels.count <= CovariateSet.mostLevels else {
        notes.append(
          "“\(reference.name)” has \(NumberFormat.count(levels.count)) different values and is left out."
        )
        continue
      }
      entries += Self.levels(reference.name, levels, left, right, &isOutside)
    }
    self.entries = entries
    self.notes = notes
    outsideAny =
      isOutside.isEmpty ? 0 : Double(isOutside.count { $0 }) / Double(isOutside.count)
  }

  private static func numeric(
    _ name: String, _ x: [Double], _ y: [Double], _ isOutside: inout [Bool],
    _ notes: inout [String]
  ) -> Entry {
    let (known, new) = (x.filter { !$0.isNaN }, y.filter { !$0.isNaN })
    let missing = (x.count - known.count, y.count - new.count)
    if missing.0 + missing.1 > 0 {
      notes.append(
        "“\(name)” is missing in \(CountText.rows(missing.0)) of the first frame and \(NumberFormat.count(missing.1)) of the second."
      )
    }
    let (low, high) = (known.min() ?? .nan, known.max() ?? .nan)
    var count = 0
    for row in y.indices where y[row] < low || y[row] > high {
      isOutside[row] = true
      count += 1
    }
    return Entry(
      label: name, balance: CovariateBalance(treated: new, control: known),
      outside: new.isEmpty ? 0 : Double(count) / Double(new.count))
  }

  private static func levels(
    _ name: String, _ levels: [String], _ left: LevelView, _ right: LevelView,
    _ isOutside: inout [Bool]
  ) -> [Entry] {
    var used = [Bool](repeating: false, count: left.levels.count)
    for code in left.codes where code >= 0 { used[Int(code)] = true }
    let known = Set(left.levels.indices.filter { used[$0] }.map { left.levels[$0] })
    func indicator(_ view: LevelView, _ level: String) -> [Double] {
      let own = view.levels.firstIndex(of: level).map { Int32($0) }
      return view.codes.filter { $0 >= 0 }.map { $0 == own ? 1 : 0 }
    }
    for (row, code) in right.codes.enumerated()
    where code >= 0 && !known.contains(right.levels[Int(code)]) {
      isOutside[row] = true
    }
    return levels.map { level in
      let values = indicator(right, level)
      return Entry(
        label: "\(name)[\(level)]",
        balance: CovariateBalance(treated: values, control: indicator(left, level)),
        outside: known.contains(level) || values.isEmpty ? 0 : Moments(values).mean)
    }
  }

  var object: BalanceObject {
    BalanceObject(
      measure: "standardised difference", labels: entries.map(\.label),
      series: [
        BalanceObject.Series(
          name: names.second, values: entries.map(\.balance.standardizedDifference),
          isWeighted: false)
      ], threshold: threshold)
  }

  func result() -> CellResult {
    var result = CellResult()
    for entry in entries {
      result.values.set("smd[\(entry.label)]", entry.balance.standardizedDifference)
      result.values.set("ks[\(entry.label)]", entry.balance.distance)
      result.values.set("variance-ratio[\(entry.label)]", entry.balance.varianceRatio)
      result.values.set("outside[\(entry.label)]", entry.outside)
    }
    let sizes = entries.map { abs($0.balance.standardizedDifference) }.filter { !$0.isNaN }
    result.values.set("smd.max", sizes.max())
    result.values.set("imbalanced", sizes.count { $0 > threshold })
    result.values.set("outside.any", outsideAny)
    result.items = [.verdict(verdict), .table(table)]
    if !entries.isEmpty { result.items.append(.chart(object.chart())) }
    result.notes = notes
    result.definitions = [
      .init(
        "SMD", "difference of means over √((s_a² + s_b²)/2) of the two frames"),
      .init("KS", "largest distance of the two distribution functions"),
      .init(
        "outside",
        "share of \(names.second)'s rows below the smallest or above the largest value of \(names.first), or of a level that it lacks"
      ),
    ]
    return result
  }

  private var verdict: String {
    let beyond = entries.filter { abs($0.balance.standardizedDifference) > threshold }
      .sorted {
        abs($0.balance.standardizedDifference) > abs($1.balance.standardizedDifference)
      }
    let limit = NumberFormat.shortest(threshold)
    let named = beyond.prefix(6).map {
      "\($0.label) (\(NumberFormat.fixed($0.balance.standardizedDifference, digits: 2)))"
    }
    let first =
      beyond.isEmpty
      ? "\(names.second) and \(names.first) differ in no column by more than \(limit) standard deviations."
      : "\(names.second) differs from \(names.first) beyond \(limit) standard deviations in \(named.joined(separator: ", "))."
    let share = NumberFormat.fixed(100 * outsideAny, digits: outsideAny < 0.1 ? 2 : 1)
    return first
      + (outsideAny == 0
        ? " No row of \(names.second) lies outside the range of \(names.first)."
        : " \(share)% of the rows of \(names.second) lie outside the range of \(names.first) in some column.")
  }

  private var table: ResultTable {
    var emphasised: Set<Int> = []
    let rows = entries.enumerated().map { row, entry -> [TableCell] in
      if abs(entry.balance.standardizedDifference) > threshold { emphasised.insert(row) }
      return [
        .text(entry.label), .optional(entry.balance.controlMean),
        .optional(entry.balance.treatedMean),
        .optional(entry.balance.standardizedDifference), .optional(entry.balance.distance),
        .optional(entry.outside),
      ]
    }
    return ResultTable(
      title: "\(names.second) against \(names.first)",
      columns: [
        TableColumn("column"), TableColumn("mean of \(names.first)"),
        TableColumn("mean of \(names.second)"), TableColumn("SMD", .fixed(3)),
        TableColumn("KS", .fixed(3)), TableColumn("outside", .share(2)),
      ], rows: rows, notes: ["Means; a level of a category as its share."], emphasised: emphasised)
  }
}

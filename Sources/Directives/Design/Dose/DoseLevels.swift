import Diagnostics
import Execution
import Frames
import Numerics

/// The rows of `estimate dose` with the level of each.
struct DoseLevels {
  var outcome: [Double]
  var dose: [Double]
  /// The number of each row's level.
  var codes: [Int]
  /// `10` for a value, `0 to 30` for a bin.
  var labels: [String]
  var baseline: Int
  var covariates: [[Double]]
  var covariateLabels: [String]
  var isBinned: Bool
  var notes: [String]

  /// Doses of more values than this are cut into bins.
  static let mostLevels = 60

  init(_ arguments: Arguments, in frame: Frame, _ context: RunContext) throws(Diagnostic) {
    let reference = arguments[EstimateDoseDirective.treatment]
    let allDoses = try NumericColumn.values(reference, role: "treatment", in: frame, context)
    let allOutcomes = try NumericColumn.values(
      arguments[CausalParameters.outcome], role: "outcome", in: frame, context)
    let everyRow = Array(0..<frame.rowCount)
    let covariateSet = try CovariateSet(
      arguments[EstimateDoseDirective.adjust], in: frame, rows: everyRow, context)
    if let fine = covariateSet.tooFine.first {
      throw context.error(
        .doseLevels, at: fine.reference.range,
        "“\(fine.reference.name)” has \(NumberFormat.count(fine.levels)) different values, too many for a category",
        hint: "leave it out, or group its values")
    }
    let complete = covariateSet.complete
    let rows = everyRow.filter {
      allDoses[$0].isFinite && allOutcomes[$0].isFinite && (complete.isEmpty || complete[$0])
    }
    notes = []
    if rows.count < frame.rowCount {
      notes.append(
        "\(CountText.rows(frame.rowCount - rows.count)) with a missing outcome, dose or covariate left out."
      )
    }
    let grouping = try Grouping(
      rows.map { allDoses[$0] }, arguments, column: reference, context)
    notes += grouping.notes
    let used = rows.indices.filter { grouping.codes[$0] >= 0 }
    outcome = used.map { allOutcomes[rows[$0]] }
    dose = used.map { allDoses[rows[$0]] }
    codes = used.map { grouping.codes[$0] }
    labels = grouping.labels
    isBinned = grouping.isBinned
    baseline = grouping.baseline
    let kept = used.map { rows[$0] }
    covariates = covariateSet.regressors.map { NumericColumn.taking($0.values, kept) }
    covariateLabels = covariateSet.regressors.map(\.label)
  }
}

/// Doses sorted into levels.
private struct Grouping {
  /// −1 for rows of a level that is left out.
  var codes: [Int]
  var labels: [String]
  var baseline = 0
  var isBinned: Bool
  var notes: [String] = []

  init(
    _ doses: [Double], _ arguments: Arguments, column: ColumnReference, _ context: RunContext
  ) throws(Diagnostic) {
    let values = Set(doses).sorted()
    let bins = arguments[EstimateDoseDirective.bins]
    isBinned =
      bins != nil
      || (arguments[EstimateDoseDirective.levels] == nil && values.count > DoseLevels.mostLevels)
    var ranges: [(low: Double, high: Double)]
    if isBinned {
      let edges = Self.edges(doses, bins)
      ranges = zip(edges, edges.dropFirst()).map { ($0, $1) }
      codes = doses.map { Self.bin(of: $0, edges) }
      labels = ranges.map { "\(NumberFormat.shortest($0)) to \(NumberFormat.shortest($1))" }
      if bins == nil {
        notes.append(
          "“\(column.name)” has \(NumberFormat.count(values.count)) values and is cut into \(labels.count) groups: choose with levels: or bins:."
        )
      }
    } else {
      let chosen = arguments[EstimateDoseDirective.levels].map { Set($0).sorted() } ?? values
      ranges = chosen.map { ($0, $0) }
      let position = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1, $0) })
      codes = doses.map { position[$0] ?? -1 }
      labels = chosen.map(NumberFormat.shortest)
      let others = codes.count { $0 < 0 }
      if others > 0 { notes.append("\(CountText.rows(others)) of other doses left out.") }
    }
    try dropSmall(&ranges, arguments, column, context)
    try findBaseline(ranges, arguments, context)
  }

  /// Leaves out levels that have too few rows for a standard error that means something.
  private mutating func dropSmall(
    _ ranges: inout [(low: Double, high: Double)], _ arguments: Arguments,
    _ column: ColumnReference, _ context: RunContext
  ) throws(Diagnostic) {
    let least = arguments[EstimateDoseDirective.minRows]
    var counts = [Int](repeating: 0, count: labels.count)
    for code in codes where code >= 0 { counts[code] += 1 }
    let kept = counts.indices.filter { counts[$0] >= least }
    guard kept.count > 1 else {
      throw context.error(
        .doseLevels, at: column.range,
        "“\(column.name)” has \(CountText.counted(kept.count, "level")) with \(least) rows or more, and a comparison needs two",
        hint: arguments.isGiven(EstimateDoseDirective.minRows)
          ? "cut the dose into bins:" : "lower min-rows:, or cut the dose into bins:")
    }
    guard kept.count < counts.count else { return }
    let small = counts.indices.filter { counts[$0] < least }
    let rows = small.reduce(0) { $0 + counts[$1] }
    let named = small.prefix(12).map { labels[$0] }.joined(separator: ", ")
    notes.append(
      "\(CountText.counted(small.count, "level")) with fewer than \(least) rows left out, \(CountText.rows(rows)) in all: \(named)\(small.count > 12 ? ", …" : ".")"
    )
    var position = [Int](repeating: -1, count: counts.count)
    for (place, level) in kept.enumerated() { position[level] = place }
    codes = codes.map { $0 < 0 ? -1 : position[$0] }
    labels = kept.map { labels[$0] }
    ranges = kept.map { ranges[$0] }
  }

  private mutating func findBaseline(
    _ ranges: [(low: Double, high: Double)], _ arguments: Arguments, _ context: RunContext
  ) throws(Diagnostic) {
    guard let wanted = arguments[EstimateDoseDirective.baseline] else {
      notes.append("Contrasts are against \(labels[0]), the lowest level.")
      return
    }
    let found = ranges.indices.last { index in
      ranges[index].low <= wanted && wanted <= ranges[index].high
        && (ranges[index].low == ranges[index].high || wanted < ranges[index].high
          || index == ranges.indices.last)
    }
    guard let found else {
      throw context.error(
        .doseLevels, at: arguments.range(of: EstimateDoseDirective.baseline),
        "no level holds the baseline \(NumberFormat.shortest(wanted))",
        hint: "levels: \(labels.prefix(12).joined(separator: ", "))")
    }
    baseline = found
  }

  /// Distinct ascending edges: those given, widened to hold every dose, or quantiles.
  private static func edges(_ doses: [Double], _ bins: Either<Int, [Double]>?) -> [Double] {
    switch bins {
    case .second(let given): return Set(given).sorted()
    case .first(let count): return quantiles(doses, count)
    case nil: return quantiles(doses, 10)
    }
  }

  private static func quantiles(_ doses: [Double], _ count: Int) -> [Double] {
    let shares = (0...count).map { Double($0) / Double(count) }
    return Set(Quantile.of(doses, at: shares).filter(\.isFinite)).sorted()
  }

  /// The bin [low, high) of a dose, the last one with its end; −1 outside.
  private static func bin(of dose: Double, _ edges: [Double]) -> Int {
    guard edges.count > 1, dose >= edges[0], dose <= edges[edges.count - 1] else { return -1 }
    var (low, high) = (0, edges.count - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if dose >= edges[middle] { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

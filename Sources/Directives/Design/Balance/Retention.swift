import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics
import Statistics

/// How many of the rows that each arm was assigned are still there.
///
/// Rows that are lost at different rates make the arms differ in who is left, however well they
/// were drawn.
struct Retention {
  /// `assigned:`, a frame of everyone who was assigned, or the counts by level.
  typealias Assigned = Either<[(key: Located<String>, value: Int)], NameReference>

  let labels: [String]
  let kept: [Int]
  let assigned: [Int]
  /// Equality of the arms' shares, χ² without a continuity correction.
  let test: ChiSquareTest

  init(
    _ arms: TreatmentArms, assigned reference: Assigned, range: SourceRange, _ context: RunContext
  ) throws(Diagnostic) {
    labels = arms.labels
    kept = arms.counts
    switch reference {
    case .first(let pairs):
      assigned = try context.values(
        pairs, of: arms.labels, "count", key: "assigned", at: range, .assignedCounts)
    case .second(let name):
      let frame = try context.frame(name).frame
      let view = try context.column(ColumnReference(arms.column, range), in: frame).levelView
      let counts = view.counts
      assigned = arms.labels.map { label in
        view.levels.firstIndex(of: label).map { counts[$0] } ?? 0
      }
    }
    for (index, label) in labels.enumerated() where assigned[index] < max(1, kept[index]) {
      throw context.error(
        .assignedCounts, at: range,
        "“\(label)” has \(CountText.rows(kept[index])) left of \(NumberFormat.count(assigned[index])) assigned",
        hint: "assigned: counts everyone who was assigned, before any row was lost")
    }
    let table = zip(kept, assigned).map { [$0, $1 - $0] }
    test = ChiSquareTest.independence(table)
  }

  /// Whether nobody was lost, so that there is nothing to test.
  private var isComplete: Bool { kept == assigned }

  /// Losses that differ beyond what one trial in a hundred would show.
  var isUneven: Bool { test.pValue < 0.01 }

  private func share(_ index: Int) -> Proportion {
    Proportion(successes: Double(kept[index]), trials: Double(assigned[index]))
  }

  /// Share of an arm less that of the control: the unpooled interval, the pooled test.
  private func difference(_ index: Int) -> (estimate: Estimate, p: Double) {
    (
      ProportionComparison.unpooled(share(index), share(0)),
      ProportionComparison.pooled(share(index), share(0)).pValue
    )
  }

  func addValues(to values: inout ResultValues, level: Double) {
    for (index, label) in labels.enumerated() {
      values.set("retention[\(label)]", share(index).value)
      values.set("assigned[\(label)]", assigned[index])
    }
    for index in labels.indices.dropFirst() {
      let (estimate, p) = difference(index)
      let interval = estimate.interval(level: level)
      for prefix in index == 1 ? ["", "[\(labels[index])]."] : ["[\(labels[index])]."] {
        values.set(prefix + "retention.difference", estimate.value)
        values.set(prefix + "retention.difference.se", estimate.standardError)
        values.set(prefix + "retention.difference.ci", low: interval.low, high: interval.high)
        if !prefix.isEmpty { values.set(prefix + "retention.p", isComplete ? 1 : p) }
      }
    }
    values.set("retention.chi2", isComplete ? 0 : test.statistic)
    values.set("retention.p", isComplete ? 1 : test.pValue)
  }

  var sentence: String {
    guard !isComplete else { return "No row was lost after the assignment." }
    let shares = labels.indices.map {
      "\(labels[$0]) \(NumberFormat.fixed(100 * share($0).value, digits: 1))%"
    }.joined(separator: ", ")
    return isUneven
      ? "The arms lost rows at different rates (kept: \(shares); \(ProbabilityText.text(test.pValue))): find out why before reading any effect."
      : "The arms lost rows at rates that agree (kept: \(shares); \(ProbabilityText.text(test.pValue)))."
  }

  func table(level: Double) -> ResultTable {
    let rows = labels.indices.map { index -> [TableCell] in
      let compared = index == 0 ? nil : difference(index)
      return [
        .text(labels[index]), .integer(assigned[index]), .integer(kept[index]),
        .optional(share(index).value), compared.map { .optional($0.estimate.value) } ?? .missing,
        compared.map { ArmEffectReport.interval($0.estimate.interval(level: level)) } ?? .missing,
        compared.map { .optional($0.p) } ?? .missing,
      ]
    }
    return ResultTable(
      title: "Rows kept of those assigned",
      columns: [
        TableColumn("arm"), TableColumn("assigned", .count), TableColumn("kept", .count),
        TableColumn("share", .share(2)), TableColumn("difference", .points(2), unit: "points"),
        TableColumn(LevelText.interval(level), .points(2), unit: "points"),
        TableColumn("p", .probability),
      ], rows: rows)
  }
}

extension DiagnosticKind {
  static let assignedCounts = DiagnosticKind(
    "balance.assigned", .error,
    "The counts of assigned rows do not fit the arms: one for each, and none below the rows that are left."
  )
  static let unevenRetention = DiagnosticKind(
    "balance.retention", .warning,
    "The arms lost rows at different rates after the assignment, which may bias every effect.")
}

import Charts
import Execution
import Numerics
import Statistics

/// Estimates under an unobserved common cause, as values, a heat map and a sentence.
struct HiddenGridReport {
  let grid: HiddenGrid
  let report: RefuteReport

  func add(to result: inout CellResult) {
    for (row, treatment) in grid.treatments.enumerated() {
      for (column, outcome) in grid.outcomes.enumerated() {
        let key =
          "unobserved \(NumberFormat.shortest(treatment)), \(NumberFormat.shortest(outcome))"
        let cell = grid.cells[row][column]
        let interval = cell.interval(level: report.level)
        result.values.set("mean[\(key)]", cell.mean)
        result.values.set("sd[\(key)]", cell.standardDeviation)
        result.values.set("ci[\(key)]", low: interval.low, high: interval.high)
      }
    }
    if grid.treatments.count > 1, grid.outcomes.count > 1 { result.items.append(.chart(heatmap)) }
    result.items.append(.table(table))
    result.items.append(.verdict(verdict))
    if grid.isDefault {
      result.notes.append(
        "Strengths of the unobserved cause were chosen for you: \(grid.treatmentInUnits ? "0.1 to 0.5 standard deviations" : "5 to 30% of the rows") on the treatment, \(grid.outcomeInUnits ? "0.1 to 0.5 standard deviations" : "5 to 30% of the rows") on the outcome, against the estimate's sign. Set them with strength:."
      )
    }
  }

  private var treatmentName: String { report.target.treatment ?? "the treatment" }
  private var outcomeName: String { report.target.outcome ?? "the outcome" }

  private func phrase(_ treatment: Double, _ outcome: Double) -> String {
    let first =
      grid.treatmentInUnits
      ? "moves \(treatmentName) by \(grid.text(treatment, inUnits: true))"
      : "decides \(treatmentName) in \(grid.text(treatment, inUnits: false)) of the rows"
    let second =
      grid.outcomeInUnits
      ? "\(outcomeName) by \(grid.text(outcome, inUnits: true))"
      : "\(outcomeName) in \(grid.text(outcome, inUnits: false)) of the rows"
    return "\(first) and \(second)"
      + (grid.treatmentInUnits || grid.outcomeInUnits ? " for each of its standard deviations" : "")
  }

  /// The weakest confounder that turns the sign, or how much the strongest one moves the estimate.
  private var verdict: String {
    let own = report.target.estimate.value
    var flips: [(size: Double, text: String, mean: Double)] = []
    var extreme: (text: String, mean: Double)?
    for (row, treatment) in grid.treatments.enumerated() {
      for (column, outcome) in grid.outcomes.enumerated() {
        let mean = grid.cells[row][column].mean
        let text = phrase(treatment, outcome)
        if mean * own < 0 {
          flips.append((abs(treatment * outcome), text, mean))
        }
        if extreme.map({ abs(mean - own) > abs($0.mean - own) }) ?? true { extreme = (text, mean) }
      }
    }
    let shown = NumberFormat.significant(own, digits: 3)
    if let weakest = flips.min(by: { $0.size < $1.size }) {
      return
        "Unobserved common cause: one that \(weakest.text) turns \(shown) into \(NumberFormat.significant(weakest.mean, digits: 3)); the sign rests on there being none so strong."
    }
    guard let extreme else { return "" }
    return
      "Unobserved common cause: none of these strengths turns the sign; one that \(extreme.text) turns \(shown) into \(NumberFormat.significant(extreme.mean, digits: 3))."
  }

  private var table: ResultTable {
    var rows: [[TableCell]] = []
    for (row, treatment) in grid.treatments.enumerated() {
      for (column, outcome) in grid.outcomes.enumerated() {
        let cell = grid.cells[row][column]
        rows.append([
          .text(grid.text(treatment, inUnits: grid.treatmentInUnits)),
          .optional(grid.share(treatment, ofTreatment: true)),
          .text(grid.text(outcome, inUnits: grid.outcomeInUnits)),
          .optional(grid.share(outcome, ofTreatment: false)),
          .integer(cell.values.count), .number(cell.mean), .optional(cell.standardDeviation),
          ArmEffectReport.interval(cell.interval(level: report.level)),
        ])
      }
    }
    var notes = [
      "The treatment is changed and the outcome does not follow, which also dilutes the effect: an estimate moves towards zero even where U leaves the outcome alone."
    ]
    if grid.treatmentInUnits || grid.outcomeInUnits {
      notes.append("Explained: the share of the altered column's variance that is due to U.")
    }
    return ResultTable(
      .supporting,
      title: "Effect under an unobserved common cause",
      columns: [
        TableColumn("on \(treatmentName)"), TableColumn("explained", .share(0)),
        TableColumn("on \(outcomeName)"), TableColumn("explained", .share(0)),
        TableColumn("refits", .count), TableColumn("effect", .estimate(standardErrors: 6)),
        TableColumn("spread"),
        TableColumn(LevelText.interval(report.level), .estimate(standardErrors: 6)),
      ], rows: rows, notes: notes)
  }

  private var heatmap: Chart {
    Chart(
      kind: "refute-unobserved",
      x: .categories(
        grid.outcomes.map { grid.text($0, inUnits: grid.outcomeInUnits) },
        label: "strength on \(outcomeName)"),
      y: .categories(
        grid.treatments.map { grid.text($0, inUnits: grid.treatmentInUnits) },
        label: "strength on \(treatmentName)"),
      marks: [
        .cells(
          CellMark(
            name: "effect", values: grid.cells.map { $0.map(\.mean) },
            shading: .diverging(middle: 0)))
      ])
  }
}

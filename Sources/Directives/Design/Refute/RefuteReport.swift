import Charts
import Execution
import Numerics
import Statistics

/// An estimate beside its refutations: table, dot plot, and verdicts in plain words.
struct RefuteReport {
  let target: RefitTarget
  /// "effect" or "AUTOC".
  let quantity: String
  /// The refits on unaltered data, where the quantity itself varies with random halves.
  let baseline: Refutation?
  let refutations: [Refutation]
  let grid: HiddenGrid?
  let subset: Double
  let draws: Int
  let level: Double

  private var estimate: Double { baseline?.mean ?? target.estimate.value }
  private var interval: Interval {
    baseline?.interval(level: level) ?? target.estimate.interval(level: level)
  }
  private var standardError: Double {
    baseline?.standardDeviation ?? target.estimate.standardError
  }

  /// Refutations that do not behave as they should.
  var questions: [(Refuter, String)] {
    refutations.compactMap { refutation in
      let verdict = verdict(refutation)
      return verdict.passed ? nil : (refutation.refuter, verdict.text)
    }
  }

  // MARK: - Verdicts

  struct Verdict {
    var passed: Bool
    var text: String
  }

  func verdict(_ refutation: Refutation) -> Verdict {
    if !refutation.refuter.expectsZero, !(standardError > 0) {
      return Verdict(
        passed: abs(refutation.mean - estimate) <= 1e-9 * max(1, abs(estimate)),
        text:
          "the estimate has no standard error to compare the refits with; they average \(NumberFormat.significant(refutation.mean, digits: 3))"
      )
    }
    return switch refutation.refuter {
    case .placebo, .dummyOutcome: vanishing(refutation)
    case .randomCommonCause: staying(refutation)
    case .subset: inSubsets(refutation)
    case .bootstrap: bootstrapped(refutation)
    case .unobserved: Verdict(passed: true, text: "")
    }
  }

  /// How far the mean of the refits lies from a value, beyond what so many draws leave open.
  private func isOff(_ refutation: Refutation, from value: Double, slack: Double) -> Bool {
    let error = refutation.standardDeviation / Double(refutation.values.count).squareRoot()
    return abs(refutation.mean - value) > 3 * error + slack
  }

  /// Placebo and dummy refits that lie at least as far from zero as the estimate.
  func beyond(_ refutation: Refutation) -> Int {
    refutation.values.count { abs($0) >= abs(estimate) }
  }

  private func vanishing(_ refutation: Refutation) -> Verdict {
    let mean = NumberFormat.precise(refutation.mean, error: refutation.standardDeviation)
    if isOff(refutation, from: 0, slack: 0.1 * refutation.standardDeviation) {
      return Verdict(
        passed: false,
        text:
          "the \(quantity) does not vanish (mean \(mean)): something other than the \(refutation.refuter == .placebo ? "treatment" : "outcome's cause") produces it"
      )
    }
    let count = beyond(refutation)
    let total = refutation.values.count
    if Double(count) > (1 - level) * Double(total) {
      return Verdict(
        passed: false,
        text:
          "the \(quantity) vanishes on average (mean \(mean)), but \(count) of \(total) refits are as far from zero as the estimate, which chance alone could thus give"
      )
    }
    return Verdict(
      passed: true,
      text:
        "the \(quantity) vanishes (mean \(mean)), and \(count == 0 ? "none" : "only \(count)") of \(total) refits is as far from zero as the estimate"
    )
  }

  private func staying(_ refutation: Refutation) -> Verdict {
    let shift = abs(refutation.mean - estimate)
    let inErrors = NumberFormat.significant(shift / standardError, digits: 2)
    if isOff(refutation, from: estimate, slack: 0.1 * standardError) {
      return Verdict(
        passed: false,
        text:
          "a column of noise moves the estimate by \(inErrors) of its standard errors: the estimator is unstable"
      )
    }
    return Verdict(
      passed: true,
      text: "unmoved by noise (\(inErrors) of a standard error), as nearly any estimate would be")
  }

  private func inSubsets(_ refutation: Refutation) -> Verdict {
    // A subset of share s has the full estimate's noise in common: its own part is SE·√((1−s)/s).
    let expected = standardError * ((1 - subset) / subset).squareRoot()
    let ratio = refutation.standardDeviation / expected
    let mean = NumberFormat.significant(refutation.mean, digits: 3)
    if isOff(refutation, from: estimate, slack: 0.25 * standardError) {
      return Verdict(
        passed: false, text: "subsets average \(mean), away from the estimate: few rows carry it")
    }
    if ratio > 2 {
      return Verdict(
        passed: false,
        text:
          "subsets scatter \(NumberFormat.significant(ratio, digits: 2)) times as much as the standard error implies: few rows carry the estimate"
      )
    }
    let flips = refutation.values.count { $0 * estimate < 0 }
    return Verdict(
      passed: true,
      text:
        "subsets average \(mean) and scatter as the standard error implies"
        + (flips > 0 ? "; \(flips) of \(refutation.values.count) have the other sign" : ""))
  }

  private func bootstrapped(_ refutation: Refutation) -> Verdict {
    let ratio = refutation.standardDeviation / standardError
    let text = NumberFormat.significant(ratio, digits: 2)
    // Few draws leave the spread itself uncertain, by about 1/√(2(draws − 1)) of its size.
    let draws = Double(max(2, refutation.values.count))
    let slack = 1 + max(0, (2 / (draws - 1)).squareRoot() - (2.0 / 49).squareRoot())
    if ratio > 1.33 * slack || ratio < 0.75 / slack {
      return Verdict(
        passed: false,
        text:
          "the bootstrap's spread is \(text) times the printed standard error, which is too \(ratio > 1 ? "small" : "large")"
      )
    }
    let covers = refutation.interval(level: level)
    return Verdict(
      passed: true,
      text:
        "the bootstrap's spread is \(text) times the printed standard error, and its interval \(covers.contains(0) ? "contains" : "excludes") zero"
    )
  }

  // MARK: - Result

  func result() -> CellResult {
    var result = CellResult()
    result.values.set("estimate", estimate)
    result.values.set("estimate.ci", low: interval.low, high: interval.high)
    result.values.set("draws", draws)
    for refutation in refutations { add(refutation, to: &result.values) }
    if !refutations.isEmpty || grid.map({ $0.cells.count == 1 }) ?? false {
      result.items.append(.chart(dotPlot()))
    }
    if !refutations.isEmpty { result.items.append(.table(table())) }
    for refutation in refutations {
      let verdict = verdict(refutation)
      let name = refutation.refuter.title
      result.items.append(
        .verdict("\(name.prefix(1).uppercased())\(name.dropFirst()): \(verdict.text)."))
    }
    if let grid { HiddenGridReport(grid: grid, report: self).add(to: &result) }
    result.notes = notes
    result.definitions = (refutations.map(\.refuter) + (grid == nil ? [] : [.unobserved])).map {
      CellResult.Definition($0.title, $0.meaning)
    }
    return result
  }

  private func add(_ refutation: Refutation, to values: inout ResultValues) {
    let key = refutation.refuter.rawValue
    let interval = refutation.interval(level: level)
    values.set("mean[\(key)]", refutation.mean)
    values.set("sd[\(key)]", refutation.standardDeviation)
    values.set("ci[\(key)]", low: interval.low, high: interval.high)
    if refutation.refuter.expectsZero {
      values.set(
        "beyond[\(key)]", Double(beyond(refutation)) / Double(refutation.values.count))
    }
    if refutation.refuter == .bootstrap {
      values.set("se.ratio", refutation.standardDeviation / standardError)
    }
    values.set("verdict[\(key)]", verdict(refutation).passed ? "passed" : "questioned")
  }

  private var isCrossFitted: Bool {
    target.isModel || ["aipw", "dml"].contains(target.recipe.arguments.cell.kind?.value)
  }

  private var notes: [String] {
    var notes: [String] = []
    if target.arms.count > 1 {
      notes.append("The effect of “\(target.arm)” is refuted; choose another with arm:.")
    }
    if baseline != nil {
      notes.append(
        "AUTOC is that of models fitted on random halves of the rows and judged on the others; its interval is the spread over \(draws) such halves, not a standard error."
      )
    }
    if refutations.contains(where: { $0.refuter == .bootstrap }), isCrossFitted {
      notes.append(
        "A row that the bootstrap draws twice can be in two folds at once, which makes cross-fitted refits a little too sure of themselves."
      )
    }
    for refutation in refutations + (grid?.cells.flatMap { $0 } ?? []) where refutation.failed > 0 {
      notes.append(
        "\(refutation.failed) of \(refutation.failed + refutation.values.count) refits of \(refutation.refuter.rawValue) failed and are left out: \(refutation.reason ?? "")."
      )
    }
    notes.append(
      "Passing means that these checks found no fault, not that the estimate is valid.")
    return notes
  }

  private func table() -> ResultTable {
    var rows: [[TableCell]] = [
      [
        .text("estimate"), .missing, .number(estimate), .optional(standardError),
        ArmEffectReport.interval(interval), .text(""),
      ]
    ]
    for refutation in refutations {
      rows.append([
        .text(refutation.refuter.title), .integer(refutation.values.count),
        .number(refutation.mean), .optional(refutation.standardDeviation),
        ArmEffectReport.interval(refutation.interval(level: level)),
        .text(refutation.refuter.expectsZero ? "zero" : "the estimate"),
      ])
    }
    return ResultTable(
      title: "\(quantity == "AUTOC" ? "AUTOC" : "Effect") of \(target.name) and its refutations",
      columns: [
        TableColumn("data"), TableColumn("refits", .count),
        TableColumn(quantity, .estimate(standardErrors: 3)),
        TableColumn("spread"),
        TableColumn(LevelText.interval(level), .estimate(standardErrors: 3)),
        TableColumn("should be near"),
      ], rows: rows,
      notes: [
        "Spread: standard error of the estimate, standard deviation of refits. Intervals of refits are their middle \(NumberFormat.shortest(100 * level))%."
      ], emphasised: [0])
  }

  private func dotPlot() -> Chart {
    var names = ["estimate"]
    var values = [estimate]
    var low = [interval.low]
    var high = [interval.high]
    for refutation in refutations {
      let interval = refutation.interval(level: level)
      names.append(refutation.refuter.title)
      values.append(refutation.mean)
      low.append(interval.low)
      high.append(interval.high)
    }
    if let grid, grid.treatments.count * grid.outcomes.count <= 4 {
      for (row, treatment) in grid.treatments.enumerated() {
        for (column, outcome) in grid.outcomes.enumerated() {
          let interval = grid.cells[row][column].interval(level: level)
          names.append(
            "unobserved \(grid.text(treatment, inUnits: grid.treatmentInUnits)), \(grid.text(outcome, inUnits: grid.outcomeInUnits))"
          )
          values.append(grid.cells[row][column].mean)
          low.append(interval.low)
          high.append(interval.high)
        }
      }
    }
    // One mark for all rows, so that each stands on its label.
    let marks: [Mark] = [
      .rule(RuleMark(.x(0), label: "no effect")),
      .rule(RuleMark(.x(estimate), label: "estimate", role: .accent)),
      .intervals(
        IntervalMark(
          name: quantity, positions: names.indices.map(Double.init), values: values, low: low,
          high: high, role: .series(0))),
    ]
    let effect = ["1", "true"].contains(target.arm) ? target.treatment ?? target.arm : target.arm
    return Chart(
      kind: "refute",
      x: Axis(quantity == "AUTOC" ? "AUTOC on held-out halves" : "effect of \(effect)"),
      y: .categories(names), marks: marks)
  }
}

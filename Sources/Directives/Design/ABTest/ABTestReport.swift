import Charts
import Execution
import Numerics
import Statistics

/// The numbers of an A/B test as values, tables and a chart.
struct ABTestReport {
  let analysis: ABTestAnalysis
  let outcomes: [String]
  let arms: TreatmentArms
  let hasGroups: Bool

  var level: Double { analysis.settings.level }
  var hasArms: Bool {
    arms.labels.count > 2
  }
  var isCorrected: Bool { analysis.settings.correction != .none }

  func result() -> CellResult {
    var result = CellResult(values: values())
    result.items = [.table(effectTable), .table(liftTable)]
    if let tests = testTable { result.items.append(.table(tests)) }
    if hasGroups { result.items.append(.table(equalityTable)) }
    result.items.append(.chart(chart))
    result.notes = notes
    result.definitions = definitions
    return result
  }

  // MARK: Values

  /// Each field under `[outcome][arm][group].`, where what there is only one of may be left out.
  private func values() -> ResultValues {
    var values = ResultValues()
    for contrast in analysis.contrasts {
      for prefix in prefixes(contrast.outcome, contrast.arm, contrast.base, contrast.group) {
        add(contrast, prefix, to: &values)
      }
    }
    for equality in analysis.equalities {
      for prefix in prefixes(equality.outcome, equality.arm, equality.base, nil) {
        values.set(prefix + "equal.q", equality.heterogeneity.q)
        values.set(prefix + "equal.df", equality.heterogeneity.degreesOfFreedom)
        values.set(prefix + "equal.p", equality.heterogeneity.pValue)
      }
    }
    for reduction in analysis.reductions {
      values.set("variance-reduction[\(reduction.outcome)]", reduction.share)
    }
    for (label, count) in zip(arms.labels, arms.counts) { values.set("n[\(label)]", count) }
    return values
  }

  private func prefixes(
    _ outcome: String, _ arm: String, _ base: String, _ group: String?
  ) -> [String] {
    let name = base == arms.control ? arm : "\(arm) - \(base)"
    let tail = group.map { "[\($0)]" } ?? ""
    var keys = ["[\(outcome)][\(name)]\(tail)"]
    if !hasArms { keys.append("[\(outcome)]\(tail)") }
    if outcomes.count == 1 { keys.append("[\(name)]\(tail)") }
    if outcomes.count == 1, !hasArms { keys.append(tail) }
    return keys.map { $0.isEmpty ? "" : $0 + "." }
  }

  private func add(_ contrast: ABContrast, _ prefix: String, to values: inout ResultValues) {
    let interval = contrast.difference.interval(level: level)
    let lift = contrast.lift.interval(level: level)
    values.set(prefix + "difference", contrast.difference.value)
    values.set(prefix + "se", contrast.difference.standardError)
    values.set(prefix + "ci", low: interval.low, high: interval.high)
    values.set(prefix + "p", contrast.pValue)
    values.set(prefix + "p.adjusted", contrast.adjustedPValue)
    values.set(prefix + "lift", contrast.lift.value)
    values.set(prefix + "lift.se", contrast.lift.standardError)
    values.set(prefix + "lift.ci", low: lift.low, high: lift.high)
    if let tests = contrast.proportionTests {
      values.set(prefix + "p.unpooled", tests.unpooled)
      values.set(prefix + "chi2", tests.chiSquare.statistic)
      values.set(prefix + "chi2.p", tests.chiSquare.pValue)
      values.set(prefix + "chi2.yates", tests.yates.statistic)
      values.set(prefix + "chi2.yates.p", tests.yates.pValue)
    }
    if let sequential = contrast.sequential {
      values.set(
        prefix + "sequential.ci", low: sequential.interval.low, high: sequential.interval.high)
      values.set(prefix + "sequential.p", sequential.pValue)
    }
    if let shrunken = contrast.shrunken { values.set(prefix + "shrunken", shrunken) }
  }

  /// A row for each comparison and group, and a panel for each outcome.
  private var chart: Chart {
    let labels = chartLabels
    let panels = outcomes.map { outcome -> Panel in
      let shown = analysis.contrasts.compactMap { contrast in
        contrast.outcome == outcome
          ? labels.firstIndex(of: label(contrast)).map { ($0, contrast.lift) } : nil
      }
      let intervals = shown.map { $0.1.interval(level: level) }
      return Panel(
        title: outcomes.count > 1 ? outcome : nil,
        marks: [
          .rule(RuleMark(.x(0), label: outcome == outcomes.first ? "no effect" : nil)),
          .intervals(
            IntervalMark(
              name: "lift", positions: shown.map { Double($0.0) }, values: shown.map(\.1.value),
              low: intervals.map(\.low), high: intervals.map(\.high), role: .series(0))),
        ])
    }
    return Chart(
      kind: "lift", x: Axis("lift over the control", format: .share, includesZero: true),
      y: .categories(labels), panels: panels, sharing: .y, columns: min(3, outcomes.count))
  }

  private func label(_ contrast: ABContrast) -> String {
    let arm = comparison(contrast.arm, contrast.base)
    guard let group = contrast.group else { return hasGroups && !hasArms ? "all" : arm }
    return hasArms ? "\(group) · \(arm)" : group
  }

  /// The rows of the chart, in the order of the first outcome that has them; forty at the most.
  private var chartLabels: [String] {
    var labels: [String] = []
    for contrast in analysis.contrasts where !labels.contains(label(contrast)) {
      labels.append(label(contrast))
    }
    return Array(labels.prefix(40))
  }

  // MARK: Words

  private var notes: [String] {
    var notes = analysis.notes
    let count = analysis.contrasts.count
    if count > 1 {
      notes.append(
        isCorrected
          ? "p-values are corrected for \(count) tests (\(analysis.settings.correction.rawValue))."
          : "\(count) tests, with p-values that are not corrected for their number.")
    }
    for reduction in analysis.reductions {
      notes.append(
        "The covariates take out \(NumberFormat.fixed(100 * reduction.share, digits: 2))% of the variance of “\(reduction.outcome)”."
      )
    }
    if let tuning = analysis.settings.tuning {
      notes.append(
        "Always-valid intervals are narrowest at \(CountText.rows(Int(tuning))) (tuning:), a number to be fixed before the first look."
      )
    }
    return notes
  }

  private var definitions: [CellResult.Definition] {
    var definitions = [
      CellResult.Definition(
        "difference",
        "difference of means, each arm with its own variance; interval from Welch's t"),
      CellResult.Definition(
        "lift", "difference over the control's mean (unadjusted); delta-method interval"),
    ]
    if analysis.contrasts.contains(where: { $0.metric == .proportion }) {
      definitions.append(
        CellResult.Definition(
          "p", "of a proportion: pooled two-sample z test; the interval does not pool"))
    }
    if !analysis.reductions.isEmpty {
      definitions.append(
        CellResult.Definition(
          "covariates", "CUPED: Y − θ(X − X̄) with one θ from all arms together")
      )
    }
    if hasGroups {
      definitions.append(
        CellResult.Definition(
          "shrunken", "effect pulled towards the mean over groups by its share of noise"))
    }
    return definitions
  }
}

import Causal
import Charts
import Execution
import Numerics

/// Values, tables and chart of `value`.
struct ValueReport {
  let outcomes: [PolicyValuation.Outcome]
  let estimators: [ValueEstimator]
  let level: Double
  let per: Double
  let rowCount: Int
  let reference: String

  /// The policies by the first scenario, whose values have the plain keys.
  private var policies: [PolicyValuation.Valued] { outcomes.first?.policies ?? [] }
  /// What the rewards are called: profit where any scenario has a price.
  private var words: RewardWords {
    guard let first = outcomes.first else {
      return RewardWords("reward", isPriced: false, hasCost: false)
    }
    return outcomes.map(\.words).reduce(first.words) { $0.merged(with: $1) }
  }
  private var heading: String { words.heading(per: per) }
  private var isSwept: Bool { outcomes.count > 1 || !(outcomes.first?.scenario.name ?? "").isEmpty }

  func record(in values: inout ResultValues) {
    for policy in policies { record(policy, key: policy.name, in: &values) }
    if isSwept {
      for outcome in outcomes {
        for policy in outcome.policies {
          record(policy, key: outcome.scenario.key(policy.name), in: &values)
        }
      }
    }
    values.set("rows", rowCount)
  }

  private func record(
    _ policy: PolicyValuation.Valued, key: String, in values: inout ResultValues
  ) {
    for (index, estimator) in estimators.enumerated() {
      let profit = policy.profits[index]?.scaled(by: per)
      let gain = policy.gains.map { $0[index]?.scaled(by: per) } ?? nothing
      for name in names(index, estimator) {
        values.set("profit\(name)", key, profit, level: level)
        values.set("gain\(name)", key, gain, level: level)
      }
    }
    values.set("share[\(key)]", policy.share)
    let total = policy.profits[0]?.scaled(by: Double(rowCount))
    values.set("profit.sum[\(key)]", total?.value)
    values.set("profit.sum.se[\(key)]", total?.standardError)
    values.set("loss.p[\(key)]", lossProbability(policy))
    if let over = policy.overAll {
      values.set("over.all", key, over.scaled(by: per), level: level)
    }
    if let over = policy.overRandom {
      values.set("over.random", key, over.scaled(by: per), level: level)
    }
    if let bootstrap = policy.bootstrap {
      for (name, interval) in [("profit", bootstrap.profit), ("gain", bootstrap.gain)] {
        values.set(
          "\(name).bootstrap.ci[\(key)]", low: interval.low * per, high: interval.high * per)
      }
    }
  }

  /// The chance that the gain over the reference is below zero, by its normal approximation.
  private func lossProbability(_ policy: PolicyValuation.Valued) -> Double? {
    guard let gain = policy.gains?[0], gain.standardError > 0 else { return nil }
    return NormalDistribution.standard.survival(gain.value / gain.standardError)
  }

  /// The plain name is the first estimator's.
  private func names(_ index: Int, _ estimator: ValueEstimator) -> [String] {
    index == 0 ? ["", ".\(estimator.rawValue)"] : [".\(estimator.rawValue)"]
  }

  /// The reference's gain over itself.
  private var nothing: InfluenceEstimate? { InfluenceEstimate(value: 0, influence: []) }

  var items: [CellResult.Item] {
    if isSwept { return [.table(sweep), .chart(facets)] }
    var items: [CellResult.Item] = [.table(profits), .chart(forest)]
    if let bootstrap { items.append(.table(bootstrap)) }
    if let contrasts { items.append(.table(contrasts)) }
    if let others { items.append(.table(others)) }
    items.append(.table(totals))
    return items
  }

  var unit: String {
    per == 1
      ? "per customer"
      : "per \(NumberFormat.fixed(per, digits: per == per.rounded() ? 0 : 2, grouping: true)) customers"
  }

  private var intervalName: String { "\(NumberFormat.shortest(level * 100))% CI" }

  // MARK: - Tables

  /// Columns after `first` others; digits follow the standard errors.
  private func profitColumns(after first: Int) -> [TableColumn] {
    [
      TableColumn("Treated", .share(1)),
      TableColumn(heading, .estimate(standardErrors: first + 2)), TableColumn("SE"),
      TableColumn("Gain over \(reference)", .estimate(standardErrors: first + 4)),
      TableColumn("SE"), TableColumn(intervalName), TableColumn("P(loss)", .share(1)),
    ]
  }

  private func profitCells(_ policy: PolicyValuation.Valued) -> [TableCell] {
    let profit = policy.profits[0]?.scaled(by: per)
    let row: [TableCell] = [
      .optional(policy.share), .optional(profit?.value), .optional(profit?.standardError),
    ]
    guard let gain = policy.gains?[0]?.scaled(by: per) else {
      return row + [.missing, .missing, .missing, .missing]
    }
    return row + [
      .optional(gain.value), .optional(gain.standardError), interval(gain),
      .optional(lossProbability(policy)),
    ]
  }

  private var profits: ResultTable {
    ResultTable(
      title: "Value of policies, \(unit)",
      columns: [TableColumn("Policy")] + profitColumns(after: 1),
      rows: policies.map { [.text($0.name)] + profitCells($0) },
      notes: [
        "By \(estimators[0].title); gains are paired, row by row. P(loss) is the chance of a gain below zero, by its normal approximation."
      ])
  }

  private var sweep: ResultTable {
    ResultTable(
      title: "Value of policies, \(unit)",
      columns: [TableColumn("Amounts"), TableColumn("Policy")] + profitColumns(after: 2),
      rows: outcomes.flatMap { outcome in
        outcome.policies.map {
          [.text(outcome.scenario.name), .text($0.name)] + profitCells($0)
        }
      },
      notes: [
        "By \(estimators[0].title); gains are paired, row by row. P(loss) is the chance of a gain below zero, by its normal approximation."
      ])
  }

  /// Profit and gain of all valued rows together.
  private var totals: ResultTable {
    ResultTable(
      .supporting,
      title: "In total, for the \(NumberFormat.count(rowCount)) rows valued",
      columns: [
        TableColumn("Policy"), TableColumn(words.sum, .estimate(standardErrors: 2)),
        TableColumn("SE"), TableColumn("Gain over \(reference)", .estimate(standardErrors: 4)),
        TableColumn("SE"),
      ],
      rows: policies.map { policy in
        let profit = policy.profits[0]?.scaled(by: Double(rowCount))
        let gain = policy.gains?[0]?.scaled(by: Double(rowCount))
        return [
          .text(policy.name), .optional(profit?.value), .optional(profit?.standardError),
          .optional(gain?.value), .optional(gain?.standardError),
        ]
      })
  }

  private var bootstrap: ResultTable? {
    guard policies.contains(where: { $0.bootstrap != nil }) else { return nil }
    return ResultTable(
      title: "Bootstrap intervals, \(unit)",
      columns: [
        TableColumn("Policy"), TableColumn("\(heading), \(intervalName)"),
        TableColumn("Gain over \(reference), \(intervalName)"),
      ],
      rows: policies.map { policy in
        guard let own = policy.bootstrap else { return [.text(policy.name), .missing, .missing] }
        return [
          .text(policy.name), .interval(own.profit.low * per, own.profit.high * per),
          .interval(own.gain.low * per, own.gain.high * per),
        ]
      }, notes: ["Percentiles of replicates; policies and models stay as they are."])
  }

  /// Profits by the estimators after the first.
  private var others: ResultTable? {
    guard estimators.count > 1 else { return nil }
    var columns = [TableColumn("Policy")]
    for estimator in estimators.dropFirst() {
      columns += [
        TableColumn(
          "\(heading), \(estimator.title)",
          .estimate(standardErrors: columns.count + 1)),
        TableColumn("SE"),
      ]
    }
    return ResultTable(
      title: "By other estimators, \(unit)", columns: columns,
      rows: policies.map { policy in
        [.text(policy.name)]
          + policy.profits.dropFirst().map { $0?.scaled(by: per) }
          .flatMap { [.optional($0?.value), .optional($0?.standardError)] }
      })
  }

  /// Fitted policies against treating all and against a random choice of as many.
  private var contrasts: ResultTable? {
    var rows: [[TableCell]] = []
    for policy in policies {
      for (name, over) in [
        ("all", policy.overAll), ("random, same share", policy.overRandom),
      ] {
        guard let over = over?.scaled(by: per) else { continue }
        rows.append([
          .text(policy.name), .text(name), .optional(over.value), .optional(over.standardError),
          interval(over), .optional(over.p),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return ResultTable(
      title: "Paired contrasts, \(unit)",
      columns: [
        TableColumn("Policy"), TableColumn("Against"),
        TableColumn("Difference", .estimate(standardErrors: 3)), TableColumn("SE"),
        TableColumn(intervalName), TableColumn("p", .probability),
      ], rows: rows)
  }

  // MARK: - Charts

  /// One interval a policy and estimator.
  private var forest: Chart {
    let names = policies.map(\.name)
    let marks = estimators.enumerated().map { index, estimator -> Mark in
      let own = policies.indices.filter { policies[$0].profits[index] != nil }
      let profits = own.compactMap { policies[$0].profits[index]?.scaled(by: per) }
      let intervals = profits.map { $0.interval(level) }
      return .intervals(
        IntervalMark(
          name: estimator.title, positions: own.map(Double.init),
          values: profits.map(\.value), low: intervals.map(\.low), high: intervals.map(\.high),
          role: .series(index)))
    }
    return Chart(
      kind: "value", x: Axis(words.axis(per: per, unit: unit)), y: .categories(names), marks: marks,
      remarks: [
        "Intervals have \(NumberFormat.shortest(level * 100))% confidence each; differences between policies are surer than they look, because they are paired."
      ])
  }

  /// Paired gains, a panel for each step of the sweep.
  private var facets: Chart {
    let names = policies.filter { $0.gains != nil }.map(\.name)
    let panels = outcomes.map { outcome -> Panel in
      let gains = outcome.policies.compactMap { $0.gains?[0]?.scaled(by: per) }
      let intervals = gains.map { $0.interval(level) }
      return Panel(
        title: outcome.scenario.name,
        marks: [
          .rule(RuleMark(.x(0), role: .muted)),
          .intervals(
            IntervalMark(
              name: "gain over \(reference)", positions: gains.indices.map(Double.init),
              values: gains.map(\.value), low: intervals.map(\.low), high: intervals.map(\.high),
              role: .series(0))),
        ])
    }
    return Chart(
      kind: "value", x: Axis("gain over \(reference), \(unit)"), y: .categories(names),
      panels: panels,
      remarks: ["Intervals have \(NumberFormat.shortest(level * 100))% confidence each."])
  }

  private func interval(_ estimate: InfluenceEstimate) -> TableCell {
    let interval = estimate.interval(level)
    return interval.low.isFinite && interval.high.isFinite
      ? .interval(interval.low, interval.high) : .missing
  }
}

extension ValueEstimator {
  /// What tables and legends call it: an acronym, or a word.
  fileprivate var title: String { self == .truth ? "the truth" : rawValue.uppercased() }
}

import Causal
import Charts
import Execution
import Numerics

/// Values, tables and chart of `value`.
struct ValueReport {
  let policies: [PolicyValuation.Valued]
  let estimators: [ValueEstimator]
  let level: Double
  let per: Double
  let rowCount: Int
  let reference: String

  func record(in values: inout ResultValues) {
    for policy in policies {
      let key = policy.name
      for (index, estimator) in estimators.enumerated() {
        let profit = policy.profits[index].scaled(by: per)
        let gain = policy.gains?[index].scaled(by: per) ?? nothing
        for name in names(index, estimator) {
          values.set("profit\(name)", key, profit, level: level)
          values.set("gain\(name)", key, gain, level: level)
        }
      }
      values.set("share[\(key)]", policy.share)
      values.set("profit.sum[\(key)]", policy.profits[0].value * Double(rowCount))
      if let over = policy.overAll {
        values.set("over.all", key, over.scaled(by: per), level: level)
      }
      if let over = policy.overRandom {
        values.set("over.random", key, over.scaled(by: per), level: level)
      }
    }
    values.set("rows", rowCount)
  }

  /// The plain name is the first estimator's.
  private func names(_ index: Int, _ estimator: ValueEstimator) -> [String] {
    index == 0 ? ["", ".\(estimator.rawValue)"] : [".\(estimator.rawValue)"]
  }

  /// The reference's gain over itself.
  private var nothing: InfluenceEstimate { InfluenceEstimate(value: 0, influence: []) }

  var items: [CellResult.Item] {
    var items: [CellResult.Item] = [.table(profits), .chart(forest)]
    if let contrasts { items.append(.table(contrasts)) }
    if let others { items.append(.table(others)) }
    return items
  }

  private var unit: String {
    per == 1
      ? "per customer"
      : "per \(NumberFormat.fixed(per, digits: per == per.rounded() ? 0 : 2, grouping: true)) customers"
  }

  private var intervalName: String { "\(NumberFormat.shortest(level * 100))% CI" }

  private var profits: ResultTable {
    let columns = [
      TableColumn("Policy"), TableColumn("Share treated", .share(1)),
      TableColumn("Profit", .estimate(standardErrors: 3)), TableColumn("SE"),
      TableColumn("Gain over \(reference)", .estimate(standardErrors: 5)), TableColumn("SE"),
      TableColumn(intervalName),
    ]
    let rows = policies.map { policy -> [TableCell] in
      let profit = policy.profits[0].scaled(by: per)
      let row: [TableCell] = [
        .text(policy.name), .number(policy.share), .optional(profit.value),
        .optional(profit.standardError),
      ]
      guard let gain = policy.gains?[0].scaled(by: per) else {
        return row + [.missing, .missing, .missing]
      }
      return row + [.optional(gain.value), .optional(gain.standardError), interval(gain)]
    }
    return ResultTable(
      title: "Value of policies, \(unit)", columns: columns, rows: rows,
      notes: ["By \(estimators[0].rawValue.uppercased()); gains are paired, row by row."])
  }

  /// Profits by the estimators after the first.
  private var others: ResultTable? {
    guard estimators.count > 1 else { return nil }
    var columns = [TableColumn("Policy")]
    for estimator in estimators.dropFirst() {
      columns += [
        TableColumn(
          "Profit, \(estimator.rawValue.uppercased())",
          .estimate(standardErrors: columns.count + 1)),
        TableColumn("SE"),
      ]
    }
    return ResultTable(
      title: "By other estimators, \(unit)", columns: columns,
      rows: policies.map { policy in
        [.text(policy.name)]
          + policy.profits.dropFirst().map { $0.scaled(by: per) }
          .flatMap { [.optional($0.value), .optional($0.standardError)] }
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

  /// One interval a policy and estimator.
  private var forest: Chart {
    let names = policies.map(\.name)
    let positions = names.indices.map(Double.init)
    let marks = estimators.enumerated().map { index, estimator -> Mark in
      let profits = policies.map { $0.profits[index].scaled(by: per) }
      let intervals = profits.map { $0.interval(level) }
      return .intervals(
        IntervalMark(
          name: estimator.rawValue.uppercased(), positions: positions, values: profits.map(\.value),
          low: intervals.map(\.low), high: intervals.map(\.high), role: .series(index)))
    }
    return Chart(
      kind: "value", x: Axis("profit \(unit)"), y: .categories(names), marks: marks,
      remarks: [
        "Intervals have \(NumberFormat.shortest(level * 100))% confidence each; differences between policies are surer than they look, because they are paired."
      ])
  }

  private func interval(_ estimate: InfluenceEstimate) -> TableCell {
    let interval = estimate.interval(level)
    return interval.low.isFinite && interval.high.isFinite
      ? .interval(interval.low, interval.high) : .missing
  }
}

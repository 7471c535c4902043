import Charts
import Execution

/// The balance of covariates in the session, for `plot balance`.
struct BalanceObject: SessionObject {
  static let typeName = "balance"

  /// One set of figures: an arm, before or after weighting.
  struct Series: Sendable {
    var name: String
    /// Standardised differences or correlations, one for each label.
    var values: [Double]
    var isWeighted: Bool
  }

  /// What the figures are: `standardised difference` or `correlation with price`.
  var measure: String
  var labels: [String]
  var series: [Series]
  var threshold: Double

  /// Most rows that a chart can hold readably.
  static let mostRows = 40

  /// The Love plot: a row for each covariate, the most imbalanced on top.
  ///
  /// Absolute values unless `isSigned`; the limit is marked.
  func chart(isSigned: Bool = false) -> Chart {
    let sizes = labels.indices.map { row in
      series.filter { !$0.isWeighted }.reduce(0) { max($0, abs($1.values[row])) }
    }
    // Infinite differences (two unequal constants) come first and are drawn as gaps.
    let order = labels.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
      .prefix(Self.mostRows)
    let names = Set(series.map(\.name))
    var marks: [Mark] = [
      .rule(RuleMark(.x(threshold), label: "limit \(threshold)"))
    ]
    if isSigned {
      marks += [.rule(RuleMark(.x(-threshold))), .rule(RuleMark(.x(0), role: .muted))]
    }
    for series in series {
      let position = names.sorted().firstIndex(of: series.name) ?? 0
      marks.append(
        .intervals(
          IntervalMark(
            name: series.isWeighted ? "\(series.name), weighted" : series.name,
            positions: order.indices.map(Double.init),
            values: order.map { isSigned ? series.values[$0] : abs(series.values[$0]) },
            role: .series(position), hollow: series.isWeighted)))
    }
    return Chart(
      kind: "balance",
      x: Axis(isSigned ? measure : "absolute \(measure)", lower: isSigned ? nil : 0),
      y: .categories(order.map { labels[$0] }), marks: marks,
      remarks: labels.count > Self.mostRows
        ? ["The \(Self.mostRows) most imbalanced of \(labels.count) covariates are shown."] : [])
  }
}

import Execution
import Numerics
import Statistics

/// The balance of arms as values, tables and sentences.
struct ArmBalanceReport {
  let balance: ArmBalance
  let ratio: SampleRatio
  let omnibus: ArmBalance.Omnibus?
  let retention: Retention?
  let threshold: Double

  func result(level: Double) -> CellResult {
    var result = CellResult()
    ratio.addValues(to: &result.values)
    retention?.addValues(to: &result.values, level: level)
    addCovariates(to: &result.values)
    addOmnibus(to: &result.values)
    if !verdict.isEmpty { result.items.append(.verdict(verdict)) }
    result.items.append(.table(ratio.table(column: balance.arms.column)))
    if let retention { result.items.append(.table(retention.table(level: level))) }
    for index in balance.arms.arms.indices { result.items.append(.table(table(arm: index))) }
    if !balance.covariates.entries.isEmpty { result.items.append(.chart(object.chart())) }
    result.notes = balance.arms.notes + ratio.notes + missingNotes
    result.definitions = Self.definitions
    return result
  }

  var object: BalanceObject {
    var series: [BalanceObject.Series] = []
    for (index, arm) in balance.arms.arms.enumerated() {
      series.append(
        BalanceObject.Series(
          name: arm, values: balance.plain.map { $0[index].standardizedDifference },
          isWeighted: false))
      if let weighted = balance.weighted {
        series.append(
          BalanceObject.Series(
            name: arm, values: weighted.map { $0[index].standardizedDifference },
            isWeighted: true))
      }
    }
    return BalanceObject(
      measure: "standardised difference", labels: balance.covariates.entries.map(\.label),
      series: series, threshold: threshold)
  }

  // MARK: Values

  private func addCovariates(to values: inout ResultValues) {
    for (index, entry) in balance.covariates.entries.enumerated() {
      let row = balance.judged[index]
      // Without an arm's name a figure is that of the arm where it is worst.
      values.set(
        "smd[\(entry.label)]", worst(row.map(\.standardizedDifference)) { abs($0) })
      values.set(
        "variance-ratio[\(entry.label)]", worst(row.map(\.varianceRatio)) { max($0, 1 / $0) })
      values.set("ks[\(entry.label)]", worst(row.map(\.distance)) { $0 })
      for (arm, figures) in zip(balance.arms.arms, row) {
        values.set("[\(arm)].smd[\(entry.label)]", figures.standardizedDifference)
        values.set("[\(arm)].variance-ratio[\(entry.label)]", figures.varianceRatio)
        values.set("[\(arm)].ks[\(entry.label)]", figures.distance)
      }
    }
    values.set("smd.max", balance.largest.map { abs($0.value) })
    values.set("imbalanced", balance.beyond(threshold).count)
    for (label, size) in zip(balance.arms.labels, balance.effectiveSizes) {
      values.set("effective[\(label)]", size)
    }
  }

  private func worst(_ figures: [Double], by size: (Double) -> Double) -> Double? {
    figures.filter { !$0.isNaN }.max { size($0) < size($1) }
  }

  private func addOmnibus(to values: inout ResultValues) {
    guard let omnibus else { return }
    let tests = omnibus.arms.compactMap { $0 }
    if tests.count == omnibus.arms.count {
      values.set("omnibus.auc", tests.map(\.areaUnderCurve).max())
    }
    if omnibus.arms.count == 1, let test = tests.first {
      values.set("omnibus.chi2", test.likelihoodRatio)
      values.set("omnibus.df", test.degreesOfFreedom)
      values.set("omnibus.p", test.pValue)
    } else if let joint = omnibus.joint {
      values.set("omnibus.chi2", joint.likelihoodRatio)
      values.set("omnibus.df", joint.degreesOfFreedom)
      values.set("omnibus.p", joint.pValue)
    }
    values.set("omnibus.permutation.p", omnibus.permutation?.pValue)
    for (arm, test) in zip(balance.arms.arms, omnibus.arms) {
      guard let test else { continue }
      values.set("[\(arm)].omnibus.chi2", test.likelihoodRatio)
      values.set("[\(arm)].omnibus.df", test.degreesOfFreedom)
      values.set("[\(arm)].omnibus.p", test.pValue)
      values.set("[\(arm)].omnibus.auc", test.areaUnderCurve)
      values.set("[\(arm)].overlap.outside", Self.outside(test.propensities))
    }
    if omnibus.arms.count == 1, let test = tests.first {
      values.set("overlap.outside", Self.outside(test.propensities))
    }
  }

  /// The share of propensities below 0.1 or above 0.9.
  static func outside(_ propensities: [Double]) -> Double? {
    propensities.isEmpty
      ? nil
      : Double(propensities.count { $0 < 0.1 || $0 > 0.9 }) / Double(propensities.count)
  }

  // MARK: Words and tables

  private var verdict: String {
    var sentences = [ratio.sentence].compactMap { $0 }
    if let retention { sentences.append(retention.sentence) }
    if let largest = balance.largest {
      let size = NumberFormat.significant(abs(largest.value), digits: 2)
      let place = balance.arms.arms.count > 1 ? "\(largest.label) in \(largest.arm)" : largest.label
      let beyond = balance.beyond(threshold)
      let limit = NumberFormat.shortest(threshold)
      let what = balance.weighted == nil ? "" : " after weighting"
      sentences.append(
        beyond.isEmpty
          ? "No covariate differs by more than \(limit) standard deviations\(what); the largest difference is \(size), of \(place)."
          : "\(CountText.counted(beyond.count, "covariate")) of \(balance.covariates.entries.count) \(beyond.count == 1 ? "differs" : "differ") by more than \(limit) standard deviations\(what), most of all \(place) (\(size))."
      )
    }
    if let omnibus, let p = omnibusP(omnibus) {
      let drivers = omnibus.drivers.prefix(3).filter { abs($0.z) > 2 }
        .map { "\($0.label) (z \(NumberFormat.fixed($0.z, digits: 1)))" }
      let most = drivers.isEmpty ? "" : ", most of all \(drivers.joined(separator: ", "))"
      sentences.append(
        p < 0.01
          ? "Together the covariates predict the arm (\(ProbabilityText.text(p)))\(most)."
          : "Together the covariates do not predict the arm (\(ProbabilityText.text(p))).")
    }
    return sentences.joined(separator: " ")
  }

  private func omnibusP(_ omnibus: ArmBalance.Omnibus) -> Double? {
    let p = omnibus.arms.count == 1 ? omnibus.arms[0]?.pValue : omnibus.joint?.pValue
    return p.flatMap { $0.isNaN ? nil : $0 }
  }

  private func table(arm index: Int) -> ResultTable {
    let arm = balance.arms.arms[index]
    var columns = [
      TableColumn("covariate"), TableColumn(arm), TableColumn(balance.arms.control),
      TableColumn("SMD", .fixed(3)), TableColumn("variance ratio", .fixed(3)),
      TableColumn("KS", .fixed(3)),
    ]
    if balance.weighted != nil { columns.append(TableColumn("SMD, weighted", .fixed(3))) }
    var emphasised: Set<Int> = []
    let rows = balance.covariates.entries.enumerated().map { row, entry -> [TableCell] in
      let figures = balance.plain[row][index]
      let weighted = balance.weighted?[row][index]
      if abs((weighted ?? figures).standardizedDifference) > threshold { emphasised.insert(row) }
      var cells: [TableCell] = [
        .text(entry.label), .optional(figures.treatedMean), .optional(figures.controlMean),
        .optional(figures.standardizedDifference), .optional(figures.varianceRatio),
        .optional(figures.distance),
      ]
      if let weighted { cells.append(.optional(weighted.standardizedDifference)) }
      return cells
    }
    return ResultTable(
      title: "\(arm) against \(balance.arms.control)", columns: columns, rows: rows,
      notes: ["Means of the two arms; a level of a category as its share."], emphasised: emphasised)
  }

  private var missingNotes: [String] {
    var notes: [String] = []
    var seen: Set<String> = []
    for (entry, count) in zip(balance.covariates.entries, balance.missing) where count > 0 {
      guard seen.insert(entry.column).inserted else { continue }
      notes.append(
        "\(CountText.rowsAre(count)) left out of the comparison of “\(entry.column)”, which is missing there."
      )
    }
    if let omnibus, omnibus.rows < balance.arms.rows.count {
      notes.append(
        "The omnibus test uses the \(CountText.rows(omnibus.rows)) in which no covariate is missing."
      )
    }
    return notes
  }

  private static let definitions = [
    CellResult.Definition(
      "SMD",
      "difference of means over √((s₁² + s₀²)/2) of the unweighted arms, the same before and after weighting"
    ),
    CellResult.Definition("variance ratio", "s₁²/s₀²"),
    CellResult.Definition(
      "KS", "largest distance of the two distribution functions"),
    CellResult.Definition(
      "omnibus",
      "likelihood ratio of a logistic regression of the arm on all covariates; AUC on the rows of the fit"
    ),
  ]
}

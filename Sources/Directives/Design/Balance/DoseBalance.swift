import Diagnostics
import Execution
import Numerics
import Statistics

/// The covariates of a numeric treatment: what its dose goes with.
struct DoseBalance {
  let treatment: String
  let covariates: CovariateSet
  let threshold: Double
  private let tests: [CorrelationTest]
  private let omnibus: WaldTest?
  private let completeRows: Int
  private let rows: Int

  /// - Parameter dose: one value for each row of the covariates, none missing.
  init(treatment: String, dose: [Double], covariates: CovariateSet, threshold: Double) {
    self.treatment = treatment
    self.covariates = covariates
    self.threshold = threshold
    rows = dose.count
    tests = covariates.entries.map { entry in
      let present = dose.indices.filter { !entry.values[$0].isNaN }
      return CorrelationTest.pearson(
        present.map { entry.values[$0] }, present.map { dose[$0] })
    }
    let complete = covariates.complete
    let used = dose.indices.filter { complete.isEmpty || complete[$0] }
    completeRows = used.count
    omnibus = Self.test(used, dose, covariates.regressors)
  }

  /// The F test that no covariate predicts the dose, with classical errors.
  private static func test(
    _ used: [Int], _ dose: [Double], _ regressors: [CovariateSet.Entry]
  ) -> WaldTest? {
    guard !regressors.isEmpty, !used.isEmpty else { return nil }
    let columns =
      [used.map { _ in 1.0 }] + regressors.map { entry in used.map { entry.values[$0] } }
    let outcome = used.map { dose[$0] }
    guard let fit = try? LeastSquares.fit(Matrix(columns: columns), outcome),
      fit.degreesOfFreedom > 0
    else { return nil }
    let slopes = (1..<columns.count).filter { !fit.dependentColumns.contains($0) }
    guard !slopes.isEmpty else { return nil }
    return try? WaldTest(
      coefficients: fit.coefficients, covariance: fit.covariance(.classical), positions: slopes,
      denominatorDegrees: Double(fit.degreesOfFreedom))
  }

  var object: BalanceObject {
    BalanceObject(
      measure: "correlation with \(treatment)", labels: covariates.entries.map(\.label),
      series: [
        BalanceObject.Series(
          name: treatment, values: tests.map(\.correlation), isWeighted: false)
      ], threshold: threshold)
  }

  func result() -> CellResult {
    var values = ResultValues()
    for (entry, test) in zip(covariates.entries, tests) {
      values.set("correlation[\(entry.label)]", test.correlation)
      values.set("t[\(entry.label)]", test.statistic)
      values.set("p[\(entry.label)]", test.pValue)
    }
    let sizes = tests.map { abs($0.correlation) }.filter { !$0.isNaN }
    values.set("correlation.max", sizes.max())
    values.set("imbalanced", sizes.count { $0 > threshold })
    values.set("rows", rows)
    values.set("omnibus.f", omnibus?.f)
    values.set("omnibus.df", omnibus?.numeratorDegrees)
    values.set("omnibus.p", omnibus?.pValue)
    var result = CellResult(
      values: values, items: [.verdict(verdict), .table(table), .chart(object.chart())])
    if completeRows < rows {
      result.notes.append(
        "The omnibus test uses the \(CountText.rows(completeRows)) in which no covariate is missing."
      )
    }
    result.definitions = [
      CellResult.Definition(
        "correlation", "Pearson's, of the covariate and the treatment; t of the slope between them"),
      CellResult.Definition(
        "omnibus", "F test that no covariate predicts the treatment linearly"),
    ]
    return result
  }

  private var verdict: String {
    let beyond = zip(covariates.entries, tests)
      .filter { abs($0.1.correlation) > threshold }
      .sorted { abs($0.1.correlation) > abs($1.1.correlation) }
      .map { "\($0.0.label) (\(NumberFormat.fixed($0.1.correlation, digits: 2)))" }
    let limit = NumberFormat.shortest(threshold)
    let first =
      beyond.isEmpty
      ? "No covariate correlates with \(treatment) by more than \(limit)."
      : "\(treatment) goes with \(beyond.prefix(8).joined(separator: ", ")), beyond \(limit)."
    guard let omnibus else { return first }
    return first
      + (omnibus.pValue < 0.01
        ? " Together the covariates predict it (\(ProbabilityText.text(omnibus.pValue)))."
        : " Together the covariates do not predict it (\(ProbabilityText.text(omnibus.pValue))).")
  }

  private var table: ResultTable {
    var emphasised: Set<Int> = []
    let rows = covariates.entries.enumerated().map { row, entry -> [TableCell] in
      if abs(tests[row].correlation) > threshold { emphasised.insert(row) }
      return [
        .text(entry.label), .optional(tests[row].correlation), .optional(tests[row].statistic),
        .optional(tests[row].pValue),
      ]
    }
    return ResultTable(
      title: "Covariates and \(treatment)",
      columns: [
        TableColumn("covariate"), TableColumn("correlation", .fixed(3)),
        TableColumn("t", .fixed(2)), TableColumn("p", .probability),
      ], rows: rows, emphasised: emphasised)
  }
}

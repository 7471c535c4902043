import Execution
import Numerics
import Statistics

/// A fitted regression as values and tables.
struct OLSReport {
  let model: OLSModel
  let fit: LeastSquaresFit
  let estimator: CovarianceEstimator
  let usesNormal: Bool
  let level: Double

  /// The effects with their estimates; those of dependent columns are not there.
  var armEstimates: [(arm: String, estimate: Estimate)] {
    let estimates = fit.estimates(estimator, usesNormal: usesNormal)
    return model.effects.compactMap { effect in
      guard let index = model.design.names.firstIndex(of: effect.column),
        !fit.dependentColumns.contains(index)
      else { return nil }
      return (effect.arm, estimates[index])
    }
  }

  /// Every coefficient by its term; those of dependent columns are not there.
  var termEstimates: [(term: String, estimate: Estimate)] {
    let estimates = fit.estimates(estimator, usesNormal: usesNormal)
    return fit.coefficients.indices.filter { !fit.dependentColumns.contains($0) }
      .map { (model.design.names[$0], estimates[$0]) }
  }

  func result(covarianceName: String) -> CellResult {
    let estimates = fit.estimates(estimator, usesNormal: usesNormal)
    let included = fit.coefficients.indices.filter { !fit.dependentColumns.contains($0) }
    var result = CellResult()
    let effects = armEstimates.map { ArmEffect(arm: $0.arm, $0.estimate, level: level) }
    if !effects.isEmpty { result.values.merge(ArmEffectReport.values(effects, level: level)) }
    for index in included {
      addTerm(model.design.names[index], estimates[index], to: &result.values)
    }
    addFit(included, to: &result.values)
    result.items = [.table(coefficientTable(included, estimates, covarianceName))]
    result.items += ArmEffectReport.charts(
      effects, label: "effect on \(model.outcomeName)", isShare: false)
    result.notes = model.notes
    result.notes += model.design.references.map {
      "Coefficients of “\($0.column)” are against “\($0.level)”."
    }
    result.definitions = [
      CellResult.Definition(
        "SE", Self.covarianceDefinition(covarianceName))
    ]
    return result
  }

  private func addTerm(_ name: String, _ estimate: Estimate, to values: inout ResultValues) {
    let interval = estimate.interval(level: level)
    values.set("coef[\(name)]", estimate.value)
    values.set("se[\(name)]", estimate.standardError)
    values.set("ci[\(name)]", low: interval.low, high: interval.high)
    values.set("t[\(name)]", estimate.statistic)
    values.set("p[\(name)]", estimate.pValue)
  }

  private func addFit(_ included: [Int], to values: inout ResultValues) {
    values.set("rows", fit.observations)
    values.set("df", fit.degreesOfFreedom)
    values.set("r2", model.design.hasIntercept ? fit.rSquared : fit.uncentredRSquared)
    if model.design.hasIntercept { values.set("r2.adjusted", fit.adjustedRSquared) }
    values.set("sigma", fit.residualVariance.squareRoot())
    let slopes = included.filter { model.design.names[$0] != "intercept" }
    guard !slopes.isEmpty else { return }
    let wald = try? WaldTest(
      coefficients: fit.coefficients, covariance: fit.covariance(estimator), positions: slopes,
      denominatorDegrees: fit.referenceDegrees(estimator))
    values.set("f", wald?.f)
    values.set("f.p", wald?.pValue)
  }

  private func coefficientTable(
    _ included: [Int], _ estimates: [Estimate], _ covarianceName: String
  ) -> ResultTable {
    let rows = included.map { index -> [TableCell] in
      let estimate = estimates[index]
      return [
        .text(model.design.names[index]), .optional(estimate.value),
        .optional(estimate.standardError), .optional(estimate.statistic),
        .optional(estimate.pValue), ArmEffectReport.interval(estimate.interval(level: level)),
      ]
    }
    let effects = Set(model.effects.map(\.column))
    return ResultTable(
      title: "Regression of \(model.outcomeName)",
      columns: [
        TableColumn("Term"), TableColumn("Coefficient", .estimate(standardErrors: 2)),
        TableColumn("SE (\(covarianceName))"), TableColumn(usesNormal ? "z" : "t", .fixed(2)),
        TableColumn("p", .probability),
        TableColumn(LevelText.interval(level), .estimate(standardErrors: 2)),
      ], rows: rows, notes: [fitLine],
      emphasised: Set(
        included.indices.filter { effects.contains(model.design.names[included[$0]]) }))
  }

  private var fitLine: String {
    let r2 = model.design.hasIntercept ? fit.rSquared : fit.uncentredRSquared
    let share = r2.isFinite ? ", R² \(NumberFormat.fixed(r2, digits: 4))" : ""
    let coefficients = CountText.counted(fit.rank, "coefficient")
    return "\(CountText.rows(fit.observations)), \(coefficients)\(share)."
  }

  private static func covarianceDefinition(_ name: String) -> String {
    switch name {
    case "classical": "one variance for all rows; t with n − k degrees of freedom"
    case "HC0": "White's sandwich; normal reference"
    case "HC1": "White's sandwich times n/(n − k); normal reference"
    case "HC2": "squared residuals over 1 − leverage; normal reference"
    case "HC3": "squared residuals over (1 − leverage)²; normal reference"
    default: "scores summed within clusters; t with the number of clusters less one"
    }
  }
}

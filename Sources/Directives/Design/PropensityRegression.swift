import Diagnostics
import Execution
import Numerics
import Statistics

/// A logistic regression of one arm against the control, for estimates that weigh or match by it.
struct PropensityRegression {
  /// The probability of the arm, of each row.
  let values: [Double]
  /// The intercept and the regressors, without those that others explain.
  let design: Matrix
  /// A sentence on the regressors that were left out; empty where none was.
  let notes: [String]

  /// - Parameters:
  ///   - regressors: without the reference levels of categories.
  ///   - arms: the labels of the arm and the control, for messages.
  ///   - range: where the notebook names the controls.
  init(
    _ regressors: [(label: String, values: [Double])], treated: [Bool], weights: [Double]? = nil,
    arms: (arm: String, control: String), at range: SourceRange?, _ context: RunContext
  ) throws(Diagnostic) {
    let all = Matrix(columns: [treated.map { _ in 1.0 }] + regressors.map(\.values))
    do throws(LogisticRegressionError) {
      let fit = try LogisticRegression.fit(all, treated.map { $0 ? 1 : 0 }, weights: weights)
      values = fit.fitted
      design = all.selecting(
        columns: (0..<all.columns).filter { !fit.dependentColumns.contains($0) })
      let labels = ["intercept"] + regressors.map(\.label)
      let names = fit.dependentColumns.map { "“\(labels[$0])”" }.joined(separator: ", ")
      notes =
        names.isEmpty
        ? [] : ["Left out of the propensity model, since other columns explain them: \(names)."]
    } catch {
      var detail = ""
      if case .separation(let column) = error, column > 0 {
        detail = ", most of all “\(regressors[column - 1].label)”"
      }
      throw context.error(
        .propensityModel, at: range,
        "the controls tell “\(arms.arm)” and “\(arms.control)” apart without error\(detail), so that there is no overlap",
        hint: "look for a control that gives the treatment away")
    }
  }
}

extension CovariateSet {
  /// Refuses categories with more levels than a comparison can hold.
  func requireCoarse(_ kind: DiagnosticKind, _ context: RunContext) throws(Diagnostic) {
    guard let fine = tooFine.first else { return }
    throw context.error(
      kind, at: fine.reference.range,
      "“\(fine.reference.name)” has \(NumberFormat.count(fine.levels)) different values, too many for a category",
      hint: "leave it out, or group its values")
  }
}

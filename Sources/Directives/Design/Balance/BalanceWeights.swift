import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// The weights of rows that `balance` compares.
enum BalanceWeights {
  /// What rows count after weighting: `weights`, or the inverse of `propensity` where one arm is
  /// compared; nil without either.
  static func read(
    _ frame: Frame, _ arms: TreatmentArms, _ context: RunContext
  ) throws(Diagnostic) -> [Double]? {
    let weights: [Double]
    let range: SourceRange
    if let reference = context.arguments[CausalParameters.weights] {
      let all = try NumericColumn.values(reference, role: "weight", in: frame, context)
      (weights, range) = (NumericColumn.taking(all, arms.rows), reference.range)
      guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        throw context.error(
          .badBalanceWeights, at: range,
          "“\(reference.name)” has a weight that is missing, negative or infinite")
      }
    } else if let reference = context.arguments[BalanceDirective.propensity], arms.arms.count == 1 {
      let all = try NumericColumn.values(reference, role: "propensity", in: frame, context)
      weights = zip(arms.rows, arms.codes).map { row, code in
        1 / (code == 1 ? all[row] : 1 - all[row])
      }
      range = reference.range
      guard weights.allSatisfy({ $0.isFinite && $0 >= 1 }) else {
        throw context.error(
          .badBalanceWeights, at: range,
          "“\(reference.name)” gives a row no chance of the arm that it is in, or is missing there",
          hint: "propensities lie between 0 and 1")
      }
    } else {
      return nil
    }
    for (code, label) in arms.labels.enumerated() {
      let total = weights.indices.reduce(0) { $0 + (arms.codes[$1] == code ? weights[$1] : 0) }
      guard total > 0 else {
        throw context.error(
          .badBalanceWeights, at: range, "no row of “\(label)” has a weight above zero")
      }
    }
    return weights
  }
}

extension DiagnosticKind {
  static let badBalanceWeights = DiagnosticKind(
    "balance.badWeights", .error,
    "Weights have to be finite and not negative, with some above zero in every arm.")
}

import Diagnostics
import Execution
import Numerics

/// What `estimate matching` compares rows by.
enum MatchingBasis: String, CaseIterable, Sendable {
  case covariates, propensity
}

/// The rows of one arm and of the control that `estimate matching` compares.
struct MatchingPart {
  let outcome: [Double]
  let treated: [Bool]
  /// One column for each covariate, a category's levels all among them.
  let covariates: [(label: String, values: [Double])]
  /// What rows are matched on: covariates without reference levels, or the propensity.
  let basis: [(label: String, values: [Double])]
  /// The design of the propensity's regression, without columns that others explain; nil where
  /// rows are matched on covariates.
  let design: Matrix?
  let notes: [String]

  /// - Parameter arm: from 1.
  init(
    _ rows: ControlledRows, arm: Int, on basis: MatchingBasis, _ context: RunContext
  ) throws(Diagnostic) {
    let pair = rows.pair(arm: arm)
    outcome = pair.outcome
    treated = pair.treated
    covariates = ControlledRows.columns(rows.controls.entries, of: pair)
    switch basis {
    case .covariates:
      self.basis = ControlledRows.columns(rows.controls.regressors, of: pair)
      design = nil
      notes = []
    case .propensity:
      let fitted = try rows.propensity(of: pair, arm: arm, context)
      self.basis = [("the propensity", fitted.values)]
      design = fitted.design
      notes = fitted.notes
    }
  }
}

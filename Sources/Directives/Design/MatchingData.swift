import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// What `estimate matching` compares rows by.
enum MatchingBasis: String, CaseIterable, Sendable {
  case covariates, propensity
}

/// The rows of `estimate matching` that miss nothing, arm by arm.
struct MatchingData {
  let outcome: OutcomeColumn
  let covariates: CovariateSet
  let notes: [String]

  /// One arm and the control.
  struct Part {
    var outcome: [Double]
    var treated: [Bool]
    /// One column for each covariate, a category's levels all among them.
    var covariates: [(label: String, values: [Double])]
    /// What rows are matched on: covariates without reference levels, or the propensity.
    var basis: [(label: String, values: [Double])]
    /// The design of the propensity's regression, without columns that others explain; nil where
    /// rows are matched on covariates.
    var design: Matrix?
    var notes: [String] = []
  }

  init(
    _ arguments: Arguments, _ arms: TreatmentArms, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) {
    let references = arguments[EffectTargetParameters.controls]
    let all = try CovariateSet(references, in: frame, rows: arms.rows, context)
    try all.requireCoarse(.matchingImpossible, context)
    let finite = arms.rows.indices.map { row in
      all.entries.allSatisfy { $0.values[row].isFinite }
    }
    outcome = try OutcomeColumn(
      arguments[CausalParameters.outcome], arms: arms.filtered(finite),
      armsRange: arguments.range(of: CausalParameters.treatment), in: frame, context)
    let dropped = finite.count { !$0 }
    notes =
      arms.notes
      + (dropped == 0
        ? [] : ["\(CountText.rows(dropped)) with a missing or infinite control left out."])
      + outcome.notes
    covariates = try CovariateSet(references, in: frame, rows: outcome.arms.rows, context)
  }

  /// The rows of an arm (from 1) and of the control.
  func part(
    arm: Int, on basis: MatchingBasis, range: SourceRange, _ context: RunContext
  ) throws(Diagnostic) -> Part {
    let codes = outcome.arms.codes
    let rows = codes.indices.filter { codes[$0] == 0 || codes[$0] == arm }
    func columns(_ entries: [CovariateSet.Entry]) -> [(label: String, values: [Double])] {
      entries.map { entry in (entry.label, rows.map { entry.values[$0] }) }
    }
    var part = Part(
      outcome: rows.map { outcome.values[$0] }, treated: rows.map { codes[$0] == arm },
      covariates: columns(covariates.entries), basis: columns(covariates.regressors))
    if basis == .propensity {
      let fitted = try PropensityRegression(
        part.basis, treated: part.treated,
        arms: (outcome.arms.arms[arm - 1], outcome.arms.control), at: range, context)
      part.basis = [("the propensity", fitted.values)]
      part.design = fitted.design
      part.notes += fitted.notes
    }
    return part
  }
}

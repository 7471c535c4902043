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
    if let fine = all.tooFine.first {
      throw context.error(
        .matchingImpossible, at: fine.reference.range,
        "“\(fine.reference.name)” has \(NumberFormat.count(fine.levels)) different values, too many for a category",
        hint: "leave it out, or group its values")
    }
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
      let fitted = try propensities(
        part, arm: outcome.arms.arms[arm - 1], range: range, context)
      part.basis = [("the propensity", fitted.values)]
      part.design = fitted.design
    }
    return part
  }

  private func propensities(
    _ part: Part, arm: String, range: SourceRange, _ context: RunContext
  ) throws(Diagnostic) -> (values: [Double], design: Matrix) {
    let design = Matrix(columns: [part.outcome.map { _ in 1.0 }] + part.basis.map(\.values))
    do throws(LogisticRegressionError) {
      let fit = try LogisticRegression.fit(design, part.treated.map { $0 ? 1 : 0 })
      let kept = (0..<design.columns).filter { !fit.dependentColumns.contains($0) }
      return (fit.fitted, design.selecting(columns: kept))
    } catch {
      var detail = ""
      if case .separation(let column) = error, column > 0 {
        detail = ", most of all “\(part.basis[column - 1].label)”"
      }
      throw context.error(
        .propensityModel, at: range,
        "the controls tell “\(arm)” and “\(outcome.arms.control)” apart without error\(detail), so that there is no overlap",
        hint: "look for a control that gives the treatment away")
    }
  }
}

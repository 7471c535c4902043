import Diagnostics
import Execution
import Frames

/// The rows of compared arms that miss neither outcome nor control, arm by arm.
struct ControlledRows {
  let outcome: OutcomeColumn
  let controls: CovariateSet
  /// On the arms, and on the rows that were left out.
  let notes: [String]

  /// One arm and the control.
  struct Pair {
    /// Positions among the rows used.
    let rows: [Int]
    let outcome: [Double]
    let treated: [Bool]
  }

  /// Reads `outcome:` and `controls:`.
  ///
  /// - Parameters:
  ///   - kind: of the error where a category has too many levels.
  ///   - weights: a column whose missing values leave rows out as well, one value for each row of
  ///     the frame.
  init(
    _ compared: ComparedArms, refusing kind: DiagnosticKind, weights: [Double]? = nil,
    _ context: RunContext
  ) throws(Diagnostic) {
    let (frame, arms) = (compared.frame, compared.arms)
    let references = context.arguments[EffectTargetParameters.controls]
    let all = try CovariateSet(references, in: frame, rows: arms.rows, context)
    try all.requireCoarse(kind, context)
    let keep = arms.rows.indices.map { position in
      all.entries.allSatisfy { $0.values[position].isFinite }
        && !(weights?[arms.rows[position]].isNaN ?? false)
    }
    outcome = try OutcomeColumn(
      context.arguments[CausalParameters.outcome], arms: arms.filtered(keep),
      armsRange: context.arguments.range(of: CausalParameters.treatment), in: frame, context)
    controls = try CovariateSet(references, in: frame, rows: outcome.arms.rows, context)
    let dropped = keep.count { !$0 }
    let what = weights == nil ? "control" : "control or weight"
    notes =
      compared.notes + arms.notes
      + (dropped == 0
        ? [] : ["\(CountText.rows(dropped)) with a missing or infinite \(what) left out."])
      + outcome.notes
  }

  /// The rows of an arm (from 1) and of the control.
  func pair(arm: Int) -> Pair {
    let codes = outcome.arms.codes
    let rows = codes.indices.filter { codes[$0] == 0 || codes[$0] == arm }
    return Pair(
      rows: rows, outcome: rows.map { outcome.values[$0] }, treated: rows.map { codes[$0] == arm })
  }

  /// The logistic regression of an arm against the control on the controls.
  func propensity(
    of pair: Pair, arm: Int, weights: [Double]? = nil, _ context: RunContext
  ) throws(Diagnostic) -> PropensityRegression {
    try PropensityRegression(
      Self.columns(controls.regressors, of: pair), treated: pair.treated, weights: weights,
      arms: (outcome.arms.arms[arm - 1], outcome.arms.control),
      at: context.arguments.range(of: EffectTargetParameters.controls), context)
  }

  /// Covariates on the rows of a pair.
  static func columns(
    _ entries: [CovariateSet.Entry], of pair: Pair
  ) -> [(label: String, values: [Double])] {
    entries.map { entry in (entry.label, pair.rows.map { entry.values[$0] }) }
  }
}

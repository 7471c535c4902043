import Diagnostics
import Execution
import Frames
import Numerics

/// The rows of `estimate iv` that miss nothing, as columns.
struct InstrumentedRows {
  let outcome: [Double]
  let treatment: [Double]
  /// The treatment's column, or the arm that is compared.
  let label: String
  let instruments: [[Double]]
  let controls: [[Double]]
  let controlLabels: [String]
  /// Positions in the frame.
  let rows: [Int]
  let notes: [String]

  init(_ arguments: Arguments, in frame: Frame, _ context: RunContext) throws(Diagnostic) {
    let given = try Self.treatment(arguments, in: frame, context)
    let (rows, doses) = (given.rows, given.doses)
    var notes = given.notes
    label = given.label
    let outcomes = NumericColumn.taking(
      try NumericColumn.values(
        arguments[CausalParameters.outcome], role: "outcome", in: frame, context), rows)
    let z = try CovariateSet(
      arguments[EstimateIVDirective.instruments], in: frame, rows: rows, context)
    let w = try CovariateSet(
      arguments[EffectTargetParameters.controls], in: frame, rows: rows, context)
    if let fine = (z.tooFine + w.tooFine).first {
      throw context.error(
        .uselessInstruments, at: fine.reference.range,
        "“\(fine.reference.name)” has \(NumberFormat.count(fine.levels)) different values, too many for a category",
        hint: "leave it out, or group its values")
    }
    let (completeZ, completeW) = (z.complete, w.complete)
    let kept = rows.indices.filter { row in
      doses[row].isFinite && outcomes[row].isFinite && (completeZ.isEmpty || completeZ[row])
        && (completeW.isEmpty || completeW[row])
    }
    if kept.count < rows.count {
      notes.append(
        "\(CountText.rows(rows.count - kept.count)) with a missing variable of the model left out."
      )
    }
    outcome = NumericColumn.taking(outcomes, kept)
    treatment = NumericColumn.taking(doses, kept)
    instruments = z.regressors.map { NumericColumn.taking($0.values, kept) }
    controls = w.regressors.map { NumericColumn.taking($0.values, kept) }
    controlLabels = w.regressors.map(\.label)
    self.rows = kept.map { rows[$0] }
    self.notes = notes
  }

  /// An amount, or 1 for the arm that is compared and 0 for the control, with its rows.
  private static func treatment(
    _ arguments: Arguments, in frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> (label: String, doses: [Double], rows: [Int], notes: [String]) {
    let reference = arguments[CausalParameters.treatment]
    let control = arguments[CausalParameters.control]
    let chosen = arguments[CausalParameters.arms]
    let column = try context.column(reference.column, in: frame)
    if column.isNumeric, !reference.asArms, control == nil, chosen == nil {
      let doses = try NumericColumn.values(
        reference.column, role: "treatment", in: frame, context)
      return (column.name, doses, Array(0..<frame.rowCount), [])
    }
    let arms = try TreatmentArms.resolve(
      reference, control: control, arms: chosen, in: frame, context)
    guard arms.arms.count == 1 else {
      throw context.error(
        .uselessInstruments, at: reference.column.range,
        "instruments estimate one effect, and there are \(arms.arms.count) arms",
        hint: "choose one with arms:")
    }
    return (arms.arms[0], arms.codes.map(Double.init), arms.rows, arms.notes)
  }
}

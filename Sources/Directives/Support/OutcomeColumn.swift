import Diagnostics
import Execution
import Frames

/// An outcome with the rows of the arms that have a value of it.
struct OutcomeColumn: Sendable {
  let name: String
  /// One value for each row of `arms`.
  let values: [Double]
  /// The arms without the rows whose outcome is missing.
  let arms: TreatmentArms
  /// Whether every value is 0 or 1, so that means are shares.
  let isBinary: Bool
  let notes: [String]

  /// Reads an outcome and leaves out the rows in which it is missing.
  ///
  /// Throws a located diagnostic for text, and for an arm with fewer than `minimum` rows left.
  init(
    _ reference: ColumnReference, arms: TreatmentArms, in frame: Frame, minimum: Int = 2,
    _ context: RunContext
  ) throws(Diagnostic) {
    let all = try NumericColumn.values(reference, role: "outcome", in: frame, context)
    let keep = NumericColumn.complete([all], rows: arms.rows)
    let dropped = keep.count { !$0 }
    name = reference.name
    self.arms = dropped == 0 ? arms : arms.filtered(keep)
    values = NumericColumn.taking(all, self.arms.rows)
    isBinary = values.allSatisfy { $0 == 0 || $0 == 1 }
    notes = dropped == 0 ? [] : [RowCount.leftOut(dropped, "“\(reference.name)” is missing")]
    for (label, count) in zip(self.arms.labels, self.arms.counts) where count < minimum {
      throw context.error(
        .tooFewRows, at: reference.range,
        "the arm “\(label)” has \(RowCount.text(count)) with a value of “\(name)”, and at least \(minimum) are needed"
      )
    }
  }

  /// The values of one arm: 0 is the control.
  func values(ofArm code: Int) -> [Double] {
    arms.codes.indices.filter { arms.codes[$0] == code }.map { values[$0] }
  }
}

extension DiagnosticKind {
  static let tooFewRows = DiagnosticKind(
    "arms.tooFewRows", .error,
    "An arm has no rows, or too few for an estimate with a standard error.")
}

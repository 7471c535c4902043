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
  /// Throws a located diagnostic for text, and (at `armsRange`) for an arm of fewer than two rows.
  init(
    _ reference: ColumnReference, arms: TreatmentArms, armsRange: SourceRange, in frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) {
    let all = try NumericColumn.values(reference, role: "outcome", in: frame, context)
    let keep = NumericColumn.complete([all], rows: arms.rows)
    let dropped = keep.count { !$0 }
    name = reference.name
    self.arms = dropped == 0 ? arms : arms.filtered(keep)
    values = NumericColumn.taking(all, self.arms.rows)
    isBinary = values.allSatisfy { $0 == 0 || $0 == 1 }
    notes =
      dropped == 0 ? [] : ["\(CountText.rows(dropped)) with a missing “\(name)” left out."]
    for (label, count) in zip(self.arms.labels, self.arms.counts) where count < 2 {
      throw context.error(
        .tinyArm, at: armsRange,
        "“\(label)” has \(count == 0 ? "no row" : "a single row") with an outcome, and a standard error needs two"
      )
    }
  }

  /// The values by arm: 0 is the control.
  var samples: [[Double]] {
    var samples = [[Double]](repeating: [], count: arms.labels.count)
    for (index, code) in arms.codes.enumerated() { samples[code].append(values[index]) }
    return samples
  }
}

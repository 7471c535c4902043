import Diagnostics
import Execution
import Frames

/// The true effects of the rows of a fit, where `truth:` names them and the data have them.
struct KnownEffects: Sendable {
  /// A list for each arm, with a value for each used row; NaN where the truth is not known.
  let arms: [[Double]]
  /// What was assumed or left out, a sentence each.
  let notes: [String]

  /// The column `NAME[ARM]` of each arm where the frame has it, else `NAME`; nil where none is asked for
  /// or known.
  static func gather(
    _ reference: ColumnReference?, arms: [String], from frame: Frame, rows: [Int],
    _ context: RunContext
  ) throws(Diagnostic) -> KnownEffects? {
    guard let reference = KnownTruth.column(reference, in: frame) else { return nil }
    var truths: [[Double]] = []
    var shared: [String] = []
    var notes: [String] = []
    for arm in arms {
      var own = ColumnReference("\(reference.name)[\(arm)]", reference.range)
      if frame[own.name] == nil {
        own = reference
        shared.append(arm)
      }
      let all = try NumericColumn.values(own, role: "truth", in: frame, context)
      let values = NumericColumn.taking(all, rows).map { $0.isFinite ? $0 : .nan }
      truths.append(values)
      let unknown = values.count { $0.isNaN }
      let note =
        "\(own.name) tells no truth of \(CountText.rows(unknown)): pehe, bias and coverage are of the others."
      if unknown > 0, !notes.contains(note) { notes.append(note) }
    }
    if shared.count > 1 {
      notes.append(
        "\(reference.name) is taken as the true effect of \(shared.joined(separator: " and of ")): columns \(shared.map { "\(reference.name)[\($0)]" }.joined(separator: ", ")) would tell them apart."
      )
    }
    return KnownEffects(arms: truths, notes: notes)
  }
}

import Causal
import Execution

/// The true effects that a simulation knows, for the rows of a comparison.
enum TrueEffects {
  /// The column `NAME[ARM]` where the frame has it, else `NAME`; nil where none is asked for or known.
  static func values(
    _ reference: ColumnReference?, _ comparison: JudgedScores.Comparison, _ judged: JudgedScores
  ) throws(RankingError) -> [Double]? {
    let frame = judged.frame.frame
    guard let reference = KnownTruth.column(reference, in: frame) else { return nil }
    guard
      let column = frame.doubles("\(reference.name)[\(comparison.arm)]")
        ?? frame.doubles(reference.name)
    else { throw .needs(.numericTruth) }
    let values = comparison.rows.map { column[$0] }
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: "the column of true effects", row: row)
    }
    return values
  }
}

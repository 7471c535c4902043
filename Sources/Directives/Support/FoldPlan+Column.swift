import Diagnostics
import Execution
import Frames
import Learners

extension FoldPlan {
  /// What `folds:` says: a number, or a column whose levels are the folds of these rows.
  init(
    _ folds: Either<Int, ColumnReference>, in frame: Frame, rows: [Int], _ context: RunContext
  ) throws(Diagnostic) {
    switch folds {
    case .first(let count): self = .count(count)
    case .second(let column):
      let view = try context.column(column, in: frame).levelView
      self = .column(rows.map { view.codes[$0] < 0 ? .nan : Double(view.codes[$0]) })
    }
  }
}

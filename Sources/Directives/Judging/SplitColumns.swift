import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

/// The columns that a policy tree splits on, encoded as on the rows that it was learned from.
struct SplitColumns: Sendable {
  let references: [ColumnReference]
  let encoder: FeatureEncoder

  /// The columns of the rows from which a tree is learned.
  static func learned(
    _ references: [ColumnReference], in frame: Frame, rows: [Int], _ context: RunContext
  ) throws(Diagnostic) -> (columns: SplitColumns, matrix: FeatureMatrix) {
    let found = try FeatureColumns.columns(references, in: frame, rows: rows, context)
    let columns = SplitColumns(references: references, encoder: FeatureEncoder(fitting: found))
    return (columns, try columns.encode(found, rowCount: rows.count, context))
  }

  /// The tree's action for every row of a frame; a level that it never saw goes right.
  ///
  /// Throws where a number that the tree asks about is missing.
  func actions(
    of tree: PolicyTree, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [Int32] {
    let rows = Array(0..<frame.rowCount)
    let matrix = try encode(
      try FeatureColumns.columns(references, in: frame, rows: rows, context),
      rowCount: frame.rowCount, context)
    for feature in tree.features where matrix.categories[feature] == nil {
      let missing = matrix.column(feature).count(where: \.isNaN)
      guard missing == 0 else {
        throw PolicyTreeDirective.gap(matrix.names[feature], missing, context)
      }
    }
    return rows.map { row in
      Int32(tree.action { matrix.values[$0 * frame.rowCount + row] })
    }
  }

  private func encode(
    _ columns: [FeatureColumn], rowCount: Int, _ context: RunContext
  ) throws(Diagnostic) -> FeatureMatrix {
    do throws(LearnerError) {
      return try encoder.encode(columns, rowCount: rowCount).matrix
    } catch .columnKind(let name, let expectedCategory) {
      throw context.error(
        .unsuitedFeature, at: references.first { $0.name == name }?.range,
        "“\(name)” is \(expectedCategory ? "a number here and was a category" : "a category here and was a number") when the tree was learned",
        hint: "give it the same type with load's types:")
    } catch {
      throw context.error(.unjudgeable, "the columns of the tree cannot be encoded")
    }
  }
}

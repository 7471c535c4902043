import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `derive: {name: expression}`: new columns from SQL expressions, each after the one before.
struct DeriveStep: TransformStep {
  static let name = "derive"
  static let summary = "{name: SQL expression}: new columns, or columns with new values"

  let columns: [(name: String, expression: SQLExpression)]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> DeriveStep? {
    guard let entries = StepMap.entries(raw, "{name: expression}", &context) else { return nil }
    var columns: [(name: String, expression: SQLExpression)] = []
    for entry in entries {
      guard let expression = ParameterType<SQLExpression>.expression.decode(entry.value, &context)
      else { return nil }
      columns.append((entry.key.value, expression))
    }
    return DeriveStep(columns: columns)
  }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    columns.reduce(schema) { $0.adding(ColumnSchema($1.name)) }
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var result = frame
    var changed = 0
    var notes: [String] = []
    for (name, expression) in columns {
      let column = try context.column(expression, over: result, name: name)
      if column.missingCount > 0 {
        notes.append(
          "\(name): the expression has no value in \(CountText.rows(column.missingCount)).")
      }
      let outcome = StepOutcome.replacing([column], in: result, "")
      changed += outcome.changedCells
      result = outcome.frame
    }
    return StepOutcome(
      result, "derive " + columns.map(\.name).joined(separator: ", "), changedCells: changed,
      notes: notes)
  }
}

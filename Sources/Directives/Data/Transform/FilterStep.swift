import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `filter: condition`: the rows that meet it.
struct FilterStep: TransformStep {
  static let name = "filter"
  static let summary = "SQL condition: keeps the rows that meet it"

  let condition: SQLExpression

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> FilterStep? {
    ParameterType<SQLExpression>.expression.decode(raw, &context).map { FilterStep(condition: $0) }
  }

  func schema(_ schema: FrameSchema) -> FrameSchema { schema }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    StepOutcome(
      try context.filtered(frame, where: condition), "filter \(condition.text)", changedCells: 0)
  }
}

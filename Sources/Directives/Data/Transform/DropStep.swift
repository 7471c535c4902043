import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `drop: [columns]`.
struct DropStep: TransformStep {
  static let name = "drop"
  static let summary = "[columns]: leaves columns out"

  let columns: [ColumnReference]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> DropStep? {
    ParameterType<[ColumnReference]>.columns.decode(raw, &context).map { DropStep(columns: $0) }
  }

  var reads: [ColumnReference] { columns }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    FrameSchema(
      columns: schema.columns?.filter { column in !columns.contains { $0.name == column.name } })
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    let names = try columns.map { try context.column($0, in: frame).name }
    return StepOutcome(
      frame.dropping(names), "drop " + names.joined(separator: ", "), changedCells: 0)
  }
}

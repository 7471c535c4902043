import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `rename: {old: new}`.
struct RenameStep: TransformStep {
  static let name = "rename"
  static let summary = "{old: new}: gives columns other names"

  let names: [(old: ColumnReference, new: String)]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> RenameStep? {
    guard let entries = StepMap.entries(raw, "{old: new}", &context) else { return nil }
    var names: [(old: ColumnReference, new: String)] = []
    for entry in entries {
      guard let new = context.text(of: entry.value, expected: "a name") else { return nil }
      names.append((StepMap.column(entry), new))
    }
    return RenameStep(names: names)
  }

  var reads: [ColumnReference] { names.map(\.old) }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    FrameSchema(
      columns: schema.columns?.map { column in
        let new = names.first { $0.old.name == column.name }?.new
        return ColumnSchema(new ?? column.name, column.type)
      })
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var map: [String: String] = [:]
    for (old, new) in names { map[try context.column(old, in: frame).name] = new }
    let after = frame.columnNames.map { map[$0] ?? $0 }
    if let clash = after.first(where: { name in after.count { $0 == name } > 1 }) {
      throw context.error(
        .transformNames, at: names.first?.old.range, "two columns would be named “\(clash)”",
        hint: "drop one of them first")
    }
    let what = names.map { "\($0.old.name) → \($0.new)" }.joined(separator: ", ")
    return StepOutcome(frame.renaming(map), "rename " + what, changedCells: 0)
  }
}

extension DiagnosticKind {
  static let transformNames = DiagnosticKind(
    "transform.names", .error, "A step of transform would give two columns one name.")
}

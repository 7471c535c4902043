import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `cast: {column: type}`: another type, with the notations that `load` knows.
struct CastStep: TransformStep {
  static let name = "cast"
  static let summary = "{column: TYPE}: another type, written as in load's types"

  let columns: [(column: ColumnReference, type: DeclaredType)]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> CastStep? {
    guard let entries = StepMap.entries(raw, "{column: type}", &context) else { return nil }
    var columns: [(column: ColumnReference, type: DeclaredType)] = []
    for entry in entries {
      guard let type = ParameterType<DeclaredType>.declaredType.decode(entry.value, &context) else {
        return nil
      }
      columns.append((StepMap.column(entry), type))
    }
    return CastStep(columns: columns)
  }

  var reads: [ColumnReference] { columns.map(\.column) }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    FrameSchema(
      columns: schema.columns?.map { column in
        let cast = columns.first { $0.column.name == column.name }
        return cast.map { ColumnSchema(column.name, $0.type.type) } ?? column
      })
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var made: [Column] = []
    for (reference, type) in columns {
      let column = try context.column(reference, in: frame)
      do throws(Column.CastFailure) {
        made.append(try column.cast(to: type))
      } catch {
        throw context.error(
          .transformValues, at: reference.range,
          "“\(error.cell)” in “\(reference.name)” cannot be read as \(type.type.rawValue)",
          notes: ["\(error.count) rows cannot."])
      }
    }
    let what = columns.map { "\($0.column.name) as \($0.type.type.rawValue)" }
    return StepOutcome(
      frame.with(made), "cast " + what.joined(separator: ", "), changedCells: 0)
  }
}

import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `scale: [columns]`: mean 0 and standard deviation 1, or the range from 0 to 1.
struct ScaleStep: TransformStep {
  static let name = "scale"
  static let summary = "[columns], or {column: standard or range}: mean 0 and sd 1, or from 0 to 1"

  enum Method: String, Sendable, CaseIterable { case standard, range }

  let columns: [(column: ColumnReference, method: Method)]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> ScaleStep? {
    guard case .map(let entries) = raw.kind else {
      return ParameterType<[ColumnReference]>.columns.decode(raw, &context)
        .map { ScaleStep(columns: $0.map { ($0, .standard) }) }
    }
    var columns: [(column: ColumnReference, method: Method)] = []
    for entry in entries {
      guard let method = ParameterType<Method>.choice().decode(entry.value, &context) else {
        return nil
      }
      columns.append((StepMap.column(entry), method))
    }
    return ScaleStep(columns: columns)
  }

  var reads: [ColumnReference] { columns.map(\.column) }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    columns.reduce(schema) { schema, scaled in
      FrameSchema(
        columns: schema.columns?.map {
          $0.name == scaled.column.name ? ColumnSchema($0.name, .number) : $0
        })
    }
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var made: [Column] = []
    var notes: [String] = []
    for (reference, method) in columns {
      let values = try context.numbers(reference, in: frame)
      let column = Column(name: reference.name, numbers: values)
      guard let numbers = ColumnSummary(column).numbers, numbers.maximum > numbers.minimum else {
        throw context.error(
          .transformValues, at: reference.range,
          "“\(reference.name)” is constant, and cannot be scaled",
          hint: "leave it out")
      }
      let centre = method == .standard ? numbers.mean : numbers.minimum
      let width =
        method == .standard ? numbers.standardDeviation : numbers.maximum - numbers.minimum
      func text(_ number: Double) -> String { NumberFormat.significant(number, digits: 6) }
      notes.append("\(reference.name): less \(text(centre)), divided by \(text(width)).")
      made.append(Column(name: reference.name, numbers: values.map { ($0 - centre) / width }))
    }
    return StepOutcome.replacing(
      made, in: frame, "scale " + columns.map(\.column.name).joined(separator: ", "), notes: notes)
  }
}

import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// One step of `transform`.
protocol TransformStep: Sendable {
  /// The key that names the step.
  static var name: String { get }
  /// For the reference: what the step's value looks like, and what it does.
  static var summary: String { get }

  /// Reads the step's value; nil once a diagnostic says why not.
  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> Self?

  /// The columns that the step reads, for the check before anything runs.
  var reads: [ColumnReference] { get }

  /// Other frames that the step reads, each with the columns that it must have.
  var frames: [(frame: NameReference, columns: [ColumnReference])] { get }

  /// What the columns will be.
  func schema(_ schema: FrameSchema) -> FrameSchema

  /// Does the step.
  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome
}

extension TransformStep {
  var reads: [ColumnReference] { [] }
  var frames: [(frame: NameReference, columns: [ColumnReference])] { [] }
}

/// What a step gave.
struct StepOutcome {
  var frame: Frame
  /// In words: what was done.
  var what: String
  /// Cells whose value changed.
  var changedCells: Int
  /// What was assumed or estimated, a sentence each.
  var notes: [String] = []

  init(_ frame: Frame, _ what: String, changedCells: Int, notes: [String] = []) {
    self.frame = frame
    self.what = what
    self.changedCells = changedCells
    self.notes = notes
  }

  /// Replaces columns, and counts the cells in which they differ from those they replace.
  static func replacing(
    _ columns: [Column], in frame: Frame, _ what: String, notes: [String] = []
  ) -> StepOutcome {
    let changed = columns.reduce(0) { $0 + cells(of: $1, unlike: frame[$1.name]) }
    return StepOutcome(frame.with(columns), what, changedCells: changed, notes: notes)
  }

  private static func cells(of column: Column, unlike old: Column?) -> Int {
    guard let old else { return column.count }
    if let a = column.doubles, let b = old.doubles {
      return a.indices.count { a[$0] != b[$0] && !(a[$0].isNaN && b[$0].isNaN) }
    }
    return (0..<column.count).count { column[$0] != old[$0] }
  }
}

/// The steps there are, by name.
enum TransformSteps {
  static let all: [any TransformStep.Type] = [
    DeriveStep.self, RecodeStep.self, FilterStep.self, ImputeStep.self, BinStep.self,
    EncodeStep.self, ScaleStep.self, ClipStep.self, RenameStep.self, DropStep.self, CastStep.self,
  ]

  static let names = all.map { $0.name }

  /// Reads one `name: value`.
  static func decode(_ entry: Entry, _ context: inout DecodingContext) -> (any TransformStep)? {
    guard let type = all.first(where: { $0.name == entry.key.value }) else {
      return context.fail(
        .unknownKey, at: entry.key.range, "transform has no step “\(entry.key.value)”",
        hint: NearMiss.hint(for: entry.key.value, in: names, what: "steps"))
    }
    return type.decode(entry.value, &context)
  }
}

/// Reads `column: setting` maps, which most steps take.
enum StepMap {
  /// The pairs of a map; nil, with a diagnostic, where the value is no map.
  static func entries(
    _ raw: RawValue, _ expected: String, _ context: inout DecodingContext
  ) -> [Entry]? {
    if case .map(let entries) = raw.kind, !entries.isEmpty { return entries }
    return context.fail(.wrongType, at: raw.range, "expected \(expected)")
  }

  /// The single pair of a map such as `{constant: 0}`; nil, without a diagnostic, for other values.
  static func single(_ raw: RawValue) -> Entry? {
    guard case .map(let entries) = raw.kind, entries.count == 1 else { return nil }
    return entries[0]
  }

  static func column(_ entry: Entry) -> ColumnReference {
    ColumnReference(entry.key.value, entry.key.range)
  }
}

extension RunContext {
  /// A numeric column's values, NaN where missing; an error where it holds text or dates.
  func numbers(_ reference: ColumnReference, in frame: Frame) throws(Diagnostic) -> [Double] {
    if try column(reference, in: frame).isTemporal {
      throw error(
        .notNumeric, at: reference.range,
        "“\(reference.name)” holds dates, and a number is needed",
        hint: "derive one first, such as julianday(\(reference.name))")
    }
    return try NumericColumn.values(reference, role: "column", in: frame, self)
  }
}

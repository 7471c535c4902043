import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `impute: {column: how}`: values for missing cells, counted.
struct ImputeStep: TransformStep {
  static let name = "impute"
  static let summary =
    "{column: mean, median, mode, missing, or {constant: VALUE}}: values for missing cells; `missing` makes a level of its own"

  enum Filling: Sendable {
    case mean, median, mode
    /// Missing becomes a level.
    case level
    case constant(String)
  }

  let columns: [(column: ColumnReference, filling: Filling)]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> ImputeStep? {
    guard let entries = StepMap.entries(raw, "{column: how}", &context) else { return nil }
    var columns: [(column: ColumnReference, filling: Filling)] = []
    for entry in entries {
      guard let filling = filling(entry.value, &context) else { return nil }
      columns.append((StepMap.column(entry), filling))
    }
    return ImputeStep(columns: columns)
  }

  private static func filling(_ raw: RawValue, _ context: inout DecodingContext) -> Filling? {
    if let entry = StepMap.single(raw), entry.key.value == "constant" {
      return context.text(of: entry.value, expected: "a value").map { .constant($0) }
    }
    let words = ["mean", "median", "mode", "missing"]
    guard let text = context.text(of: raw, expected: "mean, median, mode or missing") else {
      return nil
    }
    switch text {
    case "mean": return .mean
    case "median": return .median
    case "mode": return .mode
    case "missing": return .level
    default:
      return context.fail(
        .unknownChoice, at: raw.range, "expected mean, median, mode, missing or {constant: VALUE}",
        hint: NearMiss.best(for: text, in: words).map { "did you mean “\($0)”?" })
    }
  }

  var reads: [ColumnReference] { columns.map(\.column) }

  func schema(_ schema: FrameSchema) -> FrameSchema { schema }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var filled: [Column] = []
    var notes: [String] = []
    for (reference, filling) in columns {
      let column = try context.column(reference, in: frame)
      let missing = (0..<column.count).count { column.isMissing($0) }
      let (made, value) = try self.filled(column, filling, reference, context)
      let verb = missing == 1 ? "is" : "are"
      notes.append(
        "\(column.name): \(CountText.counted(missing, "missing cell")) \(verb) now \(value).")
      if made.type != column.type {
        notes.append(
          "\(column.name) was \(column.type.rawValue), and is \(made.type.rawValue) now.")
      }
      filled.append(made)
    }
    return StepOutcome.replacing(
      filled, in: frame, "impute " + columns.map(\.column.name).joined(separator: ", "),
      notes: notes)
  }

  /// The column without missing cells, and what they became, in words.
  private func filled(
    _ column: Column, _ filling: Filling, _ reference: ColumnReference, _ context: RunContext
  ) throws(Diagnostic) -> (Column, String) {
    switch filling {
    case .mean, .median:
      let isMean = if case .mean = filling { true } else { false }
      if column.isTemporal { return try middle(column, isMean: isMean, reference, context) }
      let values = try context.numbers(reference, in: Frame([column]))
      let known = values.filter { !$0.isNaN }
      guard !known.isEmpty else { throw noValues(column, reference, context) }
      let value = Self.middle(known, isMean: isMean)
      let made = Column(name: column.name, numbers: values.map { $0.isNaN ? value : $0 })
      return (
        Self.keepingType(made, of: column),
        "the \(isMean ? "mean" : "median"), \(NumberFormat.significant(value, digits: 6))"
      )
    case .mode:
      guard let mode = ColumnSummary.mode(of: column) else {
        throw noValues(column, reference, context)
      }
      let made = try replacing(column, mode.text, reference, context)
      return (made, "the most frequent value, “\(mode.text)”")
    case .level: return (Self.labelled(column, "missing"), "a level of their own, “missing”")
    case .constant(let text):
      return (try replacing(column, text, reference, context), "“\(text)”")
    }
  }

  private static func middle(_ known: [Double], isMean: Bool) -> Double {
    isMean ? known.reduce(0, +) / Double(known.count) : Quantiles.type7(known.sorted(), 0.5)
  }

  /// The mean or median of days, or of moments; of days it is the day in which it falls.
  private func middle(
    _ column: Column, isMean: Bool, _ reference: ColumnReference, _ context: RunContext
  ) throws(Diagnostic) -> (Column, String) {
    let known = (column.doubles ?? []).filter { !$0.isNaN }
    guard !known.isEmpty else { throw noValues(column, reference, context) }
    let days = Self.middle(known, isMean: isMean)
    let moment = Timestamp(days: days)
    let text = column.type == .date ? moment.date.description : moment.description
    return (
      try replacing(column, text, reference, context), "the \(isMean ? "mean" : "median"), \(text)"
    )
  }

  private static func keepingType(_ made: Column, of column: Column) -> Column {
    guard column.type == .integer, let values = made.doubles else { return made }
    let whole = values.map { Int64(exactly: $0) }
    guard whole.allSatisfy({ $0 != nil }) else { return made }
    return Column(name: made.name, storage: .integer(whole.map { $0 ?? 0 }))
  }

  /// The column with `text` as a label where a value is missing.
  private static func labelled(_ column: Column, _ text: String) -> Column {
    let labels = (0..<column.count).map { column.isMissing($0) ? text : column[$0].text }
    return Column(name: column.name, categories: labels)
  }

  /// The same, of the column's own type; whole numbers may become decimals.
  private func replacing(
    _ column: Column, _ text: String, _ reference: ColumnReference, _ context: RunContext
  ) throws(Diagnostic) -> Column {
    let labelled = Self.labelled(column, text)
    if column.type == .category || column.missingCount == column.count { return labelled }
    do throws(Column.CastFailure) {
      if column.type == .integer, Int64(text) == nil {
        return try labelled.cast(to: .number(.plain))
      }
      return try labelled.cast(to: DeclaredType(column.type))
    } catch {
      throw context.error(
        .transformValues, at: reference.range,
        "“\(text)” is no value for “\(column.name)”, which is \(column.type.rawValue)",
        hint: "cast the column first, or give a value of its type")
    }
  }

  private func noValues(
    _ column: Column, _ reference: ColumnReference, _ context: RunContext
  ) -> Diagnostic {
    context.error(
      .transformValues, at: reference.range, "“\(column.name)” has no values to impute from",
      hint: "give a {constant: VALUE}")
  }
}

extension ColumnSummary {
  /// The most frequent value; of several the first in the order of the levels.
  static func mode(of column: Column) -> Value? {
    let view = column.levelView
    guard let most = view.counts.max(), let level = view.counts.firstIndex(of: most) else {
      return nil
    }
    return .text(view.levels[level])
  }
}

extension DiagnosticKind {
  static let transformValues = DiagnosticKind(
    "transform.values", .error, "A step of transform cannot be done with the values of the column.")
}

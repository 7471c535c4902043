import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `recode: {column: {old: new}, case: insensitive}`: other labels for the values of columns.
struct RecodeStep: TransformStep {
  static let name = "recode"
  static let summary =
    "{column: {old: new}, case: insensitive}: other labels for values; those not named stay; labels that all became numbers are numbers"

  let columns: [(column: ColumnReference, labels: [(old: Located<String>, new: String)])]
  let ignoresCase: Bool

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> RecodeStep? {
    guard let entries = StepMap.entries(raw, "{column: {old: new}}", &context) else { return nil }
    var columns: [(column: ColumnReference, labels: [(old: Located<String>, new: String)])] = []
    var ignoresCase = false
    for entry in entries {
      if entry.key.value == "case", case .scalar(let text, _) = entry.value.kind {
        guard text == "insensitive" || text == "sensitive" else {
          return context.fail(
            .unknownChoice, at: entry.value.range, "case is sensitive or insensitive")
        }
        ignoresCase = text == "insensitive"
        continue
      }
      let map = ParameterType<[(key: Located<String>, value: String)]>.map(
        of: .string, keys: "old label")
      guard let labels = map.decode(entry.value, &context) else { return nil }
      columns.append((StepMap.column(entry), labels.map { ($0.key, $0.value) }))
    }
    return RecodeStep(columns: columns, ignoresCase: ignoresCase)
  }

  var reads: [ColumnReference] { columns.map(\.column) }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    FrameSchema(
      columns: schema.columns?.map { column in
        let isRecoded = columns.contains { $0.column.name == column.name }
        return isRecoded ? ColumnSchema(column.name) : column
      })
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var notes: [String] = []
    var recoded: [Column] = []
    for (reference, labels) in columns {
      let column = try context.column(reference, in: frame)
      recoded.append(self.recoded(column, labels, &notes))
    }
    return StepOutcome.replacing(
      recoded, in: frame, "recode " + columns.map(\.column.name).joined(separator: ", "),
      notes: notes)
  }

  private func recoded(
    _ column: Column, _ labels: [(old: Located<String>, new: String)], _ notes: inout [String]
  ) -> Column {
    let view = column.levelView
    var used: Set<String> = []
    var isComplete = true
    let names = view.levels.map { level -> String in
      let match = labels.first { label in
        ignoresCase ? label.old.value.lowercased() == level.lowercased() : label.old.value == level
      }
      if let match { used.insert(match.old.value) } else { isComplete = false }
      return match?.new ?? level
    }
    for label in labels where !used.contains(label.old.value) {
      notes.append("\(column.name): no row says “\(label.old.value)”.")
    }
    let counts = view.counts
    for (level, name) in zip(view.levels.indices, names) where name != view.levels[level] {
      notes.append(
        "\(column.name): \(NumberFormat.count(counts[level])) × “\(view.levels[level])” → “\(name)”."
      )
    }
    let values = view.codes.map { $0 < 0 ? nil : names[Int($0)] }
    let made = Column(name: column.name, categories: values)
    // Where some labels stay, others that look like numbers may be codes.
    return column.isNumeric || isComplete ? made.numbersWhereAllAre : made
  }
}

extension Column {
  /// Labels that are all numbers, as numbers: whole ones as integers.
  var numbersWhereAllAre: Column {
    guard case .category(let codes, let levels) = storage, !levels.isEmpty else { return self }
    let values = levels.map { Double($0) }
    guard values.allSatisfy({ $0?.isFinite == true }) else { return self }
    let numbers = codes.indices.map { row in
      isMissing(row) ? Double.nan : values[Int(codes[row])] ?? .nan
    }
    let whole = values.map { $0.flatMap { Int64(exactly: $0) } }
    guard whole.allSatisfy({ $0 != nil }) else { return Column(name: name, numbers: numbers) }
    return Column(
      name: name,
      storage: .integer(codes.indices.map { isMissing($0) ? 0 : whole[Int(codes[$0])] ?? 0 }),
      missing: missing)
  }
}

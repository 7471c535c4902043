import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `encode: {column: how}`: labels as numbers.
struct EncodeStep: TransformStep {
  static let name = "encode"
  static let summary = """
    {column: one-hot, {one-hot: REFERENCE}, {ordinal: [levels]} or {target-mean: OUTCOME, folds: 5}}: \
    0/1 columns for each level but the reference (the first), the level's position, or the mean of \
    the outcome in the other folds; with `from: FRAME` the mean in that frame, for rows on which a \
    model made there is judged
    """

  enum Encoding: Sendable {
    case oneHot(reference: String?)
    case ordinal([String])
    /// Of the other folds of the frame itself, or of all rows of another frame.
    case targetMean(ColumnReference, folds: Int, from: NameReference?)
  }

  let columns: [(column: ColumnReference, encoding: Encoding)]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> EncodeStep? {
    guard let entries = StepMap.entries(raw, "{column: one-hot}", &context) else { return nil }
    var columns: [(column: ColumnReference, encoding: Encoding)] = []
    for entry in entries {
      guard let encoding = encoding(entry.value, &context) else { return nil }
      columns.append((StepMap.column(entry), encoding))
    }
    return EncodeStep(columns: columns)
  }

  private static func encoding(_ raw: RawValue, _ context: inout DecodingContext) -> Encoding? {
    let expected = "one-hot, {one-hot: REFERENCE}, {ordinal: [levels]} or {target-mean: OUTCOME}"
    guard case .map(let settings) = raw.kind else {
      let text = context.text(of: raw, expected: expected)
      if text == "one-hot" { return .oneHot(reference: nil) }
      return context.fail(.unknownChoice, at: raw.range, "expected \(expected)")
    }
    var encoding: Encoding?
    var folds = 5
    var source: NameReference?
    for setting in settings {
      switch setting.key.value {
      case "one-hot":
        encoding = context.text(of: setting.value, expected: "a level").map {
          .oneHot(reference: $0)
        }
      case "ordinal":
        encoding = ParameterType<[String]>.list(of: .string).decode(setting.value, &context)
          .map { .ordinal($0) }
      case "target-mean":
        encoding = ParameterType<ColumnReference>.column.decode(setting.value, &context)
          .map { .targetMean($0, folds: folds, from: nil) }
      case "folds":
        folds =
          ParameterType<Int>.integer(from: 2, to: 100).decode(setting.value, &context) ?? folds
      case "from":
        source = ParameterType<NameReference>.frame.decode(setting.value, &context)
      default:
        return context.fail(
          .unknownKey, at: setting.key.range, "encode has no setting “\(setting.key.value)”",
          hint: "settings: one-hot, ordinal, target-mean, folds, from")
      }
    }
    if case .targetMean(let outcome, _, _) = encoding {
      return .targetMean(outcome, folds: folds, from: source)
    }
    return encoding
  }

  var reads: [ColumnReference] {
    columns.flatMap { column, encoding -> [ColumnReference] in
      if case .targetMean(let outcome, _, nil) = encoding { return [column, outcome] }
      return [column]
    }
  }

  var frames: [(frame: NameReference, columns: [ColumnReference])] {
    columns.compactMap { column, encoding in
      guard case .targetMean(let outcome, _, let source?) = encoding else { return nil }
      return (source, [column, outcome])
    }
  }

  /// One-hot columns are known only once the levels are.
  func schema(_ schema: FrameSchema) -> FrameSchema {
    var schema = schema
    for (column, encoding) in columns {
      switch encoding {
      case .oneHot: return .unknown
      case .ordinal: schema = schema.adding(ColumnSchema("\(column.name)_code", .integer))
      case .targetMean: schema = schema.adding(ColumnSchema("\(column.name)_mean", .number))
      }
    }
    return schema
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var made: [Column] = []
    var notes: [String] = []
    for (reference, encoding) in columns {
      let column = try context.column(reference, in: frame)
      switch encoding {
      case .oneHot(let level):
        made += try Self.oneHot(column, reference, level, context, &notes)
      case .ordinal(let levels):
        made.append(try Self.ordinal(column, reference, levels, context))
      case .targetMean(let outcome, _, let source?):
        let other = try context.frame(source).frame
        let levels = try context.column(reference, in: other)
        let values = try context.numbers(outcome, in: other)
        made.append(Self.targetMean(column, of: levels, values, &notes, source.name))
      case .targetMean(let outcome, let folds, nil):
        let values = try context.numbers(outcome, in: frame)
        made.append(Self.targetMean(column, values, folds: folds, context))
        notes.append(
          "\(column.name)_mean: the mean of \(outcome.name) among rows of the level in the other "
            + "\(folds - 1) of \(folds) random folds; the mean of all their rows where there are none."
        )
      }
    }
    return StepOutcome.replacing(
      made, in: frame, "encode " + columns.map(\.column.name).joined(separator: ", "), notes: notes)
  }

  private static func oneHot(
    _ column: Column, _ reference: ColumnReference, _ level: String?, _ context: RunContext,
    _ notes: inout [String]
  ) throws(Diagnostic) -> [Column] {
    let view = column.levelView
    let base = level ?? view.levels.first ?? ""
    guard view.levels.contains(base), view.levels.count <= 1000 else {
      throw context.error(
        .transformValues, at: reference.range,
        view.levels.count > 1000
          ? "“\(column.name)” has more than 1,000 levels"
          : view.levels.isEmpty
            ? "“\(column.name)” has no values" : "“\(column.name)” has no level “\(base)”",
        hint: view.levels.count > 1000
          ? "encode it by target-mean"
          : NearMiss.hint(for: base, in: view.levels, what: "levels"))
    }
    notes.append("\(column.name): the reference is “\(base)”, which has no column.")
    return view.levels.enumerated().filter { $1 != base }.map { code, level in
      Column(
        name: "\(column.name)_\(level)",
        storage: .integer(view.codes.map { $0 == Int32(code) ? 1 : 0 }), missing: column.missing)
    }
  }

  private static func ordinal(
    _ column: Column, _ reference: ColumnReference, _ levels: [String], _ context: RunContext
  ) throws(Diagnostic) -> Column {
    let view = column.levelView
    for level in view.levels where !levels.contains(level) {
      throw context.error(
        .transformValues, at: reference.range, "“\(column.name)” also has the level “\(level)”",
        hint: "list every level, lowest first")
    }
    let positions = view.levels.map { Int64(levels.firstIndex(of: $0) ?? 0) }
    return Column(
      name: "\(column.name)_code",
      storage: .integer(view.codes.map { $0 < 0 ? 0 : positions[Int($0)] }), missing: column.missing
    )
  }

  /// The mean of each level in another frame, whose rows are not these; levels that it lacks take the
  /// mean of all its rows, and are counted.
  private static func targetMean(
    _ column: Column, of levels: Column, _ outcome: [Double], _ notes: inout [String],
    _ source: String
  ) -> Column {
    let known = levels.levelView
    var sums = [Double](repeating: 0, count: known.levels.count)
    var counts = sums
    for row in outcome.indices where known.codes[row] >= 0 && !outcome[row].isNaN {
      sums[Int(known.codes[row])] += outcome[row]
      counts[Int(known.codes[row])] += 1
    }
    let overall = sums.reduce(0, +) / counts.reduce(0, +)
    var means: [String: Double] = [:]
    for (level, name) in known.levels.enumerated() where counts[level] > 0 {
      means[name] = sums[level] / counts[level]
    }
    let view = column.levelView
    let own = view.levels.map { means[$0] }
    let unknown = view.codes.count { $0 >= 0 && own[Int($0)] == nil }
    notes.append(
      "\(column.name)_mean: the mean among rows of the level in “\(source)”"
        + (unknown == 0
          ? "."
          : "; \(CountText.counted(unknown, "row")) with levels that it lacks \(unknown == 1 ? "has" : "have") the mean of all its rows.")
    )
    return Column(
      name: "\(column.name)_mean",
      numbers: view.codes.map { $0 < 0 ? .nan : own[Int($0)] ?? overall })
  }

  /// Out of fold, so that a row's own outcome does not enter its encoding.
  private static func targetMean(
    _ column: Column, _ outcome: [Double], folds: Int, _ context: RunContext
  ) -> Column {
    let view = column.levelView
    var stream = context.stream("target-mean", content: column.fingerprint)
    let order = stream.permutation(outcome.count)
    var fold = [Int](repeating: 0, count: outcome.count)
    for (position, row) in order.enumerated() { fold[row] = position % folds }
    let levelCount = view.levels.count
    var sums = [Double](repeating: 0, count: levelCount * folds)
    var counts = sums
    for row in outcome.indices where view.codes[row] >= 0 && !outcome[row].isNaN {
      sums[Int(view.codes[row]) * folds + fold[row]] += outcome[row]
      counts[Int(view.codes[row]) * folds + fold[row]] += 1
    }
    // A level that the other folds do not have takes the mean of all their rows.
    let overall = (0..<folds).map { own -> Double in
      let others = outcome.indices.filter { fold[$0] != own && !outcome[$0].isNaN }
      return others.reduce(0) { $0 + outcome[$1] } / Double(others.count)
    }
    let means = (0..<levelCount * folds).map { index -> Double in
      let (level, own) = (index / folds, index % folds)
      var (sum, count) = (0.0, 0.0)
      for other in 0..<folds where other != own {
        sum += sums[level * folds + other]
        count += counts[level * folds + other]
      }
      return count > 0 ? sum / count : overall[own]
    }
    return Column(
      name: "\(column.name)_mean",
      numbers: outcome.indices.map { row in
        view.codes[row] < 0 ? .nan : means[Int(view.codes[row]) * folds + fold[row]]
      })
  }
}

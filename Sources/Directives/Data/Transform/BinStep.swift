import Diagnostics
import Execution
import Frames
import Glibc
import NotebookSyntax
import Numerics

/// `bin: {column: how}`: numbers as categories of intervals, in a new column.
struct BinStep: TransformStep {
  static let name = "bin"
  static let summary =
    "{column: {quantiles: 4}, {width: 10} or {cuts: [1, 5], as: NAME}}: intervals as a category, in NAME (default column_bin)"

  enum Cut: Sendable {
    case quantiles(Int)
    case width(Double)
    case cuts([Double])
  }

  struct Binning: Sendable {
    var column: ColumnReference
    var cut: Cut
    var name: String
  }

  let binnings: [Binning]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> BinStep? {
    guard let entries = StepMap.entries(raw, "{column: {quantiles: 4}}", &context) else {
      return nil
    }
    var binnings: [Binning] = []
    for entry in entries {
      guard let binning = binning(entry, &context) else { return nil }
      binnings.append(binning)
    }
    return BinStep(binnings: binnings)
  }

  private static func binning(_ entry: Entry, _ context: inout DecodingContext) -> Binning? {
    let expected = "{quantiles: 4}, {width: 10} or {cuts: [1, 5]}"
    guard let settings = StepMap.entries(entry.value, expected, &context) else { return nil }
    var name = entry.key.value + "_bin"
    var cut: Cut?
    for setting in settings {
      switch setting.key.value {
      case "quantiles":
        cut = ParameterType<Int>.integer(from: 2, to: 100).decode(setting.value, &context)
          .map { .quantiles($0) }
      case "width":
        cut = ParameterType<Double>.number(from: 0, excludingLow: true)
          .decode(setting.value, &context).map { .width($0) }
      case "cuts":
        cut = ParameterType<[Double]>.list(of: .number).decode(setting.value, &context)
          .map { .cuts($0.sorted()) }
      case "as": name = context.text(of: setting.value, expected: "a name") ?? name
      default:
        return context.fail(
          .unknownKey, at: setting.key.range, "bin has no setting “\(setting.key.value)”",
          hint: "settings: quantiles, width, cuts, as")
      }
    }
    guard let cut else {
      return context.diagnostics.isEmpty
        ? context.fail(.wrongType, at: entry.value.range, "expected \(expected)") : nil
    }
    return Binning(column: StepMap.column(entry), cut: cut, name: name)
  }

  var reads: [ColumnReference] { binnings.map(\.column) }

  func schema(_ schema: FrameSchema) -> FrameSchema {
    binnings.reduce(schema) { $0.adding(ColumnSchema($1.name, .category)) }
  }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var made: [Column] = []
    var notes: [String] = []
    for binning in binnings {
      let values = try context.numbers(binning.column, in: frame)
      let cuts = try Self.cuts(binning, values, context)
      made.append(Self.column(binning.name, values, cuts))
      let shown = cuts.map(Self.text).joined(separator: ", ")
      notes.append(
        cuts.isEmpty
          ? "\(binning.name): the quantiles are one value, so that all rows are in one bin."
          : "\(binning.name): cut at \(shown); a value on a cut belongs to the bin above.")
    }
    return StepOutcome.replacing(
      made, in: frame, "bin " + binnings.map(\.column.name).joined(separator: ", "), notes: notes)
  }

  private static func cuts(
    _ binning: Binning, _ values: [Double], _ context: RunContext
  ) throws(Diagnostic) -> [Double] {
    let sorted = values.filter { $0.isFinite }.sorted()
    guard let low = sorted.first, let high = sorted.last else {
      throw context.error(
        .transformValues, at: binning.column.range, "“\(binning.column.name)” has no values to bin")
    }
    if case .cuts(let cuts) = binning.cut { return cuts }
    guard low < high else {
      throw context.error(
        .transformValues, at: binning.column.range,
        "“\(binning.column.name)” has one value, and cannot be cut",
        hint: "leave it out, or give cuts:")
    }
    switch binning.cut {
    case .cuts(let cuts): return cuts
    case .quantiles(let count):
      var cuts: [Double] = []
      for k in 1..<count {
        let cut = Quantiles.type7(sorted, Double(k) / Double(count))
        // Ties may make several quantiles equal: they are one cut.
        if cut > cuts.last ?? low { cuts.append(cut) }
      }
      return cuts
    case .width(let width):
      guard (high - low) / width <= 1000 else {
        throw context.error(
          .transformValues, at: binning.column.range,
          "bins of that width would be more than 1,000")
      }
      let first = (low / width).rounded(.down) * width
      return stride(from: first + width, through: high, by: width).map { $0 }
    }
  }

  /// At most six significant digits, without zeros at the end.
  private static func text(_ cut: Double) -> String {
    let rounded = Double(NumberFormat.significant(cut, digits: 6)) ?? cut
    let digits = rounded.description
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }

  private static func column(_ name: String, _ values: [Double], _ cuts: [Double]) -> Column {
    let texts = cuts.map(text)
    var levels: [String] = []
    if let first = texts.first, let last = texts.last {
      levels.append("below " + first)
      for (a, b) in zip(texts, texts.dropFirst()) { levels.append("\(a) to \(b)") }
      levels.append(last + " or more")
    } else {
      levels.append("all")
    }
    let codes = values.map { value in
      value.isNaN ? 0 : Int32(cuts.count { $0 <= value })
    }
    return Column(
      name: name, storage: .category(codes: codes, levels: levels),
      missing: MissingMask(flags: values.map(\.isNaN)))
  }
}

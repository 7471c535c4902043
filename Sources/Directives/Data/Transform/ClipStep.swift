import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `clip: {column: [low, high]}`: values beyond a bound become the bound.
struct ClipStep: TransformStep {
  static let name = "clip"
  static let summary =
    "{column: [low, high], or {quantiles: [0.01, 0.99]}}: values beyond become the bound"

  struct Clipping: Sendable {
    var column: ColumnReference
    var low: Double
    var high: Double
    /// Whether the bounds are quantiles.
    var areQuantiles: Bool
  }

  let clippings: [Clipping]

  static func decode(_ raw: RawValue, _ context: inout DecodingContext) -> ClipStep? {
    guard let entries = StepMap.entries(raw, "{column: [low, high]}", &context) else { return nil }
    var clippings: [Clipping] = []
    for entry in entries {
      let quantiles = StepMap.single(entry.value).flatMap {
        $0.key.value == "quantiles" ? $0.value : nil
      }
      let type = ParameterType<[Double]>.list(
        of: quantiles == nil ? .number : .number(from: 0, to: 1))
      guard let bounds = type.decode(quantiles ?? entry.value, &context) else { return nil }
      guard bounds.count == 2, bounds[0] <= bounds[1] else {
        return context.fail(
          .wrongType, at: entry.value.range, "expected two bounds, the lower first")
      }
      clippings.append(
        Clipping(
          column: StepMap.column(entry), low: bounds[0], high: bounds[1],
          areQuantiles: quantiles != nil))
    }
    return ClipStep(clippings: clippings)
  }

  var reads: [ColumnReference] { clippings.map(\.column) }

  func schema(_ schema: FrameSchema) -> FrameSchema { schema }

  func apply(to frame: Frame, _ context: RunContext) throws -> StepOutcome {
    var made: [Column] = []
    var notes: [String] = []
    for clipping in clippings {
      let values = try context.numbers(clipping.column, in: frame)
      var (low, high) = (clipping.low, clipping.high)
      if clipping.areQuantiles {
        let sorted = values.filter { !$0.isNaN }.sorted()
        (low, high) = (Quantiles.type7(sorted, low), Quantiles.type7(sorted, high))
      }
      let below = values.count { $0 < low }
      let above = values.count { $0 > high }
      func text(_ bound: Double) -> String { NumberFormat.significant(bound, digits: 6) }
      notes.append(
        low.isNaN
          ? "\(clipping.column.name) has no values to clip."
          : "\(clipping.column.name): \(CountText.counted(below, "value")) below \(text(low)) and \(NumberFormat.count(above)) above \(text(high)) are clipped."
      )
      made.append(Self.clipped(try context.column(clipping.column, in: frame), values, low, high))
    }
    return StepOutcome.replacing(
      made, in: frame, "clip " + clippings.map(\.column.name).joined(separator: ", "), notes: notes)
  }

  private static func clipped(
    _ column: Column, _ values: [Double], _ low: Double, _ high: Double
  ) -> Column {
    let clipped = values.map { $0.isNaN ? $0 : min(max($0, low), high) }
    if case .integer(let old) = column.storage, let low = Int64(exactly: low.rounded(.up)),
      let high = Int64(exactly: high.rounded(.down)), low <= high
    {
      let values = old.map { min(max($0, low), high) }
      return Column(name: column.name, storage: .integer(values), missing: column.missing)
    }
    return Column(name: column.name, numbers: clipped)
  }
}

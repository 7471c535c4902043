import Execution
import Frames

/// What every `simulate` gives: a frame with its truth in hidden columns.
enum SimulationResult {
  static let values: [(path: String, summary: String)] = [
    ("rows", "number of rows"), ("columns", "number of visible columns"), ("origin", "simulated"),
    ("sha256", "hash of the content"),
  ]

  /// Binds the columns that a simulation will have.
  static func plan(_ plan: inout CellPlan, _ kind: StandIn, _ settings: SimulationSettings) {
    var settings = settings
    settings.rows = 2
    plan.bind(.frame(FrameSchema(of: kind.frame(settings, seed: 0))))
  }

  static func result(
    _ kind: StandIn, _ settings: SimulationSettings, _ context: RunContext
  ) -> CellResult {
    let frame = kind.frame(settings, seed: context.seed)
    let hash = contentHash(frame)
    var result = CellResult(values: [
      "rows": .integer(frame.rowCount), "columns": .integer(frame.visibleColumns.count),
      "origin": .text("simulated"), "sha256": .text(hash),
    ])
    result.items = [.table(LoadTable.table(of: frame))]
    result.stamps = ["simulated"]
    result.notes = ["Simulated data (seed \(context.seed)); the truth is known."]
    let hidden = frame.columns.filter(\.isHidden).map(\.name)
    if !hidden.isEmpty {
      result.notes.append("Columns that hold the truth: \(hidden.joined(separator: ", ")).")
    }
    result.sources = [
      SourceRecord(
        path: "simulate \(kind.rawValue)", sha256: hash, rows: frame.rowCount, origin: "simulated")
    ]
    result.bind(
      context.name,
      FrameObject(frame: frame, origin: "simulated", lineage: Lineage(root: "simulated \(hash)")))
    return result
  }

  /// Sixteen digits that identify simulated content.
  static func contentHash(_ frame: Frame) -> String {
    let digits = String(frame.fingerprint, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

import Causal
import Frames
import Numerics

/// The simulators by the names that `simulate` and `fallback:` have for them.
package enum StandIn: String, Sendable, CaseIterable {
  case hillstrom

  /// Rows where `rows:` is not given: those of the data set that the kind stands in for.
  var defaultRows: Int {
    switch self {
    case .hillstrom: HillstromSimulator.defaultRows
    }
  }

  /// The simulated frame; one seed gives the same bytes everywhere.
  func frame(rows: Int?, seed: UInt64) -> Frame {
    let stream = RandomStream(seed: seed, purpose: "simulate " + rawValue)
    let rows = rows ?? defaultRows
    switch self {
    case .hillstrom: return Self.frame(HillstromSimulator.table(rows: rows, stream: stream))
    }
  }

  /// A simulator's columns as a frame.
  static func frame(_ table: SimulatedTable) -> Frame {
    Frame(table.columns.map(column), rowCount: table.rowCount)
  }

  private static func column(_ column: SimulatedTable.Column) -> Column {
    switch column.values {
    case .integers(let values):
      Column(name: column.name, storage: .integer(values.map { Int64($0) }))
    case .numbers(let values): Column(name: column.name, numbers: values)
    case .labels(let codes, let levels):
      Column(
        name: column.name,
        storage: .category(codes: codes.map { Int32(truncatingIfNeeded: $0) }, levels: levels))
    case .texts(let values): Column(name: column.name, storage: .text(values))
    }
  }
}

/// A table in memory: columns of equal length with distinct names.
///
/// Frames never change.
package struct Frame: Sendable {
  package let columns: [Column]
  package let rowCount: Int
  private let positions: [String: Int]

  /// Columns must have equal length and distinct names.
  package init(_ columns: [Column], rowCount: Int? = nil) {
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
    for column in columns {
      precondition(column.count == self.rowCount, "columns differ in length")
    }
  }

  package var columnNames: [String] { columns.map(\.name) }
  /// Columns without those that carry a simulation's truth.
  package var visibleColumns: [Column] { columns.filter { !$0.isHidden } }

  /// The column of that name.
  package subscript(name: String) -> Column? { positions[name].map { columns[$0] } }
}

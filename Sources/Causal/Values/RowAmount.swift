/// An amount for every row: one for all, or a column.
package enum RowAmount: Sendable, Equatable {
  case constant(Double)
  case column([Double])

  package subscript(row: Int) -> Double {
    switch self {
    case .constant(let amount): amount
    case .column(let amounts): amounts[row]
    }
  }

  /// The column's length; nil for a constant, which fits any.
  package var count: Int? {
    if case .column(let amounts) = self { amounts.count } else { nil }
  }

  /// The amounts of some rows, in this order.
  package func selecting(_ rows: [Int]) -> RowAmount {
    switch self {
    case .constant: self
    case .column(let amounts): .column(rows.map { amounts[$0] })
    }
  }

  package var isZero: Bool {
    switch self {
    case .constant(let amount): amount == 0
    case .column(let amounts): amounts.allSatisfy { $0 == 0 }
    }
  }
}

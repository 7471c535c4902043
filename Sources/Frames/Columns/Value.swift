/// One cell of a frame, for display and for lookups; kernels read whole columns instead.
package enum Value: Sendable, Hashable {
  case missing
  case integer(Int64)
  case number(Double)
  case boolean(Bool)
  case text(String)
  case date(CivilDate)
  case timestamp(Timestamp)

  /// The value as CSV has it: shortest digits that read back to the same number; empty where missing.
  package var text: String {
    switch self {
    case .missing: ""
    case .integer(let value): String(value)
    case .number(let value): value.isNaN ? "" : value.description
    case .boolean(let value): value ? "true" : "false"
    case .text(let value): value
    case .date(let value): value.description
    case .timestamp(let value): value.description
    }
  }

  /// The value as a number; nil for text, dates, timestamps and what is missing.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value.isNaN ? nil : value
    case .boolean(let value): value ? 1 : 0
    case .missing, .text, .date, .timestamp: nil
    }
  }
}

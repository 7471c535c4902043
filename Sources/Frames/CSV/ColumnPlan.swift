/// How the kernel reads the cells of one field of every record.
struct ColumnPlan: Sendable {
  /// What is done with a cell; the order is of no meaning.
  enum Kind: UInt8, Sendable {
    /// The field is not asked for.
    case skip
    /// Find the type alone; the column is read in a second pass.
    case probe
    case integer, number, boolean, date, timestamp
    /// Dictionary-encoded text.
    case label
    /// Text of many distinct values: the field's position is kept, strings are made at the end.
    case text
  }

  let name: String
  var kind: Kind
  /// The natural type behind `kind`, that cells must fit or widen.
  var type: CellType
  var declared: DeclaredType?
  /// Tokens that mean missing, besides the empty field.
  var markers: [[UInt8]]
  /// Whether cells must take the general path: notations, or markers that look like numbers.
  var isChecked: Bool
  /// A category has at most this many levels; a column with more is text.
  var levelLimit = 0

  init(name: String, type: CellType, declared: DeclaredType?, markers: [[UInt8]]) {
    self.name = name
    self.type = type
    self.declared = declared
    self.markers = markers
    kind = Self.kind(of: type)
    isChecked = declared.map { $0.type != .text && $0.type != .category } ?? false
    isChecked = isChecked || markers.contains { CellType.of($0[...]) != .text }
  }

  static func kind(of type: CellType) -> Kind {
    switch type {
    case .none: .probe
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .timestamp, .zonedTimestamp: .timestamp
    case .text: .label
    }
  }

  /// Bytes that one value takes in the column's buffer.
  var valueSize: Int {
    switch kind {
    case .skip, .probe: 0
    case .boolean: 1
    case .date, .label: 4
    case .integer, .number, .timestamp, .text: 8
    }
  }
}

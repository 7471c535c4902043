import Frames

/// What is known of a column before anything runs.
package struct ColumnSchema: Sendable, Equatable {
  package var name: String
  /// nil where only running can tell.
  package var type: ColumnType?

  package init(_ name: String, _ type: ColumnType? = nil) {
    self.name = name
    self.type = type
  }
}

/// What is known of a frame before anything runs.
package struct FrameSchema: Sendable, Equatable {
  /// nil where only running can tell.
  package var columns: [ColumnSchema]?

  package init(columns: [ColumnSchema]?) { self.columns = columns }

  package static let unknown = FrameSchema(columns: nil)

  package init(of frame: Frame) { columns = frame.columns.map { ColumnSchema($0.name, $0.type) } }

  package var names: [String]? { columns?.map(\.name) }

  /// The schema with one more column, or another in its place.
  package func adding(_ column: ColumnSchema) -> FrameSchema {
    guard let columns else { return self }
    return FrameSchema(columns: columns.filter { $0.name != column.name } + [column])
  }
}

/// What a name will hold, as far as the plan can tell.
package enum BindingSchema: Sendable, Equatable {
  case frame(FrameSchema)
  /// Another session object, by its `typeName`.
  case object(String)
  /// A cell that holds values alone, or one that could not be planned.
  case values

  var typeName: String {
    switch self {
    case .frame: "frame"
    case .object(let name): name
    case .values: "result"
    }
  }
}

/// One binding of a name: rebinding it later makes another.
package struct BindingKey: Sendable, Hashable {
  /// Position of the cell in the book, over all its pages.
  package var cell: Int
  package var name: String
}

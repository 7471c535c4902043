/// Where a fitted model comes from.
struct ModelProvenance: Sendable, Equatable {
  /// The file name of the notebook.
  let notebook: String
  /// The name of the cell.
  let cell: String
  /// How many rows it was fitted on.
  let rows: Int
  /// `file`, `catalogue` or `simulated`.
  let origin: String
}

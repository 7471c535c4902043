extension Frame {
  /// The rows `rows`, in that order; a row may come more than once.
  package func taking(_ rows: [Int]) -> Frame {
    Frame(columns.map { $0.taking(rows) }, rowCount: rows.count)
  }

  /// The rows whose flag is true; one flag a row.
  package func filtered(_ keep: [Bool]) -> Frame {
    taking(keep.indices.filter { keep[$0] })
  }

  /// At most `count` rows from the top.
  package func head(_ count: Int) -> Frame { taking(Array(0..<min(max(count, 0), rowCount))) }

  /// The first row of each distinct combination of the named columns (of all where nil), in order.
  package func distinct(by names: [String]? = nil) -> Frame {
    taking(grouped(by: names ?? columnNames).map(\.rows[0]))
  }
}

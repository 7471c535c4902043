extension Frame {
  /// The named columns in that order; names that are not there are left out, and so are names that
  /// came before, so check first.
  package func selecting(_ names: [String]) -> Frame {
    var seen: Set<String> = []
    return Frame(
      names.compactMap { seen.insert($0).inserted ? self[$0] : nil }, rowCount: rowCount)
  }

  /// All columns but the named ones.
  package func dropping(_ names: [String]) -> Frame {
    let dropped = Set(names)
    return Frame(columns.filter { !dropped.contains($0.name) }, rowCount: rowCount)
  }

  /// The frame with `column` in the place of the one of that name, else at the end.
  package func with(_ column: Column) -> Frame {
    guard let position = columns.firstIndex(where: { $0.name == column.name }) else {
      return Frame(columns + [column], rowCount: columns.isEmpty ? column.count : rowCount)
    }
    var changed = columns
    changed[position] = column
    return Frame(changed, rowCount: rowCount)
  }

  /// The frame with the columns appended or replaced, one after the other.
  package func with(_ columns: [Column]) -> Frame {
    columns.reduce(self) { $0.with($1) }
  }

  /// The frame with columns renamed by a map old → new.
  ///
  /// New names must not collide.
  package func renaming(_ names: [String: String]) -> Frame {
    Frame(columns.map { $0.renamed(names[$0.name] ?? $0.name) }, rowCount: rowCount)
  }

  /// The column as numbers, NaN where missing; nil where there is none or it has no numbers.
  package func doubles(_ name: String) -> [Double]? { self[name]?.doubles }

  /// The column as labels; nil where there is none.
  package func levels(_ name: String) -> LevelView? { self[name]?.levelView }

  /// Which rows have a value in each of the named columns.
  package func complete(_ names: [String]) -> [Bool] {
    var keep = [Bool](repeating: true, count: rowCount)
    for name in names {
      guard let column = self[name] else { continue }
      for row in 0..<rowCount where keep[row] && column.isMissing(row) { keep[row] = false }
    }
    return keep
  }
}

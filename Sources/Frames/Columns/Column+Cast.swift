extension Column {
  /// The first cell that a type cannot hold, and how many there are.
  package struct CastFailure: Error, Sendable {
    package let cell: String
    package let count: Int
  }

  /// The column as another type; missing cells stay missing.
  ///
  /// Labels are read in the declared notation. Numbers become integers only where they are whole,
  /// booleans only where they are 0 or 1.
  package func cast(to declared: DeclaredType) throws(CastFailure) -> Column {
    let view = levelView
    switch declared {
    case .category:
      return Column(name: name, categories: view.codes.map { $0 < 0 ? nil : view.levels[Int($0)] })
    case .text:
      let texts = view.codes.map { $0 < 0 ? "" : view.levels[Int($0)] }
      return Column(name: name, storage: .text(texts), missing: mask(view))
    case .integer:
      if case .number(let values) = storage {
        return try converting(values, view, blank: 0) {
          Int64(exactly: $0)
        } storage: {
          .integer($0)
        }
      }
      return try reading(view, blank: 0) {
        Int64($0)
      } storage: {
        .integer($0)
      }
    case .number(let notation):
      if let values = doubles { return Column(name: name, numbers: values) }
      return try reading(view, blank: .nan) {
        CellParser.number(CellParser.trimmed(Array($0.utf8)[...]), notation)
      } storage: {
        .number($0)
      }
    case .boolean:
      return try reading(view, blank: false) {
        CellParser.declaredBoolean(Array($0.utf8)[...])
      } storage: {
        .boolean($0)
      }
    case .date(let notation):
      return try reading(view, blank: 0) {
        CellParser.date(CellParser.trimmed(Array($0.utf8)[...]), notation)?.days
      } storage: {
        .date($0)
      }
    case .timestamp(let notation):
      return try reading(view, blank: 0) {
        CellParser.timestamp(CellParser.trimmed(Array($0.utf8)[...]), notation)?.microseconds
      } storage: {
        .timestamp($0)
      }
    }
  }

  private func mask(_ view: LevelView) -> MissingMask {
    MissingMask(flags: view.codes.map { $0 < 0 })
  }

  /// Reads each level once.
  private func reading<Element>(
    _ view: LevelView, blank: Element, _ read: (String) -> Element?,
    storage: ([Element]) -> Storage
  ) throws(CastFailure) -> Column {
    let values = view.levels.map(read)
    if let bad = values.firstIndex(where: { $0 == nil }) {
      let counts = view.counts
      let count = values.indices.reduce(0) { $0 + (values[$1] == nil ? counts[$1] : 0) }
      throw CastFailure(cell: view.levels[bad], count: count)
    }
    let cells = view.codes.map { $0 < 0 ? blank : values[Int($0)] ?? blank }
    return Column(name: name, storage: storage(cells), missing: mask(view))
  }

  private func converting<Element>(
    _ numbers: [Double], _ view: LevelView, blank: Element, _ convert: (Double) -> Element?,
    storage: ([Element]) -> Storage
  ) throws(CastFailure) -> Column {
    let values = numbers.map(convert)
    let bad = values.indices.filter { values[$0] == nil && view.codes[$0] >= 0 }
    if let first = bad.first { throw CastFailure(cell: self[first].text, count: bad.count) }
    return Column(name: name, storage: storage(values.map { $0 ?? blank }), missing: mask(view))
  }
}

extension Column {
  /// Whether row `row` has no value: it is masked, or a number that is NaN.
  package func isMissing(_ row: Int) -> Bool {
    if let missing, missing[row] { return true }
    if case .number(let values) = storage { return values[row].isNaN }
    return false
  }

  /// The cell in row `row`.
  ///
  /// Convenient, not fast.
  package subscript(row: Int) -> Value {
    if let missing, missing[row] { return .missing }
    switch storage {
    case .integer(let values): return .integer(values[row])
    case .number(let values): return values[row].isNaN ? .missing : .number(values[row])
    case .boolean(let values): return .boolean(values[row])
    case .category(let codes, let levels): return .text(levels[Int(codes[row])])
    case .text(let values): return .text(values[row])
    case .date(let values): return .date(CivilDate(daysSinceEpoch: values[row]))
    case .timestamp(let values): return .timestamp(Timestamp(microseconds: values[row]))
    }
  }

  /// The first value that is there, or `.missing`.
  package var firstValue: Value {
    for row in 0..<count where !isMissing(row) { return self[row] }
    return .missing
  }

  /// The column as numbers, NaN where missing: booleans are 0 and 1, dates and
  /// timestamps days since 1970.
  ///
  /// nil for categories and text.
  package var doubles: [Double]? {
    var values: [Double]
    switch storage {
    case .number(let stored): values = stored
    case .integer(let stored): values = stored.map { Double($0) }
    case .boolean(let stored): values = stored.map { $0 ? 1 : 0 }
    case .date(let stored): values = stored.map { Double($0) }
    case .timestamp(let stored): values = stored.map { Timestamp(microseconds: $0).days }
    case .category, .text: return nil
    }
    if let flags = missing?.flags {
      for row in values.indices where flags[row] { values[row] = .nan }
    }
    return values
  }

  /// The rows `rows`, in that order; a row may come more than once.
  package func taking(_ rows: [Int]) -> Column {
    let storage: Storage =
      switch storage {
      case .integer(let values): .integer(rows.map { values[$0] })
      case .number(let values): .number(rows.map { values[$0] })
      case .boolean(let values): .boolean(rows.map { values[$0] })
      case .category(let codes, let levels):
        .category(codes: rows.map { codes[$0] }, levels: levels)
      case .text(let values): .text(rows.map { values[$0] })
      case .date(let values): .date(rows.map { values[$0] })
      case .timestamp(let values): .timestamp(rows.map { values[$0] })
      }
    let mask = missing.map { missing in MissingMask(flags: rows.map { missing.flags[$0] }) }
    return Column(name: name, storage: storage, missing: mask)
  }

  package func renamed(_ name: String) -> Column {
    Column(name: name, storage: storage, missing: missing)
  }

  /// A number column in which NaN means missing.
  package init(name: String, numbers: [Double]) {
    let flags = numbers.map(\.isNaN)
    self.init(name: name, storage: .number(numbers), missing: MissingMask(flags: flags))
  }

  /// A category column with its levels in order of first appearance; nil means missing.
  package init(name: String, categories: [String?]) {
    var codes: [Int32] = []
    codes.reserveCapacity(categories.count)
    var levels: [String] = []
    var positions: [String: Int32] = [:]
    for category in categories {
      guard let category else {
        codes.append(0)
        continue
      }
      if let code = positions[category] {
        codes.append(code)
      } else {
        let code = Int32(levels.count)
        positions[category] = code
        levels.append(category)
        codes.append(code)
      }
    }
    self.init(
      name: name, storage: .category(codes: codes, levels: levels),
      missing: MissingMask(flags: categories.map { $0 == nil }))
  }
}

/// A binding as the plan sees it.
struct ScopedBinding: Sendable {
  var key: BindingKey
  var schema: BindingSchema
}

/// The names bound so far in a book, with every rebinding.
struct NameScope: Sendable {
  enum LastFrame {
    case none
    case one(ScopedBinding)
    case several([String])
  }

  private(set) var bindings: [ScopedBinding] = []
  /// Latest binding of each name.
  private var latest: [String: Int] = [:]
  /// Names that cells further down will bind, as far as their fences tell.
  var namesBelow: Set<String> = []

  /// Files that cells above write, by their full path.
  private(set) var written: [String: ScopedBinding] = [:]

  mutating func write(_ path: String, _ binding: ScopedBinding) { written[path] = binding }

  /// Cells that could not be planned: what they would have bound is not known.
  private(set) var brokenNames: [String: BindingKey] = [:]
  /// The last of them by its cell's own name, which may have been a frame.
  private var lastBroken: BindingKey?

  /// Bindings that stand for columns.
  private var columnSources: [BindingKey: ColumnSource] = [:]

  mutating func bind(_ source: ColumnSource, _ key: BindingKey) { columnSources[key] = source }

  func columnSource(_ key: BindingKey) -> ColumnSource? { columnSources[key] }

  mutating func bind(_ name: String, cell: Int, _ schema: BindingSchema) {
    latest[name] = bindings.count
    bindings.append(ScopedBinding(key: BindingKey(cell: cell, name: name), schema: schema))
  }

  /// Binds what a cell with an error would have bound: its own name, and others that its text
  /// tells.
  mutating func bindBroken(_ name: String, others: [String], cell: Int) {
    for name in others + [name] {
      bind(name, cell: cell, .values)
      brokenNames[name] = BindingKey(cell: cell, name: name)
    }
    lastBroken = BindingKey(cell: cell, name: name)
  }

  /// The binding of a name above; a part of a broken cell (`half.train`) counts as that cell.
  func nearest(_ name: String) -> ScopedBinding? {
    if let index = latest[name] { return bindings[index] }
    var prefix = name[...]
    while let dot = prefix.lastIndex(of: ".") {
      prefix = prefix[..<dot]
      if let key = brokenNames[String(prefix)] { return ScopedBinding(key: key, schema: .values) }
    }
    return nil
  }

  func isBoundBelow(_ name: String) -> Bool { namesBelow.contains(name) }

  /// The frame bound last; several where one cell bound several.
  func lastFrame() -> LastFrame {
    guard let last = bindings.last(where: { if case .frame = $0.schema { true } else { false } })
    else {
      return lastBroken.map { .one(ScopedBinding(key: $0, schema: .values)) } ?? .none
    }
    if let broken = lastBroken, broken.cell > last.key.cell {
      return .one(ScopedBinding(key: broken, schema: .values))
    }
    let siblings = bindings.filter { binding in
      if case .frame = binding.schema { return binding.key.cell == last.key.cell }
      return false
    }
    return siblings.count == 1 ? .one(last) : .several(siblings.map(\.key.name))
  }

  func last(type: String) -> ScopedBinding? {
    bindings.last { $0.schema.typeName == type }
  }

  func names(type: String) -> [String] {
    latest.filter { bindings[$0.value].schema.typeName == type }.keys.sorted()
  }

  var allNames: [String] { latest.keys.sorted() }
}

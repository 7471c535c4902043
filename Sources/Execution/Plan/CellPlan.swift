import Diagnostics
import NotebookSyntax
import Platform

/// What one cell reads and binds, as its directive says it before anything runs.
package struct CellPlan {
  package let name: String
  /// Parameters in force on the cell's page.
  package let parameters: [String: ParamValue]
  /// Where files may be read, so that `load` can look at a header.
  package let files: FileAccess
  package internal(set) var diagnostics: [Diagnostic] = []

  let cell: Int
  package let source: SourceFile
  let headRange: SourceRange
  let scope: NameScope
  var reads: [String: BindingKey] = [:]
  var defaultFrame: BindingKey?
  var defaultObjects: [String: BindingKey] = [:]
  var binds: [(name: String, schema: BindingSchema)] = []
  var columnSource: ColumnSource?
  var writes: [(path: String, schema: BindingSchema)] = []

  init(
    name: String, cell: Int, source: SourceFile, headRange: SourceRange, scope: NameScope,
    parameters: [String: ParamValue], files: FileAccess
  ) {
    self.name = name
    self.cell = cell
    self.source = source
    self.headRange = headRange
    self.scope = scope
    self.parameters = parameters
    self.files = files
  }

  /// Records that a frame is read: the named one, else the one last bound.
  @discardableResult
  package mutating func readFrame(_ reference: NameReference?) -> FrameSchema {
    guard let reference else { return readDefaultFrame() }
    guard let binding = read(reference, what: "frame") else { return .unknown }
    switch binding.schema {
    case .frame(let schema): return schema
    case .values: return .unknown
    case .object(let type):
      error(
        .wrongObject, at: reference.range, "“\(reference.name)” is a \(type), not a frame",
        hint: hint(for: reference.name, type: "frame"))
      return .unknown
    }
  }

  /// The name of the frame that a key, or the default once it was read, means.
  package func frameName(_ reference: NameReference?) -> String? {
    reference?.name ?? defaultFrame?.name
  }

  /// Records that an object of one of these types is read.
  package mutating func readObject(_ reference: NameReference, types: [String]) {
    guard let binding = read(reference, what: types.joined(separator: " or ")) else { return }
    if case .values = binding.schema { return }
    if !types.contains(binding.schema.typeName) {
      error(
        .wrongObject, at: reference.range,
        "“\(reference.name)” is a \(binding.schema.typeName), not a \(types.joined(separator: " or "))",
        hint: types.first.flatMap { hint(for: reference.name, type: $0) })
    }
  }

  /// Records that the object of this type bound last above is read; false where there is none.
  package mutating func readLastObject(type: String) -> Bool {
    guard let binding = scope.last(type: type) else { return false }
    defaultObjects[type] = binding.key
    return true
  }

  /// Records a read of whatever the name holds, if it is bound; for names inside free text.
  package mutating func readIfBound(_ name: String) -> BindingSchema? {
    guard let binding = scope.nearest(name) else { return nil }
    reads[name] = binding.key
    return binding.schema
  }

  /// What a name holds above this cell, without recording a read.
  package func schema(of name: String) -> BindingSchema? { scope.nearest(name)?.schema }

  /// Records that the cell writes a frame or another object to a file, which cells below may read.
  package mutating func write(_ path: String, _ schema: BindingSchema) {
    writes.append((Path.absolute(path), schema))
  }

  /// What a cell above writes to this file, recorded as a read; nil where none does.
  package mutating func readWritten(_ path: String) -> BindingSchema? {
    let path = Path.absolute(path)
    guard let binding = scope.written[path] else { return nil }
    reads[WrittenFile.name(of: path)] = binding.key
    return binding.schema
  }

  /// Checks that columns are there; hidden ones are never suggested.
  package mutating func check(_ columns: [ColumnReference], in schema: FrameSchema) {
    guard let names = schema.names else { return }
    for column in columns where !names.contains(column.name) {
      let visible = names.filter { !$0.hasPrefix("_") }
      error(
        .unknownColumn, at: column.range, "there is no column “\(column.name)”",
        hint: NearMiss.hint(for: column.name, in: visible, what: "columns"))
    }
  }

  package mutating func check(_ column: ColumnReference?, in schema: FrameSchema) {
    if let column { check([column], in: schema) }
  }

  /// Checks that a column of truth is there, or one for each arm, unless the data are real and have
  /// none.
  package mutating func checkTruth(_ column: ColumnReference?, in schema: FrameSchema) {
    if let column, schema.names?.contains(where: { $0.hasPrefix(column.name + "[") }) == true {
      return
    }
    guard let column, !HiddenTruth.isUnknown(column.name, among: schema.names ?? []) else { return }
    check(column, in: schema)
  }

  /// Binds the cell's own name.
  package mutating func bind(_ schema: BindingSchema) { binds.append((name, schema)) }

  /// Says that the cell's own name may stand for columns, where a key takes it.
  package mutating func bind(_ source: ColumnSource) { columnSource = source }

  /// Binds another name, such as `half.train`.
  package mutating func bind(_ name: String, _ schema: BindingSchema) {
    binds.append((name, schema))
  }

  package mutating func error(
    _ kind: DiagnosticKind, at range: SourceRange? = nil, _ message: String,
    notes: [String] = [], hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        kind, path: source.path, range: range ?? headRange, message, notes: notes, hint: hint))
  }

  package mutating func warn(
    _ kind: DiagnosticKind, at range: SourceRange? = nil, _ message: String,
    notes: [String] = [], hint: String? = nil
  ) {
    error(kind, at: range, message, notes: notes, hint: hint)
  }

  private mutating func readDefaultFrame() -> FrameSchema {
    switch scope.lastFrame() {
    case .one(let binding):
      defaultFrame = binding.key
      if case .frame(let schema) = binding.schema { return schema }
      return .unknown
    case .several(let names):
      error(
        .ambiguousData, "say which frame is meant with data:",
        hint: "frames: \(names.joined(separator: ", "))")
    case .none:
      error(.noData, "no frame is bound above", hint: "load one first, or name it with data:")
    }
    return .unknown
  }

  private mutating func read(_ reference: NameReference, what: String) -> ScopedBinding? {
    guard let binding = scope.nearest(reference.name) else {
      let hint =
        scope.isBoundBelow(reference.name)
        ? "it is bound further down: move that cell above this one"
        : hint(for: reference.name, type: what)
      error(
        .unknownName, at: reference.range, "no \(what) is named “\(reference.name)”", hint: hint)
      return nil
    }
    reads[reference.name] = binding.key
    return binding
  }

  private func hint(for name: String, type: String) -> String? {
    let ofType = scope.names(type: type)
    return NearMiss.hint(
      for: name, in: ofType.isEmpty ? scope.allNames : ofType, what: "bound above")
  }
}

extension DiagnosticKind {
  package static let unknownName = DiagnosticKind(
    "name.unknown", .error,
    "A directive or the prose reads a name that nothing binds. Names are bound by `#name`, else by the directive's kind or verb."
  )
  package static let wrongObject = DiagnosticKind(
    "name.wrongObject", .error, "The name holds another kind of thing than the key needs.")
  package static let unknownColumn = DiagnosticKind(
    "column.unknown", .error, "The frame has no column of that name.")
  package static let ambiguousData = DiagnosticKind(
    "data.ambiguous", .error,
    "The last directive bound several frames, so `data:` must say which one is meant.")
  package static let noData = DiagnosticKind(
    "data.none", .error, "The directive needs a frame, and none is bound above it.")
}

import Diagnostics
import NotebookSyntax

/// Types the keys of one cell by its directive's parameters.
struct CellDecoder {
  let cell: Cell
  let source: SourceFile
  let type: any Directive.Type
  let parameters: [String: ParamValue]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var presentation = Presentation()
  private(set) var seed: Int?
  private(set) var level = 0.95
  /// Names that keys read while they were decoded, and sentences about what they gave.
  private(set) var reads: [String: BindingKey] = [:]
  private(set) var notes: [String] = []

  init(cell: Cell, source: SourceFile, type: any Directive.Type, parameters: [String: ParamValue]) {
    self.cell = cell
    self.source = source
    self.type = type
    self.parameters = parameters
  }

  /// The arguments, or nil where an error makes them incomplete.
  mutating func decode(name: String, scope: NameScope) -> Arguments? {
    let declared = type.parameters + CommonParameters.all
    let byName = Dictionary(declared.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var values: [String: any Sendable] = [:]
    var ranges: [String: SourceRange] = [:]
    var context = DecodingContext(source: source, parameters: parameters)
    context.entries = cell.entries
    context.scope = scope
    for entry in cell.entries {
      guard let parameter = byName[entry.key.value] else {
        unknown(entry.key, among: type.parameters.map(\.name) + CommonParameters.all.map(\.name))
        continue
      }
      ranges[parameter.name] = entry.value.range
      if let value = parameter.decode(entry.value, in: &context) { values[parameter.name] = value }
    }
    for parameter in declared where ranges[parameter.name] == nil {
      if let fallback = parameter.fallbackValue {
        values[parameter.name] = fallback
      } else {
        missing(parameter)
      }
    }
    diagnostics += context.diagnostics
    reads = context.reads
    notes = context.notes
    let arguments = Arguments(cell: cell, name: name, values: values, ranges: ranges)
    readCommon(arguments, values: values)
    return diagnostics.contains { $0.severity == .error } ? nil : arguments
  }

  private mutating func readCommon(_ arguments: Arguments, values: [String: any Sendable]) {
    func given<Value>(_ parameter: Parameter<Value>) -> Value? {
      values[parameter.name] as? Value
    }
    presentation.title = richText(CommonParameters.title, arguments, values)
    presentation.caption = richText(CommonParameters.caption, arguments, values)
    presentation.alt = richText(CommonParameters.alt, arguments, values)
    if let show = given(CommonParameters.show) ?? nil { presentation.show = show }
    if let output = given(CommonParameters.output) { presentation.output = output }
    seed = given(CommonParameters.seed) ?? nil
    if let level = given(CommonParameters.level) { self.level = level }
  }

  private mutating func richText(
    _ parameter: Parameter<String?>, _ arguments: Arguments, _ values: [String: any Sendable]
  ) -> RichText? {
    guard let value = values[parameter.name] as? String?, let text = value else { return nil }
    let rich = InlineParser.parse(text, at: arguments.range(of: parameter), in: source)
    diagnostics += rich.diagnostics
    return rich.text
  }

  private mutating func unknown(_ key: Located<String>, among names: [String]) {
    diagnostics.append(
      Diagnostic(
        .unknownKey, path: source.path, range: key.range,
        "“\(type.manual.title)” has no key “\(key.value)”",
        hint: NearMiss.best(for: key.value, in: names).map { "did you mean “\($0)”?" }
          ?? "keys: " + names.joined(separator: ", ")))
  }

  private mutating func missing(_ parameter: any AnyParameter) {
    let head = SourceRange(cell.verb.range.lower, (cell.kind ?? cell.verb).range.upper)
    diagnostics.append(
      Diagnostic(
        .missingKey, path: source.path, range: head,
        "“\(type.manual.title)” needs the key “\(parameter.name)”",
        hint: "\(parameter.name): \(parameter.typeText)"))
  }
}

extension DiagnosticKind {
  package static let missingKey = DiagnosticKind(
    "key.missing", .error, "A key that the directive needs is absent.")
}

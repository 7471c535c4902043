import Diagnostics
import NotebookSyntax

/// Decodes every cell of a book and works out what it reads and binds, before anything runs.
package struct Planner {
  private let registry: DirectiveRegistry
  private let overrides: [String: String]
  private var scope = NameScope()
  private var pages: [PlannedPage] = []
  private var cells: [PlannedCell] = []
  private var parameters: [(name: String, value: ParamValue)] = []
  /// Cells that bound a name explicitly, for the warning when one is bound twice.
  private var explicitNames: [String: Int] = [:]

  private init(registry: DirectiveRegistry, overrides: [String: String]) {
    self.registry = registry
    self.overrides = overrides
  }

  /// Plans the notebooks of one book, in order.
  ///
  /// `overrides` are the texts of `-P`.
  package static func plan(
    _ notebooks: [(notebook: Notebook, files: FileAccess)], registry: DirectiveRegistry,
    overrides: [String: String] = [:]
  ) -> BookPlan {
    var planner = Planner(registry: registry, overrides: overrides)
    for page in notebooks {
      planner.scope.namesBelow.formUnion(page.notebook.cells.map(defaultName))
    }
    for page in notebooks { planner.add(page.notebook, files: page.files) }
    return BookPlan(pages: planner.pages, cells: planner.cells, overrides: overrides)
  }

  private static func defaultName(_ cell: Cell) -> String {
    (cell.name ?? cell.kind ?? cell.verb).value
  }

  private mutating func add(_ notebook: Notebook, files: FileAccess) {
    let declared = ParameterDeclarations(
      notebook.frontMatter.entry("params"), overrides: overrides, path: notebook.source.path)
    let names = Set(declared.values.map(\.name))
    parameters = parameters.filter { !names.contains($0.name) } + declared.values
    var page = PlannedPage(
      notebook: notebook, parameters: parameters, seed: 0, files: files,
      diagnostics: notebook.diagnostics + declared.diagnostics, firstCell: cells.count)
    page.seed = seed(of: notebook, &page.diagnostics)
    pages.append(page)
    for cell in notebook.cells { add(cell) }
  }

  private func seed(of notebook: Notebook, _ diagnostics: inout [Diagnostic]) -> UInt64 {
    guard let raw = notebook.frontMatter.entry("seed") else { return 0 }
    var context = DecodingContext(source: notebook.source, parameters: [:])
    let seed = ParameterType<Int>.integer(from: 0).decode(raw, &context)
    diagnostics += context.diagnostics
    return UInt64(seed ?? 0)
  }

  private mutating func add(_ cell: Cell) {
    let index = cells.count
    let page = pages[pages.count - 1]
    var planned = PlannedCell(
      page: pages.count - 1, cell: cell, name: Self.defaultName(cell),
      presentation: Presentation(), seed: page.seed, level: 0.95, directive: nil, arguments: nil,
      reads: [:], defaultFrame: nil, defaultObjects: [:], binds: [], diagnostics: [])
    plan(&planned, index: index, page: page)
    warnIfBoundTwice(&planned, index: index)
    cells.append(planned)
  }

  private mutating func plan(_ planned: inout PlannedCell, index: Int, page: PlannedPage) {
    let cell = planned.cell
    let source = page.notebook.source
    guard let type = directive(of: cell, source: source, &planned.diagnostics) else {
      return bindBroken(&planned, index: index)
    }
    var decoder = CellDecoder(
      cell: cell, source: source, type: type,
      parameters: Dictionary(
        page.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    let arguments = decoder.decode(name: planned.name, scope: scope)
    planned.diagnostics += decoder.diagnostics
    planned.presentation = decoder.presentation
    planned.seed = decoder.seed.map { UInt64($0) } ?? page.seed
    planned.level = decoder.level
    guard let arguments else {
      return bindBroken(&planned, index: index, others: type.namesBound(by: cell))
    }

    let directive = type.init(arguments: arguments)
    var plan = CellPlan(
      name: planned.name, cell: index, source: source, headRange: arguments.headRange,
      scope: scope, parameters: decoder.parameters, files: page.files)
    directive.plan(&plan)
    planned.diagnostics += plan.diagnostics
    planned.arguments = arguments
    planned.directive = directive
    planned.reads = plan.reads.merging(decoder.reads) { own, _ in own }
    planned.notes = decoder.notes
    planned.defaultFrame = plan.defaultFrame
    planned.defaultObjects = plan.defaultObjects
    planned.binds = plan.binds.map(\.name)
    for bind in plan.binds { scope.bind(bind.name, cell: index, bind.schema) }
    if let source = plan.columnSource {
      scope.bind(source, BindingKey(cell: index, name: planned.name))
    }
    for file in plan.writes {
      let key = BindingKey(cell: index, name: WrittenFile.name(of: file.path))
      scope.write(file.path, ScopedBinding(key: key, schema: file.schema))
    }
    if !planned.binds.contains(planned.name) {
      planned.binds.append(planned.name)
      scope.bind(planned.name, cell: index, .values)
    }
  }

  private mutating func bindBroken(
    _ planned: inout PlannedCell, index: Int, others: [String] = []
  ) {
    planned.binds = others + [planned.name]
    scope.bindBroken(planned.name, others: others, cell: index)
  }

  private func directive(
    of cell: Cell, source: SourceFile, _ diagnostics: inout [Diagnostic]
  ) -> (any Directive.Type)? {
    let verb = cell.verb.value
    if let type = registry.directive(verb: verb, kind: cell.kind?.value) { return type }
    let kinds = registry.kinds(of: verb)
    let problem: Diagnostic
    if !registry.verbs.contains(verb) {
      problem = Diagnostic(
        .unknownDirective, path: source.path, range: cell.verb.range,
        "there is no directive “\(verb)”",
        hint: NearMiss.best(for: verb, in: registry.verbs).map { "did you mean “\($0)”?" }
          ?? "directives: " + registry.verbs.joined(separator: ", "))
    } else if let kind = cell.kind {
      problem = Diagnostic(
        .unknownDirective, path: source.path, range: kind.range,
        kinds.isEmpty ? "“\(verb)” has no kinds" : "“\(verb)” has no kind “\(kind.value)”",
        hint: kinds.isEmpty
          ? "a name is written #\(kind.value)"
          : NearMiss.best(for: kind.value, in: kinds).map { "did you mean “\($0)”?" }
            ?? "kinds: " + kinds.joined(separator: ", "))
    } else {
      problem = Diagnostic(
        .unknownDirective, path: source.path, range: cell.verb.range, "“\(verb)” needs a kind",
        hint: "kinds: " + kinds.joined(separator: ", "))
    }
    diagnostics.append(problem)
    return nil
  }

  private mutating func warnIfBoundTwice(_ planned: inout PlannedCell, index: Int) {
    guard let name = planned.cell.name else { return }
    if let first = explicitNames[name.value] {
      planned.diagnostics.append(
        Diagnostic(
          .boundTwice, path: pages[planned.page].notebook.source.path, range: name.range,
          "“\(name.value)” is bound twice",
          notes: [
            "The first is in line \(cells[first].cell.range.lower.line); what stands below reads this one."
          ]))
    }
    explicitNames[name.value] = index
  }
}

extension DiagnosticKind {
  package static let unknownDirective = DiagnosticKind(
    "directive.unknown", .error,
    "The fence names a directive or a kind that does not exist. `casebook help` lists them.")
  package static let boundTwice = DiagnosticKind(
    "name.boundTwice", .warning, "Two cells of a book bind the same explicit name.")
}

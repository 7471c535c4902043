import Diagnostics
import NotebookSyntax
import Platform

/// Runs a planned book, cell by cell, and fills in the inline values at the end.
package struct Runner {
  /// What happens, for progress on a terminal.
  package enum Event: Sendable {
    case started(cell: Int, of: Int, title: String)
    case progress(Double, String)
    case finished(CellStatus)
  }

  private let plan: BookPlan
  private let failFast: Bool
  private let engine: String
  private let observer: (@Sendable (Event) -> Void)?
  private let session = Session()
  private var outcomes: [CellOutcome] = []
  private var resolver = ValueResolver()
  private var sources: [[SourceRecord]]
  /// Of the data behind each cell's result.
  private var origins: [DataOrigins] = []
  private let memory: RunMemory?
  /// What each cell is known by in the memory.
  private let keys: [String?]
  /// Cells that ran now: what reads them must run as well, for a file of theirs may have changed.
  private var ran: Set<Int> = []

  private init(
    _ plan: BookPlan, failFast: Bool, engine: String, memory: RunMemory?,
    observer: (@Sendable (Event) -> Void)?
  ) {
    self.memory = memory
    keys = memory == nil ? [] : RunMemory.keys(of: plan)
    self.plan = plan
    self.failFast = failFast
    self.engine = engine
    self.observer = observer
    sources = plan.pages.map { _ in [] }
  }

  /// Every page's run, in order.
  ///
  /// `engine` names the program and its version. With a `memory`, cells of which nothing has changed
  /// since the last run with it do not run again.
  package static func run(
    _ plan: BookPlan, failFast: Bool = false, engine: String, memory: RunMemory? = nil,
    observer: (@Sendable (Event) -> Void)? = nil
  ) -> [PageRun] {
    var runner = Runner(
      plan, failFast: failFast, engine: engine, memory: memory, observer: observer)
    let start = Machine.seconds
    for index in plan.cells.indices { runner.runCell(index) }
    memory?.endRun()
    let seconds = Machine.seconds - start
    return plan.pages.indices.map { runner.page($0, seconds: seconds) }
  }

  private mutating func runCell(_ index: Int) {
    let planned = plan.cells[index]
    if let outcome = remembered(planned, index: index) { return add(outcome, planned, index) }
    ran.insert(index)
    observer?(.started(cell: index + 1, of: plan.cells.count, title: Self.title(planned.cell)))
    let start = Machine.seconds
    var outcome = CellOutcome(
      cell: planned.cell, name: planned.name, status: .ok, diagnostics: planned.diagnostics,
      presentation: planned.presentation)
    if let reason = reasonToSkip(planned) {
      outcome.status = .skipped
      outcome.diagnostics.append(reason)
    } else if let directive = planned.directive, let arguments = planned.arguments, planned.canRun {
      execute(directive, arguments, planned, index: index, &outcome)
    } else {
      outcome.status = .failed
    }
    outcome.seconds = Machine.seconds - start
    add(outcome, planned, index)
    observer?(.finished(outcome.status))
  }

  private mutating func add(_ outcome: CellOutcome, _ planned: PlannedCell, _ index: Int) {
    for name in planned.binds { resolver.bindings.append(.init(name: name, cell: index)) }
    resolver.cells[index] = (planned.name, planned.cell.range.lower.line, outcome.result?.values)
    outcomes.append(outcome)
    var origins = DataOrigins()
    for read in planned.dependencies where read < self.origins.count {
      origins.formUnion(self.origins[read])
    }
    for source in outcome.result?.sources ?? [] { origins.insert(origin: source.origin) }
    self.origins.append(origins)
  }

  /// The outcome of an earlier run, if the memory has one that still holds.
  private mutating func remembered(_ planned: PlannedCell, index: Int) -> CellOutcome? {
    guard let memory, let key = keys[index], planned.dependencies.isDisjoint(with: ran),
      let entry = memory.entry(key),
      let moved = entry.moved(
        to: planned.cell, path: plan.pages[planned.page].notebook.source.path)
    else { return nil }
    memory.keep(moved, key)
    var outcome = moved.outcome
    outcome.presentation = planned.presentation
    outcome.diagnostics = planned.diagnostics + moved.diagnostics
    if let result = outcome.result { bind(result, planned, index: index) }
    return outcome
  }

  /// Hands on what a cell bound, and notes what it read.
  private mutating func bind(_ result: CellResult, _ planned: PlannedCell, index: Int) {
    for (name, object) in result.bindings {
      session.bind(object, BindingKey(cell: index, name: name))
    }
    sources[planned.page] += result.sources.filter { !sources[planned.page].contains($0) }
  }

  private mutating func execute(
    _ directive: any Directive, _ arguments: Arguments, _ planned: PlannedCell, index: Int,
    _ outcome: inout CellOutcome
  ) {
    var page = plan.pages[planned.page]
    let touched = TouchedFiles(alsoNoting: page.files.touched)
    if memory != nil { page.files.touched = touched }
    resolver.parameters = Dictionary(
      page.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let context = RunContext(
      planned: planned, arguments: arguments, session: session, page: page,
      evaluator: ExpressionEvaluator(
        resolver: resolver, source: page.notebook.source, position: index),
      book: plan, progress: progressHandler)
    do {
      var result = try directive.run(context)
      result.notes += planned.notes
      bind(result, planned, index: index)
      outcome.diagnostics += result.diagnostics
      outcome.result = result
    } catch let diagnostic as Diagnostic {
      outcome.diagnostics.append(
        diagnostic.located(path: page.notebook.source.path, range: arguments.headRange))
    } catch {
      outcome.diagnostics.append(
        context.error(DiagnosticKind.internalError, "the directive stopped: \(error)"))
    }
    outcome.diagnostics += context.diagnostics
    if outcome.diagnostics.contains(where: { $0.severity == .error }) { outcome.status = .failed }
    guard let memory, let key = keys[index], outcome.status == .ok else { return }
    memory.keep(
      RunMemory.Entry(
        outcome: outcome,
        diagnostics: Array(outcome.diagnostics.dropFirst(planned.diagnostics.count)),
        stamps: touched.stamps), key)
  }

  private var progressHandler: (@Sendable (Double, String) -> Void)? {
    guard let observer else { return nil }
    return { share, what in observer(.progress(share, what)) }
  }

  /// Why a cell cannot run, if what it depends on did not, or `--fail-fast` stopped the run.
  private func reasonToSkip(_ planned: PlannedCell) -> Diagnostic? {
    let path = plan.pages[planned.page].notebook.source.path
    let head = SourceRange(
      planned.cell.verb.range.lower, (planned.cell.kind ?? planned.cell.verb).range.upper)
    let broken = planned.dependencies.sorted().filter { cell in
      outcomes[cell].status == .skipped
        || outcomes[cell].status == .failed && outcomes[cell].result?.bindings.isEmpty ?? true
    }
    if let cell = broken.first {
      let cause = outcomes[cell]
      return Diagnostic(
        .skipped, path: path, range: head,
        "skipped, because “\(cause.name)” (line \(cause.cell.range.lower.line)) \(cause.status == .failed ? "failed" : "was skipped")"
      )
    }
    if failFast, outcomes.contains(where: { $0.status == .failed }) {
      return Diagnostic(
        .skipped, path: path, range: head, "not run, because --fail-fast stopped the run")
    }
    return nil
  }

  private func page(_ index: Int, seconds: Double) -> PageRun {
    let page = plan.pages[index]
    let own = zip(plan.cells, outcomes).filter { $0.0.page == index }.map(\.1)
    let inline = inlineValues(ofPage: index)
    let problems = inline.values.compactMap(\.diagnostic)
    return PageRun(
      notebook: page.notebook, outcomes: own, inlineValues: inline,
      diagnostics: BookPlan.sorted(
        page.diagnostics + own.flatMap(\.diagnostics)
          + problems.sorted { ($0.range?.lower.offset ?? 0) < ($1.range?.lower.offset ?? 0) }),
      parameters: page.parameters, provenance: provenance(ofPage: index, seconds: seconds))
  }

  private func provenance(ofPage index: Int, seconds: Double) -> Provenance {
    var provenance = Provenance(
      sources: sources[index], seed: plan.pages[index].seed, engine: engine, seconds: seconds)
    for cell in plan.cells where cell.page == index {
      for read in cell.dependencies where plan.cells[read].page != index {
        provenance.inherited.formUnion(origins[read])
      }
    }
    return provenance
  }

  private func inlineValues(ofPage index: Int) -> [Int: ResolvedValue] {
    let page = plan.pages[index]
    var resolver = resolver
    resolver.parameters = Dictionary(
      page.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    var resolved: [Int: ResolvedValue] = [:]
    for use in plan.proseValues(ofPage: index) {
      let evaluator = ExpressionEvaluator(
        resolver: resolver, source: page.notebook.source, position: use.position)
      resolved[use.value.range.lower.offset] = evaluator.resolve(use.value)
    }
    return resolved
  }

  private static func title(_ cell: Cell) -> String {
    [cell.verb.value, cell.kind?.value, cell.name.map { "#" + $0.value }]
      .compactMap { $0 }.joined(separator: " ")
  }
}

extension ExpressionEvaluator {
  /// The text that an inline value puts into the prose.
  package func resolve(_ value: InlineValue) -> ResolvedValue {
    if case .invalid = value.expression { return ResolvedValue(text: nil, origin: value.source) }
    var format = ValueFormat.automatic
    if let given = value.format {
      guard let parsed = ValueFormat(given.value) else {
        return ResolvedValue(
          text: nil, origin: value.source,
          diagnostic: .unknownFormat(given, path: source.path))
      }
      format = parsed
    }
    do {
      let found = try evaluate(value.expression, at: value.range)
      return ResolvedValue(text: format.string(found.value), origin: found.origin)
    } catch {
      return ResolvedValue(text: nil, origin: value.source, diagnostic: error)
    }
  }
}

extension DiagnosticKind {
  package static let skipped = DiagnosticKind(
    "cell.skipped", .note, "A cell did not run, because one that it depends on failed.")
  package static let internalError = DiagnosticKind(
    "cell.internal", .error,
    "A directive stopped for a reason that it does not explain. Please report it with the notebook."
  )
}

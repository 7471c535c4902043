import Diagnostics
import NotebookSyntax

/// One notebook of a book, with what the plan found in its head.
package struct PlannedPage: Sendable {
  package var notebook: Notebook
  package var parameters: [(name: String, value: ParamValue)]
  package var seed: UInt64
  package var files: FileAccess
  /// Problems of the syntax and of the front matter.
  package var diagnostics: [Diagnostic]
  /// Position of the page's first cell in the book.
  package var firstCell: Int
}

/// One cell, decoded and checked, that knows what it depends on.
package struct PlannedCell: Sendable {
  package var page: Int
  package var cell: Cell
  package var name: String
  package var presentation: Presentation
  package var seed: UInt64
  package var level: Double
  /// nil where the cell cannot run; `diagnostics` says why.
  package var directive: (any Directive)?
  package var arguments: Arguments?
  package var reads: [String: BindingKey]
  package var defaultFrame: BindingKey?
  package var defaultObjects: [String: BindingKey]
  package var binds: [String]
  package var diagnostics: [Diagnostic]
  /// Sentences for the page about what keys were decoded to.
  package var notes: [String] = []

  /// Cells of the book that must have run before this one.
  package var dependencies: Set<Int> {
    var cells = Set(reads.values.map(\.cell))
    if let defaultFrame { cells.insert(defaultFrame.cell) }
    for key in defaultObjects.values { cells.insert(key.cell) }
    return cells
  }

  package var canRun: Bool {
    directive != nil && !diagnostics.contains { $0.severity == .error }
  }
}

/// A book as it is known before anything runs: `check`, `run`, cache and preview read this one plan.
package struct BookPlan: Sendable {
  package var pages: [PlannedPage]
  package var cells: [PlannedCell]
  package var overrides: [String: String]

  /// Everything wrong that can be known without running, in the order of the pages.
  package var diagnostics: [Diagnostic] {
    pages.indices.flatMap { page in
      let own = cells.filter { $0.page == page }.flatMap(\.diagnostics)
      return Self.sorted(pages[page].diagnostics + own + proseDiagnostics(ofPage: page))
    }
  }

  /// In source order, errors of one place before its warnings.
  package static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element.range?.lower.offset ?? -1, b.element.range?.lower.offset ?? -1)
      if x != y { return x < y }
      if a.element.severity != b.element.severity { return a.element.severity > b.element.severity }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// The names in force for prose, without values.
  func resolver(page: Int) -> ValueResolver {
    var resolver = ValueResolver()
    for (index, cell) in cells.enumerated() {
      for name in cell.binds { resolver.bindings.append(.init(name: name, cell: index)) }
      resolver.cells[index] = (cell.name, cell.cell.range.lower.line, nil)
    }
    resolver.parameters = Dictionary(
      pages[page].parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    return resolver
  }

  /// Inline values of the page that read a name which nothing binds, or have no such format.
  private func proseDiagnostics(ofPage page: Int) -> [Diagnostic] {
    let resolver = resolver(page: page)
    let path = pages[page].notebook.source.path
    return proseValues(ofPage: page).flatMap { use -> [Diagnostic] in
      let unknown = use.value.expression.paths.filter {
        !resolver.isKnown($0, position: use.position)
      }
      var found = unknown.map { value in
        let name = value.components.first.map { ValuePath.text([$0]) } ?? value.text
        let names = Set(resolver.bindings.map(\.name)).union(resolver.parameters.keys).sorted()
        return Diagnostic(
          .unknownName, path: path, range: value.range, "nothing is named “\(name)”",
          hint: NearMiss.hint(for: name, in: names, what: "bound names"))
      }
      if let format = use.value.format, ValueFormat(format.value) == nil {
        found.append(.unknownFormat(format, path: path))
      }
      return found
    }
  }

  /// Every inline value of a page with the number of the book's cells above it.
  func proseValues(ofPage page: Int) -> [ProseValue] {
    let planned = pages[page]
    let own = cells.filter { $0.page == page }
    return ProseWalker.values(
      in: planned.notebook, presentations: own.map(\.presentation), firstCell: planned.firstCell)
  }
}

extension ValueExpression {
  /// The paths that the expression reads.
  package var paths: [ValuePath] {
    switch self {
    case .path(let path): [path]
    case .negate(let inner): inner.paths
    case .binary(_, let a, let b): a.paths + b.paths
    case .choose(let a, let b, let c): a.paths + b.paths + c.paths
    case .number, .text, .invalid: []
    }
  }
}

extension Diagnostic {
  static func unknownFormat(_ format: Located<String>, path: String) -> Diagnostic {
    Diagnostic(
      .unknownFormat, path: path, range: format.range, "“\(format.value)” is not a format",
      hint: NearMiss.best(for: format.value, in: ValueFormat.names).map { "did you mean “\($0)”?" }
        ?? "such as .2f, .1%, $,.2f, p, points 1")
  }
}

extension DiagnosticKind {
  package static let unknownFormat = DiagnosticKind(
    "value.unknownFormat", .error, "The text after the colon of an inline value is no format.")
}

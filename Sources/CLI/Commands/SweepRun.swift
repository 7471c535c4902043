import ArgumentParser
import Diagnostics
import Directives
import Execution
import Platform
import Report

/// `run --sweep k=a,b,c`: a page for each value of a parameter, and one that compares them.
struct SweepRun {
  let parameter: String
  let values: [String]
  private let options: NotebookOptions
  private let failFast: Bool

  /// Ends with status 2 where the text is not `name=value,value`.
  init(_ text: String, options: NotebookOptions, failFast: Bool) throws {
    self.options = options
    self.failFast = failFast
    let parts = text.split(separator: "=", maxSplits: 1)
    let values = parts.count == 2 ? parts[1].split(separator: ",").map(Self.trimmed) : []
    guard let name = parts.first, !values.isEmpty, !values.contains("") else {
      throw ValidationError("--sweep needs name=value,value, such as --sweep cost=0.1,0.2.")
    }
    parameter = String(name)
    self.values = values.reduce(into: []) { unique, value in
      if !unique.contains(value) { unique.append(value) }
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Runs every book once a value and writes the pages that were asked for.
  ///
  /// - Returns: whether a cell failed (or, strictly, warned).
  func run(_ project: Project, overrides: [String: String], isStrict: Bool) throws -> Bool {
    let reporter = DiagnosticReporter(colour: options.usesColour)
    var worst: Severity?
    for book in project.books {
      var tables = book.pages.map { _ in SweepTable(parameter: parameter) }
      var titles = book.pages.map { Path.name($0.slug) }
      var links = book.pages.map { _ in [PageLink]() }
      for value in values {
        let plan = Planner.plan(
          book.pages.map { ($0.notebook, $0.files) }, registry: DirectiveRegistry.casebook,
          overrides: overrides.merging([parameter: value]) { _, swept in swept })
        let runs = Runner.run(plan, failFast: failFast, engine: CasebookProgram.engine)
        var writer = SiteWriter(project: project)
        writer.learnReferences(runs, of: book)
        for (index, (page, run)) in zip(book.pages, runs).enumerated() {
          titles[index] = IndexEntry(run, path: "").title
          var page = page
          let suffix = ".\(parameter)-\(Self.fileName(value))"
          page.outputPath += suffix
          let diagnostics = try writer.write(run, page: page, book: book).diagnostics
          reporter.report(diagnostics, sources: [run.notebook.source])
          worst = ([worst] + diagnostics.map(\.severity)).compactMap { $0 }.max()
          tables[index].add(run, value: value)
          links[index].append(
            PageLink(
              title: "\(parameter) = \(value)", path: Path.name(page.slug) + suffix + ".html")
          )
        }
      }
      for (index, page) in book.pages.enumerated() where page.isWanted {
        let title = titles[index]
        let path = page.outputPath + ".\(parameter).html"
        let writer = SiteWriter(project: project)
        try writer.save(
          ComparisonRenderer.html(
            title: "\(title): by \(parameter)", table: tables[index].table, pages: links[index],
            options: writer.looks(PageOptions())), to: path)
        if !options.quiet { Machine.writeOutput("wrote \(path)\n") }
      }
    }
    return worst == .error || isStrict && worst == .warning
  }

  /// A value as part of a file's name.
  private static func fileName(_ value: String) -> String {
    String(
      value.map { character in
        character.isASCII && (character.isLetter || character.isNumber)
          || character == "." || character == "-" ? character : "_"
      })
  }
}

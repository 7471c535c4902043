import ArgumentParser
import Directives
import Execution
import Platform
import Report

/// `casebook export FILE --to FORMAT`: a run in another format.
struct ExportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case pdf, markdown, ipynb, json }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Run notebooks and write them in another format.",
    discussion: """
      pdf       the page as it prints, through a Chromium, Chrome or Edge that is installed
      markdown  plain Markdown with its values filled in, tables, and a folder of SVG charts
      ipynb     a Jupyter notebook: prose, directives as code cells, their results as outputs
      json      values, tables and series, as run writes them
      """)

  @OptionGroup var options: NotebookOptions

  @Option(name: .customLong("to"), help: "The format.")
  var format: Format

  @Option(name: .shortAndLong, help: "The folder for what is written.", completion: .directory)
  var output: String?

  func run() throws {
    let overrides = try options.overrides()
    let loader = NotebookLoader(options: options, output: output)
    let project = try loader.load()
    try loader.checkOverrides(overrides, project)
    let printer = try self.printer()
    let reporter = DiagnosticReporter(colour: options.usesColour)
    let progress = ProgressLine(isOn: Machine.standardErrorIsTerminal && !options.quiet)
    var hasFailed = false
    for book in project.books {
      let plan = Planner.plan(
        book.pages.map { ($0.notebook, $0.files) }, registry: DirectiveRegistry.casebook,
        overrides: overrides)
      let runs = Runner.run(plan, engine: CasebookProgram.engine, observer: progress.handler)
      progress.clear()
      var writer = SiteWriter(project: project)
      writer.learnReferences(runs, of: book)
      for (page, run) in zip(book.pages, runs) where page.isWanted {
        let rendered = writer.render(run, page: page, book: book)
        let diagnostics = BookPlan.sorted(run.diagnostics + rendered.diagnostics)
        reporter.report(diagnostics, sources: [run.notebook.source])
        hasFailed = hasFailed || diagnostics.contains { $0.severity == .error }
        try write(run, rendered, to: page.outputPath, writer: writer, printer: printer)
      }
    }
    if hasFailed { throw ExitStatus.failed }
  }

  /// The printer of PDF; ends with status 2, before anything runs, where there is none.
  private func printer() throws -> PDFPrinter? {
    guard format == .pdf else { return nil }
    if let printer = PDFPrinter() { return printer }
    let names = PDFPrinter.browsers.filter { !$0.contains("/") }.joined(separator: ", ")
    let looked =
      PDFPrinter.named.map { "CHROMIUM names “\($0)”, which is no program that can be run" }
      ?? "looked for \(names) in PATH"
    Machine.writeError(
      """
      error: a PDF is printed by Chromium, Chrome or Edge, and none of them was found
        note: \(looked)
        hint: install one (apt install chromium), name one with CHROMIUM=/path/to/it, or open the page that “casebook run” writes and print it

      """)
    throw ExitStatus.badUsage
  }

  private func write(
    _ run: PageRun, _ rendered: RenderedPage, to path: String, writer: SiteWriter,
    printer: PDFPrinter?
  ) throws {
    let written: String
    switch format {
    case .json:
      written = path + ".json"
      try writer.save(JSONWriter.json(run, rendering: rendered.diagnostics), to: written)
    case .ipynb:
      written = path + ".ipynb"
      try writer.save(JupyterExport.json(run), to: written)
    case .markdown:
      written = path + ".md"
      try refuseToOverwrite(run, at: written)
      let figures = Path.stem(path + ".md") + "_figures"
      let document = MarkdownExport.document(run, figureFolder: figures)
      for figure in document.figures {
        try writer.save(figure.svg, to: Path.join(Path.parent(path), figure.path))
      }
      try writer.save(document.text, to: written)
    case .pdf:
      written = path + ".pdf"
      try writer.save(try pdf(rendered.html, printer), to: written)
    }
    if !options.quiet { Machine.writeOutput("wrote \(written)\n") }
  }

  /// The notebook itself is never replaced by what was made from it.
  private func refuseToOverwrite(_ run: PageRun, at path: String) throws {
    guard let there = FileSystem.resolve(path),
      there == FileSystem.resolve(run.notebook.source.path)
    else { return }
    Machine.writeError(
      "error: the export would replace the notebook \(path)\n  hint: name another folder with -o\n")
    throw ExitStatus.badUsage
  }

  private func pdf(_ html: String, _ printer: PDFPrinter?) throws -> [UInt8] {
    guard let printer else { return [] }
    let reason: String
    do {
      return try printer.pdf(html)
    } catch let failure as ChildProcess.Failure {
      switch failure {
      case .notStarted(let words): reason = "could not be started: \(words)"
      case .timedOut: reason = "did not end in time"
      case .failed(let status): reason = "ended with status \(status)"
      }
    } catch {
      reason = "printed nothing: \(error)"
    }
    Machine.writeError("error: no PDF was made, for \(printer.browser) \(reason)\n")
    throw ExitStatus.failed
  }
}

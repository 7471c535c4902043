import ArgumentParser
import Diagnostics
import Directives
import Execution
import Numerics
import Platform
import Report

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run notebooks and write their pages.",
    discussion: """
      Writes NAME.html and NAME.json for each notebook. Ends with status 1 when a cell failed; the
      page is written all the same, with the error in its place.
      """)

  @OptionGroup var options: NotebookOptions

  @Option(name: .shortAndLong, help: "The folder for pages.", completion: .directory)
  var output: String?

  @Option(help: "Threads to use; results do not depend on it.")
  var jobs: Int?

  @Flag(help: "Stop at the first cell that fails.")
  var failFast = false

  @Flag(help: "Let warnings fail the run too.")
  var strict = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
  }

  func run() throws {
    if let jobs { Parallel.threads = jobs }
    let overrides = try options.overrides()
    let loader = NotebookLoader(options: options, output: output)
    let project = try loader.load()
    try loader.checkOverrides(overrides, project)

    let reporter = DiagnosticReporter(colour: options.usesColour)
    let progress = ProgressLine(isOn: Machine.standardErrorIsTerminal && !options.quiet)
    var writer = SiteWriter(project: project)
    var worst: Severity?
    for book in project.books {
      let plan = Planner.plan(
        book.pages.map { ($0.notebook, $0.files) }, registry: DirectiveRegistry.casebook,
        overrides: overrides)
      let runs = Runner.run(
        plan, failFast: failFast, engine: CasebookProgram.engine, observer: progress.handler)
      progress.clear()
      for (page, run) in zip(book.pages, runs) {
        let diagnostics = try writer.write(run, page: page, book: book)
        reporter.report(diagnostics, sources: [run.notebook.source])
        if let severity = diagnostics.map(\.severity).max() {
          worst = max(worst ?? severity, severity)
        }
        if !options.quiet { Machine.writeOutput("wrote \(page.outputPath).html\n") }
      }
    }
    try writer.writeIndex()
    if worst == .error || strict && worst == .warning { throw ExitStatus.failed }
  }
}

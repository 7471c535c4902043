import ArgumentParser
import Diagnostics
import Directives
import Execution
import Platform

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find everything that can be known to be wrong without running a notebook.",
    discussion: """
      Where a run has left its JSON in the output folder, numbers that were typed into the prose are
      compared with what it computed.
      """)

  @OptionGroup var options: NotebookOptions

  @Option(
    name: .shortAndLong, help: "The folder for pages, as given to run.", completion: .directory)
  var output: String?

  @Option(help: "How to write what was found.")
  var format: DiagnosticFormat = .text

  @Flag(help: "Let warnings fail the check too.")
  var strict = false

  func run() throws {
    let overrides = try options.overrides()
    let loader = NotebookLoader(options: options, output: output)
    let project = try loader.load()
    try loader.checkOverrides(overrides, project)

    var diagnostics: [Diagnostic] = []
    for book in project.books {
      let plan = Planner.plan(
        book.pages.map { ($0.notebook, $0.files) }, registry: DirectiveRegistry.casebook,
        overrides: overrides)
      diagnostics += plan.diagnostics
      let runs = book.pages.map { LastRun($0.outputPath + ".json") }
      for index in book.pages.indices {
        diagnostics += ProseLint.diagnostics(plan, page: index, runs: runs)
      }
    }
    let sources = project.books.flatMap { $0.pages.map(\.notebook.source) }
    let renderer = DiagnosticRenderer(
      format: format, colour: format == .text && options.usesColour, sources: sources)
    if !diagnostics.isEmpty || format == .json { Machine.writeOutput(renderer.render(diagnostics)) }
    let worst = diagnostics.map(\.severity).max()
    if worst == .error || strict && worst == .warning { throw ExitStatus.failed }
    if format == .text, !options.quiet {
      let pages = project.books.reduce(0) { $0 + $1.pages.count }
      Machine.writeOutput("checked \(pages) notebook\(pages == 1 ? "" : "s")\n")
    }
  }
}

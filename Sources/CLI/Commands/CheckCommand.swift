import ArgumentParser
import Diagnostics
import Directives
import Execution
import Platform

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find everything that can be known to be wrong without running a notebook.")

  @OptionGroup var options: NotebookOptions

  @Option(help: "How to write what was found.")
  var format: DiagnosticFormat = .text

  @Flag(help: "Let warnings fail the check too.")
  var strict = false

  func run() throws {
    let overrides = try options.overrides()
    let loader = NotebookLoader(options: options, output: nil)
    let project = try loader.load()
    try loader.checkOverrides(overrides, project)

    var diagnostics: [Diagnostic] = []
    for book in project.books {
      let plan = Planner.plan(
        book.pages.map { ($0.notebook, $0.files) }, registry: DirectiveRegistry.casebook,
        overrides: overrides)
      diagnostics += plan.diagnostics
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

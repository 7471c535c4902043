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

  @Option(
    help: "Run once for each value of a parameter, --sweep cost=0.1,0.2, and compare the results.")
  var sweep: String?

  @Flag(help: "Stop at the first cell that fails.")
  var failFast = false

  @Flag(help: "Let warnings fail the run too.")
  var strict = false

  @Flag(inversion: .prefixedNo, help: "Take books of which nothing has changed from the cache.")
  var cache = true

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
  }

  func run() throws {
    if let jobs { Parallel.threads = jobs }
    let overrides = try options.overrides()
    let loader = NotebookLoader(options: options, output: output)
    let project = try loader.load()
    try loader.checkOverrides(overrides, project)

    if let sweep {
      let swept = try SweepRun(sweep, options: options, failFast: failFast)
      try loader.checkOverrides([swept.parameter: ""], project)
      if try swept.run(project, overrides: overrides, isStrict: strict) { throw ExitStatus.failed }
      return
    }
    let reporter = DiagnosticReporter(colour: options.usesColour)
    let progress = ProgressLine(isOn: Machine.standardErrorIsTerminal && !options.quiet)
    var books = BookRunner(
      project: project, overrides: overrides, failFast: failFast, quiet: options.quiet,
      reporter: reporter, progress: progress)
    let cache = self.cache ? RunCache(userFolder: DataCache.userFolder) : nil
    for book in project.books {
      let key = BookKey(book, project: project, options: options, overrides: overrides)
      if try books.restore(book, key: key, from: cache) { continue }
      try books.run(book, key: key, keepingIn: cache)
    }
    try books.writer.writeIndex()
    let worst = books.worst
    if worst == .error || strict && worst == .warning { throw ExitStatus.failed }
  }
}

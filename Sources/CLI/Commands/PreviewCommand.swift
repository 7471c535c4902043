import ArgumentParser
import Diagnostics
import Execution
import Numerics
import Platform

/// `casebook preview`: the pages in the browser while the notebooks are being written.
struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show the pages in the browser, anew with every save.",
    discussion: """
      Serves the pages on this machine alone. When a file is saved, the directives that it affects
      run again and the blocks that have changed are replaced; errors show in their place. Nothing
      is written. Ctrl-C ends it.
      """)

  @OptionGroup var options: NotebookOptions

  @Option(help: "The port on 127.0.0.1; 0 takes any that is free.")
  var port: Int = 8173

  @Option(help: "Threads to use; results do not depend on it.")
  var jobs: Int?

  func validate() throws {
    if !(0...65_535).contains(port) {
      throw ValidationError("--port must be from 0 to 65535.")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
  }

  func run() throws {
    if let jobs { Parallel.threads = jobs }
    let server = try open()
    let progress = ProgressLine(isOn: Machine.standardErrorIsTerminal && !options.quiet)
    let site = PreviewSite(options: options, observer: progress.handler)
    try refresh(site, progress)
    if !options.quiet {
      Machine.writeOutput("http://127.0.0.1:\(server.port)\(site.start)\n")
    }
    while true {
      server.step(milliseconds: 200) { path in Self.answer(path, site) }
      guard site.hasChanged else { continue }
      // A project that cannot be read has been told of; its pages stay until it is mended.
      do { try refresh(site, progress) } catch is ExitStatus { continue }
      server.send(event: "changed", data: "pages")
    }
  }

  static func answer(_ path: String, _ site: PreviewSite) -> LoopbackHTTPServer.Answer {
    if path == "/events" { return .events }
    if path == "/" { return .redirect(site.start) }
    guard let page = site.pages[path] else { return .notFound }
    return .content(
      type: "text/html; charset=utf-8", body: Array(PreviewScript.inject(into: page).utf8))
  }

  private func refresh(_ site: PreviewSite, _ progress: ProgressLine) throws {
    defer { progress.clear() }
    let reporter = DiagnosticReporter(colour: options.usesColour)
    let problems = try site.refresh()
    progress.clear()
    for (source, diagnostics) in problems { reporter.report(diagnostics, sources: [source]) }
  }

  private func open() throws -> LoopbackHTTPServer {
    do throws(LoopbackHTTPServer.Failure) {
      return try LoopbackHTTPServer(port: port)
    } catch {
      let reason =
        switch error {
        case .portInUse: "port \(port) is taken\n  hint: name another with --port, or 0 for any"
        case .other(let words): words
        }
      Machine.writeError("error: the preview cannot be served: \(reason)\n")
      throw ExitStatus.badUsage
    }
  }
}

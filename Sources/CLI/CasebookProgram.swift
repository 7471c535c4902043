import ArgumentParser
import Numerics
import Platform

/// The program: parses its arguments, runs a command, ends with an exit status.
package enum CasebookProgram {
  package static let version = "0.1.0"

  /// Name and version as reports carry them.
  package static let engine = "casebook \(version)"

  package static func main() {
    BLASThreads.end()
    let status = run(arguments: Array(CommandLine.arguments.dropFirst()))
    Machine.exit(status)
  }

  /// Runs the command line in process: 0 for success, 1 when a cell failed, 2 for bad usage.
  package static func run(arguments: [String]) -> Int32 {
    do {
      var command = try CasebookCommand.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let status as ExitStatus {
      return status.code
    } catch {
      return report(error)
    }
  }

  /// Help and version go to standard output with status 0, usage errors to standard error with 2.
  private static func report(_ error: any Error) -> Int32 {
    let code = CasebookCommand.exitCode(for: error)
    let message = CasebookCommand.fullMessage(for: error)
    if code.isSuccess {
      Machine.writeOutput(message + "\n")
      return 0
    }
    Machine.writeError(message + "\n")
    return 2
  }
}

/// Ends a command with this status, everything having been said.
struct ExitStatus: Error {
  let code: Int32
  static let failed = ExitStatus(code: 1)
  static let badUsage = ExitStatus(code: 2)
}

struct CasebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook",
    abstract: "A literate notebook runner for causal inference.",
    discussion: """
      Write a case study in Markdown with fenced directives, run it, publish the page.

        casebook new study             write a notebook to start from
        casebook run study.md          run a notebook, write output/study.html and .json
        casebook check study.md        find what is wrong without running it
        casebook preview study.md      see the page while you write
        casebook help fit x-learner    the reference of a directive
      """,
    version: CasebookProgram.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, PreviewCommand.self, NewCommand.self,
      ExportCommand.self, CacheCommand.self, DataCommand.self, ReferenceCommand.self,
    ])
}

import ArgumentParser
import Diagnostics
import Directives
import Execution
import Platform

/// `casebook help`: the reference, made from the directives' own declarations.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "The reference of a directive, with an example.")

  @Argument(help: "A directive and, where it has them, a kind: fit x-learner.")
  var words: [String] = []

  func run() throws {
    let registry = DirectiveRegistry.casebook
    guard let verb = words.first else {
      Machine.writeOutput(CasebookCommand.helpMessage() + "\n\n" + Reference.overview(registry))
      return
    }
    if let page = Reference.page(verb: verb, kind: words.dropFirst().first, in: registry) {
      Machine.writeOutput(page)
      return
    }
    let commands: [String: any ParsableCommand.Type] = [
      "run": RunCommand.self, "check": CheckCommand.self, "preview": PreviewCommand.self,
      "new": NewCommand.self, "export": ExportCommand.self, "cache": CacheCommand.self,
      "data": DataCommand.self,
    ]
    if let command = commands[verb] {
      Machine.writeOutput(CasebookCommand.helpMessage(for: command) + "\n")
      return
    }
    let name = words.joined(separator: " ")
    let titles = registry.directives.map { $0.manual.title }
    let hint =
      NearMiss.best(for: name, in: titles + registry.verbs)
      .map { "did you mean “\($0)”?" } ?? "“casebook help” lists the directives"
    Machine.writeError("error: there is no directive “\(name)”\n  hint: \(hint)\n")
    throw ExitStatus.badUsage
  }
}

import ArgumentParser
import Diagnostics
import Platform

/// Options of every command that reads notebooks.
struct NotebookOptions: ParsableArguments {
  @Argument(
    help:
      "Notebooks, folders of notebooks, or a project; the project around this folder if absent.",
    completion: .file(extensions: ["md", "yml"]))
  var paths: [String] = []

  @Option(name: .customShort("P"), help: "Set a parameter of the front matter: -P cost=0.2.")
  var parameter: [String] = []

  @Option(help: "A further folder from which files may be read.", completion: .directory)
  var allowRead: [String] = []

  @Flag(help: "Allow downloads of data sets from the network.")
  var allowNet = false

  @Flag(help: "Use the simulated stand-ins of data sets even where the real ones are at hand.")
  var simulated = false

  @Flag(
    inversion: .prefixedNo, help: "Colour messages; the default follows the terminal and NO_COLOR.")
  var color: Bool?

  @Flag(name: .shortAndLong, help: "Say nothing but errors and warnings.")
  var quiet = false

  var usesColour: Bool {
    color ?? (Machine.standardErrorIsTerminal && Machine.environment("NO_COLOR") == nil)
  }

  /// `-P` as a dictionary; ends with status 2 where one is not `name=value`.
  func overrides() throws -> [String: String] {
    var values: [String: String] = [:]
    for text in parameter {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw ValidationError("-P needs name=value, such as -P cost=0.2, and got “\(text)”.")
      }
      values[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return values
  }
}

extension DiagnosticFormat: ExpressibleByArgument {}

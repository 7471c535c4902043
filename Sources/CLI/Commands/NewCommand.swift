import ArgumentParser
import Platform

/// `casebook new NAME`: a starting notebook that runs.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a starting notebook that runs.",
    discussion: NotebookTemplate.allCases.map { "  \($0.rawValue): \($0.summary)" }
      .joined(separator: "\n"))

  @Argument(help: "The notebook's name or path; “.md” is added where it is missing.")
  var name: String

  @Option(help: "What kind of study it starts.")
  var template: NotebookTemplate = .experiment

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    let path = name.hasSuffix(".md") ? name : name + ".md"
    let stem = Path.stem(path)
    guard !stem.isEmpty, !stem.hasPrefix(".") else {
      throw ValidationError("“\(name)” is no name for a notebook.")
    }
    if FileSystem.exists(path) {
      Machine.writeError(
        "error: there is a file “\(path)” already\n  hint: choose another name\n")
      throw ExitStatus.badUsage
    }
    do throws(FileError) {
      try FileSystem.makeDirectory(Path.parent(path))
      try FileSystem.writeAtomically(template.markdown(title: Self.title(stem)), to: path)
    } catch {
      Machine.writeError("error: cannot write \(error.path): \(error)\n")
      throw ExitStatus.badUsage
    }
    if !quiet { Machine.writeOutput("wrote \(path)\nrun it with: casebook run \(path)\n") }
  }

  /// `e-mail_test` as `E mail test`.
  private static func title(_ stem: String) -> String {
    let words = stem.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == " " })
      .joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

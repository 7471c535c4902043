import Frames
import Platform

/// What a book's run depends on, as far as it is known before it runs.
struct BookKey {
  /// Which book of which project this is: one entry is kept for each.
  let identity: String
  /// Name → digest of each part.
  let parts: [String: String]

  init(
    _ book: Project.Book, project: Project, options: NotebookOptions, overrides: [String: String]
  ) {
    let root = FileSystem.resolve(project.folder.isEmpty ? "." : project.folder) ?? project.folder
    // Not resolved: the folder need not exist before the first run.
    let output =
      project.outputFolder.hasPrefix("/")
      ? project.outputFolder : Path.join(FileSystem.currentDirectory, project.outputFolder)
    let slugs = book.pages.map(\.slug)
    identity = SHA256.hexadecimal(
      Array(([root, output, book.title] + slugs).joined(separator: "\n").utf8))
    var parts = [
      "the program": CasebookProgram.engine + " " + Self.program,
      "casebook.yml": Self.projectFile(project),
      "the style sheet": SHA256.hexadecimal(Array((project.settings.stylesheet ?? "").utf8)),
      "the logo": SHA256.hexadecimal(Array((project.settings.logo ?? "").utf8)),
      "--simulated": String(options.simulated),
      "--allow-net": String(options.allowNet),
      "--allow-read": options.allowRead.joined(separator: "\n"),
      "$CASEBOOK_DATA": Machine.environment("CASEBOOK_DATA") ?? "",
    ]
    for page in book.pages {
      parts[page.notebook.source.path] = SHA256.hexadecimal(page.notebook.source.bytes)
    }
    for (name, value) in overrides { parts["the parameter \(name)"] = value }
    self.parts = parts
  }

  private static func projectFile(_ project: Project) -> String {
    guard project.isDeclared,
      let bytes = try? FileSystem.read(Path.join(project.folder, ProjectFile.name))
    else { return "" }
    return SHA256.hexadecimal(bytes)
  }

  /// The running program's stamp, so that a new build computes anew.
  private static let program: String =
    FileSystem.resolve("/proc/self/exe").flatMap(FileSystem.stamp) ?? ""
}

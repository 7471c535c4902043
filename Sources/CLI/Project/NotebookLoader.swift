import Diagnostics
import Directives
import Execution
import NotebookSyntax
import Platform
import Report

/// Finds, reads and parses the notebooks that a command line names.
struct NotebookLoader {
  let options: NotebookOptions
  /// The folder that `-o` gives.
  let output: String?

  /// The project that the paths mean; says what is wrong and ends with status 2 where none is there.
  func load() throws -> Project {
    let paths = options.paths.isEmpty ? ["."] : options.paths
    for path in paths where !FileSystem.exists(path) { throw missing(path) }
    if let file = ProjectFile.search(from: folder(of: paths[0])),
      let project = try declaredProject(file, paths: paths)
    {
      return project
    }
    return try looseProject(paths)
  }

  /// Ends with status 2 where `-P` names a parameter that no page of the run declares.
  func checkOverrides(_ overrides: [String: String], _ project: Project) throws {
    guard !overrides.isEmpty else { return }
    var declared: Set<String> = []
    for page in project.books.flatMap(\.pages) {
      guard case .map(let entries)? = page.notebook.frontMatter.entry("params")?.kind else {
        continue
      }
      declared.formUnion(entries.map(\.key.value))
    }
    for name in overrides.keys.sorted() where !declared.contains(name) {
      let hint = NearMiss.hint(for: name, in: declared.sorted(), what: "parameters")
      Machine.writeError(
        "error[param.override]: no page of the run declares the parameter “\(name)”\n"
          + (hint.map { "  hint: \($0)\n" } ?? ""))
      throw ExitStatus.badUsage
    }
  }

  // MARK: - A project with a file

  private func declaredProject(_ path: String, paths: [String]) throws -> Project? {
    let file = ProjectFile(source: try read(path))
    if !file.diagnostics.isEmpty {
      DiagnosticReporter(colour: options.usesColour).report(
        file.diagnostics, sources: [file.source])
      if file.diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.badUsage }
    }
    let folder = Path.parent(path)
    let wanted = Set(paths.compactMap(FileSystem.resolve))
    func isWanted(_ notebook: String) -> Bool {
      wanted.contains { notebook == $0 || notebook.hasPrefix($0 + "/") || folder.hasPrefix($0) }
    }
    let outputFolder = output ?? file.output.map { Path.join(folder, $0) } ?? "output"
    var books: [Project.Book] = []
    for book in file.books {
      let resolved = try book.notebooks.map { notebook in
        try resolve(notebook, folder: folder, source: file.source)
      }
      guard let last = resolved.lastIndex(where: isWanted) else { continue }
      let pages = try resolved[...last].map { notebook in
        try page(
          notebook, project: folder, outputFolder: outputFolder, isWanted: isWanted(notebook))
      }
      books.append(Project.Book(title: book.title, pages: pages))
    }
    // A notebook that no book lists stands alone.
    if books.isEmpty { return nil }
    return Project(
      title: file.title, folder: folder, outputFolder: outputFolder, books: books,
      settings: try settings(file, folder: folder), isDeclared: true)
  }

  /// What the project file says of looks; files that it names are read.
  private func settings(_ file: ProjectFile, folder: String) throws -> Project.Settings {
    func bytes(_ name: Located<String>?, _ what: String) throws -> [UInt8]? {
      guard let name else { return nil }
      if let bytes = try? FileSystem.read(Path.join(folder, name.value)) { return bytes }
      let problem = Diagnostic(
        .missingProjectFile, path: file.source.path, range: name.range,
        "the \(what) “\(name.value)” cannot be read")
      DiagnosticReporter(colour: options.usesColour).report([problem], sources: [file.source])
      throw ExitStatus.badUsage
    }
    return Project.Settings(
      description: file.description, url: file.url, theme: file.theme,
      stylesheet: try bytes(file.stylesheet, "style sheet").map {
        String(decoding: $0, as: UTF8.self)
      },
      logo: try bytes(file.logo, "logo").flatMap { EmbeddedImage.address($0) },
      hasPlainValues: file.hasPlainValues)
  }

  private func resolve(
    _ notebook: Located<String>, folder: String, source: SourceFile
  ) throws -> String {
    if let resolved = FileSystem.resolve(Path.join(folder, notebook.value)) { return resolved }
    let problem = Diagnostic(
      .missingNotebook, path: source.path, range: notebook.range,
      "there is no notebook “\(notebook.value)”")
    DiagnosticReporter(colour: options.usesColour).report([problem], sources: [source])
    throw ExitStatus.badUsage
  }

  // MARK: - Notebooks without a project

  /// Each notebook is its own book, and its folder the project.
  private func looseProject(_ paths: [String]) throws -> Project {
    var notebooks: [String] = []
    for path in paths {
      if FileSystem.isDirectory(path) {
        let names = (try? FileSystem.list(path)) ?? []
        notebooks += names.filter { $0.hasSuffix(".md") }.map { Path.join(path, $0) }
      } else {
        notebooks.append(path)
      }
    }
    guard !notebooks.isEmpty else {
      Machine.writeError(
        "error: there are no notebooks (.md) in \(paths.joined(separator: ", "))\n")
      throw ExitStatus.badUsage
    }
    let outputFolder = output ?? "output"
    let books = try notebooks.map { path in
      let folder = self.folder(of: path)
      return Project.Book(
        title: "",
        pages: [try page(path, project: folder, outputFolder: outputFolder, isWanted: true)])
    }
    return Project(
      title: "", folder: self.folder(of: paths[0]), outputFolder: outputFolder, books: books,
      isDeclared: false)
  }

  // MARK: - Pages

  private func page(
    _ path: String, project: String, outputFolder: String, isWanted: Bool
  ) throws -> Project.Page {
    let root = FileSystem.resolve(project.isEmpty ? "." : project) ?? project
    let full = FileSystem.resolve(path) ?? path
    let relative =
      full.hasPrefix(root + "/") ? String(full.dropFirst(root.count + 1)) : Path.name(path)
    let slug = Path.join(Path.parent(relative), Path.stem(relative))
    let shown = shortened(path)
    let source = SourceFile(path: shown, bytes: try read(path).bytes)
    let access = FileAccess(
      projectFolder: project, notebookFolder: folder(of: path),
      dataFolder: Machine.environment("CASEBOOK_DATA").flatMap { $0.isEmpty ? nil : $0 },
      cacheFolder: DataCache.userFolder, outputFolder: outputFolder, readable: options.allowRead,
      allowsNetwork: options.allowNet, forcesSimulation: options.simulated)
    return Project.Page(
      notebook: NotebookParser.parse(source, grammar: DirectiveRegistry.casebook.grammar),
      files: access, outputPath: Path.join(outputFolder, slug), slug: slug, isWanted: isWanted)
  }

  private func read(_ path: String) throws -> SourceFile {
    do {
      return SourceFile(path: path, bytes: try FileSystem.read(path))
    } catch {
      Machine.writeError("error: cannot read \(path): \(error)\n")
      throw ExitStatus.badUsage
    }
  }

  /// The path as messages show it: relative to the working folder where it lies below.
  private func shortened(_ path: String) -> String {
    let here = FileSystem.currentDirectory + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  private func folder(of path: String) -> String {
    if FileSystem.isDirectory(path) { return path }
    let parent = Path.parent(path)
    return parent.isEmpty ? "." : parent
  }

  private func missing(_ path: String) -> any Error {
    let folder = Path.parent(path).isEmpty ? "." : Path.parent(path)
    let near = (try? FileSystem.list(folder)).flatMap {
      NearMiss.best(for: Path.name(path), in: $0)
    }
    Machine.writeError(
      "error: there is no notebook “\(path)”\n"
        + (near.map { "  hint: did you mean “\($0)”?\n" } ?? ""))
    return ExitStatus.badUsage
  }
}

extension DiagnosticKind {
  static let missingNotebook = DiagnosticKind(
    "project.missingNotebook", .error,
    "A book of `casebook.yml` lists a notebook that is not there.")
  static let missingProjectFile = DiagnosticKind(
    "project.missingFile", .error,
    "`casebook.yml` names a style sheet or a logo that cannot be read.")
}

import Diagnostics
import Directives
import Execution
import NotebookSyntax
import Platform
import Report

/// The pages of a preview, made anew when a file that they depend on is saved.
///
/// Only the cells that a change affects run again. Nothing is written.
package final class PreviewSite {
  private let options: NotebookOptions
  private var memories: [String: RunMemory] = [:]
  /// Every file that the pages depend on, with the stamp that it had when they were made.
  private var stamps: [String: String] = [:]
  /// HTML by its path on the site.
  package private(set) var pages: [String: String] = [:]
  /// The path of the page to open first.
  package private(set) var start = "/"
  private let observer: (@Sendable (Runner.Event) -> Void)?

  /// A preview of notebooks, folders or a project; throws where a path is an option.
  package convenience init(
    paths: [String], observer: (@Sendable (Runner.Event) -> Void)? = nil
  ) throws {
    self.init(options: try NotebookOptions.parse(paths), observer: observer)
  }

  init(options: NotebookOptions, observer: (@Sendable (Runner.Event) -> Void)? = nil) {
    self.options = options
    self.observer = observer
  }

  /// Whether a file of the preview is not as it was when the pages were made.
  package var hasChanged: Bool { stamps.contains { TouchedFiles.stamp($0.key) != $0.value } }

  /// Runs what has changed and makes the pages.
  ///
  /// - Returns: the problems of each page. Throws an `ExitStatus` where the project cannot be read;
  ///   the pages stay as they were then.
  @discardableResult
  package func refresh() throws -> [(source: SourceFile, diagnostics: [Diagnostic])] {
    let touched = TouchedFiles()
    // Noted before they are read, so that a save in between is seen.
    for path in stamps.keys { touched.note(path) }
    if stamps.isEmpty { for path in options.paths { touched.note(path) } }
    let before = touched.stamps
    defer { stamps = before.merging(touched.stamps) { first, _ in first } }
    let overrides = try options.overrides()
    let loader = NotebookLoader(options: options, output: nil)
    let project = try loader.load()
    try loader.checkOverrides(overrides, project)
    if project.isDeclared { touched.note(Path.join(project.folder, ProjectFile.name)) }

    var writer = SiteWriter(project: project)
    var made: [String: String] = [:]
    var problems: [(source: SourceFile, diagnostics: [Diagnostic])] = []
    for book in project.books {
      for page in book.pages { touched.note(page.notebook.source.path) }
      let pages = book.pages.map { page in
        var page = page
        page.files.touched = touched
        return page
      }
      let runs = run(pages, overrides)
      writer.learnReferences(runs, of: book)
      for (page, run) in zip(pages, runs) {
        let rendered = writer.render(run, page: page, book: book)
        made["/" + page.slug + ".html"] = rendered.html
        problems.append(
          (
            run.notebook.source, BookPlan.sorted(run.diagnostics + rendered.diagnostics)
          ))
        writer.add(run, page: page, book: book)
      }
    }
    if let index = writer.indexHTML { made["/index.html"] = index }
    start = made["/index.html"] == nil ? made.keys.sorted().first ?? "/" : "/index.html"
    pages = made
    return problems
  }

  private func run(_ pages: [Project.Page], _ overrides: [String: String]) -> [PageRun] {
    let name = pages.map(\.slug).joined(separator: "\n")
    let memory = memories[name] ?? RunMemory()
    memories[name] = memory
    let plan = Planner.plan(
      pages.map { ($0.notebook, $0.files) }, registry: DirectiveRegistry.casebook,
      overrides: overrides)
    return Runner.run(plan, engine: CasebookProgram.engine, memory: memory, observer: observer)
  }
}

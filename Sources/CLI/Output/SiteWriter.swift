import Diagnostics
import Execution
import NotebookSyntax
import Platform
import Report

/// Writes pages, their JSON and the index into the output folder.
struct SiteWriter {
  let project: Project
  private var entries: [IndexEntry] = []

  init(project: Project) { self.project = project }

  /// A page as it was written.
  struct Written {
    var html: String
    /// The JSON as it reads when the page comes from the cache.
    var cachedJSON: String
    var entry: IndexEntry
    /// All problems, those of rendering included.
    var diagnostics: [Diagnostic]
  }

  /// Writes a page if it was asked for.
  mutating func write(
    _ run: PageRun, page: Project.Page, book: Project.Book
  ) throws -> Written {
    let rendered = PageRenderer.render(run, options: options(for: page, book: book))
    if page.isWanted {
      try save(rendered.html, to: page.outputPath + ".html")
      try save(JSONWriter.json(run, rendering: rendered.diagnostics), to: page.outputPath + ".json")
    }
    let entry = IndexEntry(run, path: page.slug + ".html", book: book.title)
    entries.append(entry)
    return Written(
      html: rendered.html,
      cachedJSON: JSONWriter.json(run, rendering: rendered.diagnostics, isCached: true),
      entry: entry, diagnostics: BookPlan.sorted(run.diagnostics + rendered.diagnostics))
  }

  /// Writes a page of an earlier run if it was asked for.
  mutating func write(
    _ stored: (html: [UInt8], json: [UInt8]), entry: IndexEntry, page: Project.Page
  ) throws {
    entries.append(entry)
    guard page.isWanted else { return }
    try save(stored.html, to: page.outputPath + ".html")
    try save(stored.json, to: page.outputPath + ".json")
  }

  /// The index of a declared project.
  func writeIndex() throws {
    guard project.isDeclared else { return }
    let html = IndexRenderer.html(entries, title: project.title)
    try save(html, to: Path.join(project.outputFolder, "index.html"))
  }

  private func options(for page: Project.Page, book: Project.Book) -> PageOptions {
    let files = page.files
    let read: @Sendable (String) -> [UInt8]? = { path in
      guard case .found(let found) = files.find(path) else { return nil }
      return try? FileSystem.read(found)
    }
    var options = PageOptions(
      readImage: read, readText: { path in read(path).map { String(decoding: $0, as: UTF8.self) } })
    guard project.isDeclared else { return options }
    options.linkPrefix = String(repeating: "../", count: page.slug.count { $0 == "/" })
    options.site = SiteContext(
      index: PageLink(title: project.title, path: "index.html"), book: book.title,
      pages: book.pages.map { sibling in
        PageLink(
          title: sibling.notebook.frontMatter.title?.source ?? Path.name(sibling.slug),
          path: sibling.slug + ".html")
      },
      current: book.pages.firstIndex { $0.slug == page.slug })
    return options
  }

  private func save(_ text: String, to path: String) throws {
    try save(Array(text.utf8), to: path)
  }

  private func save(_ bytes: [UInt8], to path: String) throws {
    do throws(FileError) {
      try FileSystem.makeDirectory(Path.parent(path))
      try FileSystem.writeAtomically(bytes, to: path)
    } catch {
      Machine.writeError("error: cannot write \(error.path): \(error)\n")
      throw ExitStatus.badUsage
    }
  }
}

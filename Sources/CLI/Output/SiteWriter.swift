import Diagnostics
import Execution
import NotebookSyntax
import Platform
import Report

/// Writes pages, their JSON and the index into the output folder.
struct SiteWriter {
  let project: Project
  private var entries: [IndexEntry] = []
  /// By slug: what other pages may refer to.
  private var references: [String: [String: CrossReference]] = [:]
  /// By slug: titles with their computed values filled in.
  private var titles: [String: String] = [:]

  init(project: Project) { self.project = project }

  /// Learns what the pages of a book call their figures and tables, before one of them is written.
  mutating func learnReferences(_ runs: [PageRun], of book: Project.Book) {
    guard project.isDeclared else { return }
    for (page, run) in zip(book.pages, runs) {
      references[page.slug] = CrossReference.all(of: run, path: page.slug + ".html")
      titles[page.slug] = IndexEntry(run, path: page.slug + ".html").title
    }
  }

  /// A page as it was written.
  struct Written {
    var html: String
    /// The JSON as it reads when the page comes from the cache.
    var cachedJSON: String
    var entry: IndexEntry
    /// All problems, those of rendering included.
    var diagnostics: [Diagnostic]
  }

  /// A page in its place of the site, not yet written.
  func render(_ run: PageRun, page: Project.Page, book: Project.Book) -> RenderedPage {
    PageRenderer.render(run, options: options(for: page, book: book))
  }

  /// Writes a page if it was asked for.
  mutating func write(
    _ run: PageRun, page: Project.Page, book: Project.Book
  ) throws -> Written {
    let rendered = render(run, page: page, book: book)
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

  /// Learns of a page that is not written, for the index.
  mutating func add(_ run: PageRun, page: Project.Page, book: Project.Book) {
    entries.append(IndexEntry(run, path: page.slug + ".html", book: book.title))
  }

  /// The index of a declared project; nil for notebooks without a project.
  var indexHTML: String? {
    guard project.isDeclared else { return nil }
    return IndexRenderer.html(
      entries, title: project.title, description: project.settings.description,
      options: looks(PageOptions()))
  }

  /// Writes the index of a declared project.
  func writeIndex() throws {
    guard let html = indexHTML else { return }
    try save(html, to: Path.join(project.outputFolder, "index.html"))
    guard let url = project.settings.url else { return }
    try save(
      Sitemap.xml(url: url, paths: ["index.html"] + entries.map(\.path)),
      to: Path.join(project.outputFolder, "sitemap.xml"))
  }

  /// The options with the project's theme, style sheet and logo.
  func looks(_ options: PageOptions) -> PageOptions {
    var options = options
    options.theme = project.settings.theme
    options.stylesheet = project.settings.stylesheet
    options.logo = project.settings.logo
    options.plainValues = project.settings.hasPlainValues
    return options
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
    options = looks(options)
    options.linkPrefix = String(repeating: "../", count: page.slug.count { $0 == "/" })
    options.site = SiteContext(
      index: PageLink(title: project.title, path: "index.html"), book: book.title,
      pages: book.pages.map { sibling in
        PageLink(
          title: titles[sibling.slug] ?? Path.name(sibling.slug),
          path: sibling.slug + ".html")
      },
      current: book.pages.firstIndex { $0.slug == page.slug })
    for sibling in book.pages where sibling.slug != page.slug {
      // The nearest page that has the name is the first of the book.
      options.site?.references.merge(references[sibling.slug] ?? [:]) { first, _ in first }
    }
    return options
  }

  func save(_ text: String, to path: String) throws {
    try save(Array(text.utf8), to: path)
  }

  func save(_ bytes: [UInt8], to path: String) throws {
    do throws(FileError) {
      try FileSystem.makeDirectory(Path.parent(path))
      try FileSystem.writeAtomically(bytes, to: path)
    } catch {
      Machine.writeError("error: cannot write \(error.path): \(error)\n")
      throw ExitStatus.badUsage
    }
  }
}

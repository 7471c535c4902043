import Diagnostics
import Directives
import Execution
import Platform
import Report

/// Runs books one by one, or takes them from the cache, and writes their pages.
struct BookRunner {
  let project: Project
  let overrides: [String: String]
  let failFast: Bool
  let quiet: Bool
  let reporter: DiagnosticReporter
  let progress: ProgressLine
  private(set) var writer: SiteWriter
  /// The gravest problem of all pages so far.
  private(set) var worst: Severity?

  init(
    project: Project, overrides: [String: String], failFast: Bool, quiet: Bool,
    reporter: DiagnosticReporter, progress: ProgressLine
  ) {
    self.project = project
    self.overrides = overrides
    self.failFast = failFast
    self.quiet = quiet
    self.reporter = reporter
    self.progress = progress
    writer = SiteWriter(project: project)
  }

  /// Runs a book, and keeps it in the cache unless a cell failed.
  mutating func run(_ book: Project.Book, key: BookKey, keepingIn cache: RunCache?) throws {
    let touched = TouchedFiles()
    let plan = Planner.plan(
      book.pages.map { page in
        var files = page.files
        files.touched = touched
        return (page.notebook, files)
      }, registry: DirectiveRegistry.casebook, overrides: overrides)
    let runs = Runner.run(
      plan, failFast: failFast, engine: CasebookProgram.engine, observer: progress.handler)
    progress.clear()
    writer.learnReferences(runs, of: book)
    var kept: [CachedBook.Page] = []
    var pages: [(slug: String, html: String, json: String)] = []
    var worstOfBook: Severity?
    for (page, run) in zip(book.pages, runs) {
      var noted = page
      noted.files.touched = touched
      let written = try writer.write(run, page: noted, book: book)
      let sources = [run.notebook.source]
      let severity = written.diagnostics.map(\.severity).max()
      worstOfBook = [worstOfBook, severity].compactMap { $0 }.max()
      kept.append(
        CachedBook.Page(
          slug: page.slug, entry: written.entry,
          messages: DiagnosticReporter(colour: false).messages(
            written.diagnostics, sources: sources),
          colouredMessages: DiagnosticReporter(colour: true).messages(
            written.diagnostics, sources: sources), worst: severity))
      pages.append((page.slug, written.html, written.cachedJSON))
      reporter.report(written.diagnostics, sources: sources)
      tell(page)
    }
    worst = [worst, worstOfBook].compactMap { $0 }.max()
    guard let cache, worstOfBook != .error else { return }
    cache.keep(
      CachedBook(parts: key.parts, files: touched.stamps, pages: kept), pages: pages, key: key)
  }

  /// Writes a book as an earlier run made it, if nothing that it depends on has changed.
  mutating func restore(_ book: Project.Book, key: BookKey, from cache: RunCache?) throws -> Bool {
    guard let cache, let entry = cache.entry(key), entry.changes(since: key.parts).isEmpty else {
      return false
    }
    let stored = book.pages.compactMap { cache.page($0.slug, of: key) }
    guard stored.count == book.pages.count, entry.pages.map(\.slug) == book.pages.map(\.slug) else {
      return false
    }
    for ((page, kept), texts) in zip(zip(book.pages, entry.pages), stored) {
      try writer.write(texts, entry: kept.entry, page: page)
      Machine.writeError(reporter.colour ? kept.colouredMessages : kept.messages)
      worst = [worst, kept.worst].compactMap { $0 }.max()
      tell(page)
    }
    return true
  }

  private func tell(_ page: Project.Page) {
    if !quiet { Machine.writeOutput("wrote \(page.outputPath).html\n") }
  }
}

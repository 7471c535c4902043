import Execution

/// A page as a card of the index.
package struct IndexEntry: Sendable, Equatable {
  /// A number worth showing before the page is opened.
  package struct KeyFigure: Sendable, Equatable {
    package var label: String
    package var value: String

    package init(label: String, value: String) {
      self.label = label
      self.value = value
    }
  }

  package var title: String
  package var subtitle: String?
  package var abstract: String?
  /// Relative to the index.
  package var path: String
  /// The title of the page's book; pages of one book stand together, in the order given.
  package var book: String?
  package var keyFigures: [KeyFigure]
  /// Errors on the page; 0 where all went well.
  package var errors: Int
  package var usesSimulatedData: Bool

  package init(
    title: String, subtitle: String? = nil, abstract: String? = nil, path: String,
    book: String? = nil, keyFigures: [KeyFigure] = [], errors: Int = 0,
    usesSimulatedData: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.abstract = abstract
    self.path = path
    self.book = book
    self.keyFigures = keyFigures
    self.errors = errors
    self.usesSimulatedData = usesSimulatedData
  }

  /// The card of a run; its figures are the counts that the page itself would show.
  package init(_ run: PageRun, path: String, book: String? = nil, keyFigures: [KeyFigure] = []) {
    let page = PageContext(run, PageOptions())
    let front = run.notebook.frontMatter
    self.init(
      title: TitleBlock.plainTitle(page),
      subtitle: front.subtitle.map { TitleBlock.text($0.inlines, run) },
      abstract: front.abstract.map { TitleBlock.text($0.inlines, run) }, path: path, book: book,
      keyFigures: keyFigures,
      errors: run.diagnostics.filter { $0.severity == .error }.count,
      usesSimulatedData: run.provenance.sources.contains { $0.origin == "simulated" })
  }
}

import Execution
import Numerics

/// A page as a card of the index.
package struct IndexEntry: Sendable, Equatable, Codable {
  /// A number worth showing before the page is opened.
  package struct KeyFigure: Sendable, Equatable, Codable {
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
  /// What the search looks through.
  package var sections: [SearchSection]

  package init(
    title: String, subtitle: String? = nil, abstract: String? = nil, path: String,
    book: String? = nil, keyFigures: [KeyFigure] = [], errors: Int = 0,
    usesSimulatedData: Bool = false, sections: [SearchSection] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.abstract = abstract
    self.path = path
    self.book = book
    self.keyFigures = keyFigures
    self.errors = errors
    self.usesSimulatedData = usesSimulatedData
    self.sections = sections
  }

  /// The card of a run, with the rows that it read and the checks that it passed, unless other
  /// figures are given.
  package init(_ run: PageRun, path: String, book: String? = nil, keyFigures: [KeyFigure]? = nil) {
    let page = PageContext(run, PageOptions())
    let front = run.notebook.frontMatter
    self.init(
      title: TitleBlock.plainTitle(page),
      subtitle: front.subtitle.map { TitleBlock.text($0.inlines, run) },
      abstract: front.abstract.map { TitleBlock.text($0.inlines, run) }, path: path, book: book,
      keyFigures: keyFigures ?? Self.keyFigures(run, figures: page.numbering.figureCount),
      errors: run.diagnostics.filter { $0.severity == .error }.count,
      usesSimulatedData: run.provenance.origins.hasSimulated,
      sections: SearchSection.sections(of: run))
  }

  private static func keyFigures(_ run: PageRun, figures shown: Int) -> [KeyFigure] {
    var figures: [KeyFigure] = []
    // Rows that a page simulates beside a file are no measure of what it reads.
    let sources = run.provenance.sources
    let real = sources.filter { $0.origin != "simulated" }
    let rows = (real.isEmpty ? sources : real).map(\.rows).max() ?? 0
    if rows > 0 { figures.append(KeyFigure(label: "rows", value: NumberFormat.count(rows))) }
    if shown > 0 { figures.append(KeyFigure(label: "figures", value: String(shown))) }
    let checks = run.outcomes.flatMap { outcome -> [CellResult.Check] in
      outcome.result?.items.flatMap { item -> [CellResult.Check] in
        if case .checklist(let checks) = item { checks } else { [] }
      } ?? []
    }.compactMap(\.passed)
    if !checks.isEmpty {
      let passed = checks.count { $0 }
      figures.append(KeyFigure(label: "checks passed", value: "\(passed) of \(checks.count)"))
    }
    return figures
  }
}

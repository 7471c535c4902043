import Diagnostics
import Execution
import NotebookSyntax

/// The bibliography of a page, read from the files that its front matter names.
struct PageCitations: Sendable {
  let style: CitationStyle
  /// What reading the files found wrong.
  let diagnostics: [Diagnostic]
  /// Whether the front matter names a bibliography at all.
  let isDeclared: Bool

  init(_ run: PageRun, _ options: PageOptions, numbering: PageNumbering) {
    var entries: [BibliographyEntry] = []
    var diagnostics: [Diagnostic] = []
    let files = run.notebook.frontMatter.entry("bibliography").map(Self.paths) ?? []
    for file in files {
      guard let text = options.readText(file.value) else {
        diagnostics.append(.unreadable(file))
        continue
      }
      let (bibliography, problems) = Bibliography.parse(Array(text.utf8), path: file.value)
      entries += bibliography.entries
      diagnostics += problems.map { $0.diagnostic(path: file.value) }
    }
    let targets = Set(numbering.names)
    // A name that a figure or section has means that, and no work.
    let keys = CitationCollector.keys(run).filter { !targets.contains($0) }
    style = CitationStyle(Bibliography(entries), cited: keys)
    isDeclared = !files.isEmpty
    self.diagnostics = diagnostics
  }

  private static func paths(_ value: RawValue) -> [Located<String>] {
    switch value.kind {
    case .scalar(let path, _): [Located(path, value.range)]
    case .list(let values): values.flatMap(paths)
    case .map: []
    }
  }

  static let unreadable = DiagnosticKind(
    "bibliography.unreadable", .error,
    "The BibTeX file that the front matter names cannot be read. Paths are relative to the notebook."
  )
}

extension Diagnostic {
  fileprivate static func unreadable(_ file: Located<String>) -> Diagnostic {
    Diagnostic(
      PageCitations.unreadable, range: file.range, "the bibliography “\(file.value)” cannot be read"
    )
  }
}

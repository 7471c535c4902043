import Diagnostics
import NotebookSyntax

/// Where the notebook's own HTML, mathematics and citations enter a page.
extension ProseRenderer {
  /// A piece of raw HTML, cleaned; `sanitizer` goes through the pieces of one paragraph, or of one
  /// run of sibling blocks, so that what one piece opens another may close.
  ///
  /// What the page cannot have is told once for each element and attribute.
  mutating func rawHTML(
    _ markup: String, _ range: SourceRange, _ sanitizer: inout HTMLSanitizer?
  ) -> HTMLNode {
    let read = page.options.readImage
    var current =
      sanitizer
      ?? HTMLSanitizer { source in
        guard let bytes = read(source), let type = ImageData.mediaType(of: bytes) else {
          return nil
        }
        return "data:\(type);base64," + ImageData.base64(bytes)
      }
    let clean = current.write(markup)
    sanitizer = current
    let start = offset(of: markup, in: range)
    for removal in current.removals where !reportedRemovals.contains(removal.name) {
      reportedRemovals.insert(removal.name)
      let lower = start.map { $0 + removal.offset }
      let place = lower.map {
        page.run.notebook.source.range($0, $0 + 1 + removal.element.utf8.count)
      }
      report(.removedHTML(removal, place ?? range))
    }
    return .trusted(clean)
  }

  /// The end tags of what raw HTML left open; nil where there was none.
  func closing(_ sanitizer: inout HTMLSanitizer?) -> HTMLNode? {
    guard var current = sanitizer else { return nil }
    sanitizer = nil
    return .trusted(current.finish())
  }

  mutating func math(_ tex: String, display: Bool, _ range: SourceRange) -> HTMLNode {
    let result = MathRenderer.render(tex: tex, display: display)
    hasMath = true
    let start = offset(of: tex, in: range)
    for problem in result.problems { report(.math(problem, self.range(problem, start, range))) }
    return .trusted(result.markup)
  }

  /// `[see @kunzel2019, p. 4]` as authors and year, with a link to the reference.
  mutating func citation(_ items: [CitationItem], _ range: SourceRange) -> HTMLNode {
    let known = page.citations.style.bibliography
    hasCitations = true
    for item in items where known.entry(item.key) == nil {
      report(
        .unknownWork(item.key, among: known.keys, declared: page.citations.isDeclared, range))
    }
    return .fragment(page.citations.style.nodes(items))
  }

  /// Where TeX or HTML starts in the notebook, if it stands there as it is; a formula in a quote
  /// has its `>` between the lines.
  private func offset(of text: String, in range: SourceRange) -> Int? {
    let source = page.sourceText(range).utf8
    var wanted = Array(text.utf8)
    // The line feed that ends a block of HTML lies outside its range.
    while wanted.last == 0x0A { wanted.removeLast() }
    guard !wanted.isEmpty, source.count >= wanted.count else { return nil }
    // Delimiters and the spaces after them are all that may come before: `$$`, `\[`, line feeds.
    for skip in 0...min(source.count - wanted.count, 16)
    where source.dropFirst(skip).starts(with: wanted) {
      return range.lower.offset + skip
    }
    return nil
  }

  private func range(_ problem: MathProblem, _ start: Int?, _ range: SourceRange) -> SourceRange {
    guard let start else { return range }
    let lower = start + problem.offset
    return page.run.notebook.source.range(lower, lower + problem.length)
  }
}

extension Diagnostic {
  fileprivate static func unknownWork(
    _ key: String, among keys: [String], declared: Bool, _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.unknownWork, range: range,
      declared
        ? "the bibliography has no “\(key)”" : "“\(key)” is cited, but there is no bibliography",
      hint: declared
        ? NearMiss.hint(for: key, in: keys, what: "keys")
        : "name a BibTeX file in the front matter: bibliography: references.bib")
  }

  fileprivate static func removedHTML(_ removal: HTMLRemoval, _ range: SourceRange) -> Diagnostic {
    let message =
      switch removal.kind {
      case .element: "the HTML element “\(removal.element)” is left out with its content"
      case .tags: "the HTML tags of “\(removal.element)” are left out; their content is kept"
      case .misplaced: "the HTML element “\(removal.element)” means nothing here and is left out"
      case .attribute:
        "the attribute “\(removal.attribute)” of the HTML element “\(removal.element)” is left out"
      case .image: "an HTML image cannot be embedded; its alternative text stands in its place"
      }
    return Diagnostic(ProseDiagnostics.removedHTML, range: range, message)
  }

  fileprivate static func math(_ problem: MathProblem, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.math, range: range, problem.message,
      hint: problem.suggestion.map { "did you mean “\($0)”?" })
  }
}

extension HTMLRemoval {
  /// What is told once a page.
  fileprivate var name: String { "\(kind) \(element) \(attribute)" }
}

import Diagnostics
import NotebookSyntax

/// Where the notebook's own HTML, mathematics and citations enter a page.
extension ProseRenderer {
  /// Raw HTML of the notebook.
  mutating func rawHTML(_ markup: String, _ range: SourceRange) -> HTMLNode {
    .text(markup)
  }

  mutating func math(_ tex: String, display: Bool, _ range: SourceRange) -> HTMLNode {
    let result = MathRenderer.render(tex: tex, display: display)
    hasMath = true
    let start = texOffset(tex, in: range)
    for problem in result.problems { report(.math(problem, self.range(problem, start, range))) }
    return .trusted(result.markup)
  }

  mutating func citation(_ items: [CitationItem], _ range: SourceRange) -> HTMLNode {
    .text("(" + items.map { $0.prefix + $0.key + $0.suffix }.joined(separator: "; ") + ")")
  }

  /// Where the TeX starts in the notebook, if it stands there as it is; a formula in a quote has
  /// its `>` between the lines.
  private func texOffset(_ tex: String, in range: SourceRange) -> Int? {
    let source = page.sourceText(range).utf8
    let wanted = Array(tex.utf8)
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
  fileprivate static func math(_ problem: MathProblem, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.math, range: range, problem.message,
      hint: problem.suggestion.map { "did you mean “\($0)”?" })
  }
}

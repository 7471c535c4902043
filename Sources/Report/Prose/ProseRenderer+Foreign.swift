import Diagnostics
import NotebookSyntax

/// Where the notebook's own HTML, mathematics and citations enter a page.
extension ProseRenderer {
  /// Raw HTML of the notebook.
  mutating func rawHTML(_ markup: String, _ range: SourceRange) -> HTMLNode {
    .text(markup)
  }

  mutating func math(_ tex: String, display: Bool, _ range: SourceRange) -> HTMLNode {
    .element("code", ["class": "tex"], text: tex)
  }

  mutating func citation(_ items: [CitationItem], _ range: SourceRange) -> HTMLNode {
    .text("(" + items.map { $0.prefix + $0.key + $0.suffix }.joined(separator: "; ") + ")")
  }
}

import Diagnostics
import NotebookSyntax
import Testing

@Suite("Folded text of the front matter")
struct FoldedTextTests {
  @Test("keeps each inline value at its own place, so that no two are taken for one")
  func places() throws {
    let text = """
      ---
      abstract: >
        One `{= a.b}` and a word that
        goes on, with `{= c.d:.1f}` and
        `{= e.f}` at the end.
      ---

      x
      """
    let notebook = NotebookParser.parse(
      SourceFile(path: "a.md", text: text),
      grammar: DirectiveGrammar(textKeys: { _, _ in [] }, hasTextBody: { _ in false }))
    let abstract = try #require(notebook.frontMatter.abstract)
    let values = abstract.inlines.compactMap { inline -> InlineValue? in
      if case .value(let value) = inline.kind { value } else { nil }
    }
    let places = values.map { "\($0.range.lower.line):\($0.range.lower.column)" }
    #expect(places == ["3:7", "4:17", "5:3"])
  }
}

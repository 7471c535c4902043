import Diagnostics
import NotebookSyntax
import Testing

/// Every construct of CommonMark 0.30, compared with libcmark's own renderer.
@Suite struct CommonMarkTests {
  @Test(arguments: CommonMarkExamples.all)
  func rendersAsLibcmarkDoes(_ example: String) {
    let notebook = parse(example)
    #expect(
      ReferenceRenderer.html(notebook) == CommonMarkReference.html(Array(example.utf8)),
      "\(example.debugDescription)")
    #expect(RangeChecker(notebook).problems == [], "\(example.debugDescription)")
  }

  @Test func thereAreExamplesOfEverySection() {
    #expect(CommonMarkExamples.all.count >= 250)
    #expect(CommonMarkReference.version.hasPrefix("0.30"))
  }
}

/// A notebook whose directives have no text keys and no text bodies.
func parse(_ text: String, textKeys: Set<String> = [], textBodies: Set<String> = []) -> Notebook {
  NotebookParser.parse(
    SourceFile(path: "a.md", text: text),
    grammar: DirectiveGrammar(
      textKeys: { _, _ in textKeys }, hasTextBody: { textBodies.contains($0) }))
}

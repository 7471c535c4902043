import Diagnostics
import NotebookSyntax
import Testing

@Suite struct InlineParserTests {
  private func parse(_ text: String, in file: String, _ lower: Int, _ upper: Int) -> RichText {
    let source = SourceFile(path: "a.md", text: file)
    return InlineParser.parse(text, at: source.range(lower, upper), in: source).text
  }

  @Test func placesPlainText() throws {
    let rich = parse("a *é* `{= x.y}`", in: "caption: a *é* `{= x.y}`", 9, 25)
    #expect(Dump.inlines(rich.inlines) == "a em(é) value(x.y)")
    #expect(rich.inlines.map(\.range.lower.column) == [10, 12, 15, 16])
    guard case .value(let value) = try #require(rich.inlines.last).kind,
      case .path(let path) = value.expression
    else {
      Issue.record("no value")
      return
    }
    #expect(path.range.lower.column == 20)
  }

  @Test func placesQuotedAndBlockText() {
    let quoted = parse("a *b*", in: "k: \"a *b*\"", 3, 10)
    #expect(quoted.inlines.map(\.range.lower.column) == [5, 7])
    let block = parse("one\n*two*\n", in: "k: |\n  one\n  *two*\n", 3, 19)
    #expect(Dump.inlines(block.inlines) == "one⏎em(two)")
    #expect(block.inlines.map(\.range.lower.line) == [2, 2, 3])
    #expect(block.inlines.map(\.range.lower.column) == [3, 6, 3])
  }

  @Test func fallsBackToTheStartWhereEscapesChangedTheText() {
    let rich = parse("a\"b *c*", in: "k: \"a\\\"b *c*\"", 3, 13)
    #expect(Dump.inlines(rich.inlines) == "a\"b em(c)")
    #expect(rich.inlines.allSatisfy { $0.range.lower.line == 1 && $0.range.lower.column >= 4 })
  }

  @Test(arguments: [
    ("# no heading", "# no heading"), ("- no list", "- no list"), ("1. x", "1. x"), ("> x", "> x"),
    ("    x", "x"), ("", ""), ("[a]: /u", "[a]: /u"), ("```{x}", "```{x}"), ("a\n\nb", "a⏎b"),
    ("a\n===", "a⏎==="), ("a\n- b", "a⏎- b"), ("| a |\n|---|", "| a |⏎|---|"),
    ("<div>", "html(<div>)"),
    ("$x$ @y [@z] ~~w~~", "math(x) ref(y) cite(|z|) del(w)"), ("a\r\nb\u{0}c", "a⏎b c"),
  ])
  func readsInlinesAlone(_ text: String, _ expected: String) {
    let rich = parse(text, in: text, 0, text.utf8.count)
    #expect(Dump.inlines(rich.inlines) == expected)
    #expect(rich.source == text)
  }
}

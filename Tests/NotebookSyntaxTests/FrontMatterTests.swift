import Diagnostics
import NotebookSyntax
import Testing

@Suite struct FrontMatterTests {
  @Test func readsEveryKey() throws {
    let notebook = parse(
      """
      ---
      title: Who gains: *all* of `{= x:.1f}`?   # not a comment
      subtitle: "A: B"
      authors: [A. One, B. Two]
      date: 2026-01-02
      abstract: |
        First line
        second `{= y}`.
      lang: de
      seed: 42 # a comment
      params:
        cost: 0.10   # per e-mail
        group: {value: no, choices: [no, yes]}
      toc: false
      ---
      text
      """)
    #expect(notebook.diagnostics == [])
    let head = notebook.frontMatter
    #expect(
      Dump.inlines(try #require(head.title).inlines)
        == "Who gains: em(all) of value(x : .1f)?   # not a comment")
    #expect(head.subtitle?.source == "A: B")
    #expect(head.authors.map(\.source) == ["A. One", "B. Two"])
    #expect(head.authors[1].range.lower.text == "4:19")
    #expect(head.date?.source == "2026-01-02")
    let abstract = try #require(head.abstract)
    #expect(Dump.inlines(abstract.inlines) == "First line⏎second value(y).")
    #expect(abstract.inlines.last?.range.lower.text == "8:17")
    #expect(head.language == "de")
    #expect(head.entries.map(\.key.value) == ["lang", "seed", "params", "toc"])
    #expect(show(try #require(head.entry("seed"))) == "42")
    #expect(
      show(try #require(head.entry("params")))
        == "{cost: 0.10, group: {value: no, choices: [no, yes]}}")
    #expect(head.range?.upper.line == 15)
    #expect(Dump.blocks(notebook.blocks) == "p(text)")
    #expect(notebook.blocks[0].range.lower.line == 16)
  }

  @Test func takesAuthorsInEveryForm() {
    #expect(parse("---\nauthor: A\n---").frontMatter.authors.map(\.source) == ["A"])
    #expect(
      parse("---\nauthors:\n  - A: B\n  - {name: C}\n---").frontMatter.authors.map(\.source)
        == ["A: B", "C"])
  }

  @Test(arguments: [
    "", "text", "---", "---\n\ntext\n\n---\n", "--- x\na: b\n---", " ---\na: b\n---",
  ])
  func isAbsent(_ text: String) {
    #expect(parse(text).frontMatter.range == nil)
    #expect(parse(text).diagnostics == [])
  }

  @Test func endsWithDotsAndMayBeEmpty() {
    #expect(parse("---\n---\na").blocks[0].range.lower.line == 3)
    #expect(parse("---\nseed: 1\n...\na").frontMatter.entries.count == 1)
  }

  @Test func keepsTheRestWhenMalformed() {
    let notebook = parse("---\nseed: [1\ntitle: A\n---\n\n# B\n")
    #expect(notebook.diagnostics.map(\.id) == ["directive.unclosedBracket"])
    #expect(notebook.frontMatter.title?.source == "A")
    #expect(Dump.blocks(notebook.blocks) == "h1#b(B)")
  }
}

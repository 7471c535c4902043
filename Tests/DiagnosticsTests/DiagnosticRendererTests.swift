import Diagnostics
import Testing

struct DiagnosticRendererTests {
  private let source = SourceFile(path: "study.md", text: "one\noutcome: vist\n")
  private var diagnostic: Diagnostic {
    Diagnostic(
      DiagnosticKind("column.unknown", .error, ""), path: "study.md", range: source.range(13, 17),
      "there is no column “vist”", notes: ["A note."], hint: "did you mean “visit”?")
  }

  @Test func `text has the headline, the line, a caret, notes and the mend`() {
    let text = DiagnosticRenderer(sources: [source]).render([diagnostic])
    #expect(
      text == """
        study.md:2:10: error[column.unknown]: there is no column “vist”
          2 | outcome: vist
            |          ^^^^
          note: A note.
          hint: did you mean “visit”?

        """)
  }

  @Test func `the GitHub form escapes what would end a property`() {
    var odd = diagnostic
    odd.path = "a,b:c.md"
    let text = DiagnosticRenderer(format: .github).render([odd])
    #expect(
      text
        == "::error file=a%2Cb%3Ac.md,line=2,col=10,title=column.unknown::there is no column “vist”%0AA note.%0Adid you mean “visit”?\n"
    )
  }

  @Test func `a caret far into a long line shows a window of it`() throws {
    let long = SourceFile(path: "x", text: String(repeating: "a", count: 100_000) + "!")
    let diagnostic = Diagnostic(
      DiagnosticKind("x", .error, ""), path: "x", range: long.range(100_000, 100_001), "m")
    let snippet = try #require(DiagnosticRenderer.snippet(diagnostic, in: long))
    #expect(snippet[0].count < 200)
    #expect(snippet[0].hasSuffix("!"))
    #expect(snippet[1].hasSuffix(" ^"))
  }

  @Test func `a cut line says so at its ends, and the caret stays below its character`() throws {
    let text = String(repeating: "a", count: 100) + "!" + String(repeating: "b", count: 100)
    let long = SourceFile(path: "x", text: text)
    let diagnostic = Diagnostic(
      DiagnosticKind("x", .error, ""), path: "x", range: long.range(100, 101), "m")
    let snippet = try #require(DiagnosticRenderer.snippet(diagnostic, in: long, window: 40))
    let line = Array(snippet[0].dropFirst("1 | ".count))
    #expect(line.count == 40 && line.first == "…" && line.last == "…")
    let caret = try #require(Array(snippet[1].dropFirst("  | ".count)).firstIndex(of: "^"))
    #expect(line[caret] == "!")
  }
}

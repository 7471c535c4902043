import Report
import TestSupport
import Testing

@Suite struct BibliographyTests {
  @Test func theFileIsReadInOrderWithoutProblems() {
    #expect(CitationFixture.problems(CitationFixture.text) == [])
    #expect(
      CitationFixture.bibliography.keys == [
        "kunzel2019", "nie2021", "pearl2009", "vdl2011", "chen2016", "dml", "who2020", "smith",
        "athey2019a", "athey2019b",
      ])
    let entry = CitationFixture.bibliography.entry("kunzel2019")
    #expect(entry?.type == "article")
    #expect(entry?.line == 5)
    #expect(entry?.fields["journal"] == "Proceedings of the National Academy of Sciences")
    #expect(entry?.fields["volume"] == "116")
    #expect(CitationFixture.bibliography.entry("hidden") == nil)
  }

  @Test(arguments: [
    (#"@a{k, t = {x {y} z}}"#, "x {y} z"), (#"@a{k, t = "x {"} y"}"#, #"x {"} y"#),
    (#"@string{s = "S"} @a{k, t = s # " and " # {T} # 12}"#, "S and T12"),
    (#"@a{k, t = jan}"#, "January"), (#"@a(k, t = "x")"#, "x"), (#"@a{k , T={x} , }"#, "x"),
    (#"@STRING(S = {a}) @a{k, t = s}"#, "a"), (#"@a{k, t = "K\"unzel"}"#, #"K\"unzel"#),
    ("@a{k,\r\n  t = {two\r\n lines}\r\n}", "two\r\n lines"),
  ])
  func valuesAreBracedQuotedNumbersOrStringsJoined(_ text: String, _ value: String) {
    #expect(CitationFixture.entry(text)?.fields["t"] == value)
    #expect(CitationFixture.problems(text) == [])
  }

  @Test(arguments: [
    ("@article{k, title = {A}", ["1: no closing bracket for the entry k"]),
    ("\n@article{k, title = {A\n}", ["2: no closing bracket for the entry k"]),
    ("@article{k, title {A}}", ["1: title of k needs a name, an equals sign and a value"]),
    ("@article{k,\n title = {A}\n year = 1\n}", ["3: a comma is missing before year of k"]),
    ("@article{, title = {A}}", ["1: @article needs a key and a comma after it"]),
    ("@article{title = {A}}", ["1: @article needs a key and a comma after it"]),
    ("@a{k, t = {x}}\n@b{k, t = {y}}", ["2: the key k is taken by the entry on line 1"]),
    ("@a{k, t = {x}, t = {y}}", ["1: k has the field t twice"]),
    ("@a{k, t = jann}", ["1: no @string defines jann"]),
    ("@string{x}", ["1: @string needs a name, an equals sign and a value"]),
  ])
  func whatIsMalformedIsToldWithItsLine(_ text: String, _ expected: [String]) {
    #expect(CitationFixture.problems(text) == expected)
  }

  @Test func aBrokenEntryDoesNotSwallowTheNext() {
    let text = "@article{a, title = {Never closed,\n year = 2000\n\n@book{b, title = {B}}\n"
    let (bibliography, problems) = Bibliography.parse(Array(text.utf8), path: "refs.bib")
    #expect(bibliography.keys == ["a", "b"])
    #expect(problems.count == 1)
    #expect(bibliography.entry("b")?.title == "B")
  }

  @Test func theFirstOfTwoEntriesOrFieldsIsKept() {
    #expect(CitationFixture.entry("@a{k, t = {x}, t = {y}}")?.fields["t"] == "x")
    let (bibliography, _) = Bibliography.parse(
      Array("@a{k, title={x}}\n@b{k, title={y}}".utf8), path: "")
    #expect(bibliography.entries.map(\.title) == ["x"])
  }

  @Test func aProblemBecomesADiagnosticAtItsPlace() throws {
    let (_, problems) = Bibliography.parse(Array("\n@a{k, t = jann}".utf8), path: "refs.bib")
    let diagnostic = try #require(problems.first).diagnostic(path: "refs.bib")
    #expect(diagnostic.id == "bibliography.unknownString")
    #expect(diagnostic.range?.lower.line == 2)
    #expect(diagnostic.hint == "did you mean “jan”?")
  }

  @Test func anyBytesAreReadInLinearTime() {
    var noise = LinearCongruence(seed: 7)
    let pieces = [
      "@a{k,", "@", "{", "}", "\"", "t={", "=", ",", "#", "\n@b{", "(", "\\", "\u{FF}", "x",
    ]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<40 {
        text += pieces[Int(noise.next() >> 33) % pieces.count]
      }
      let (bibliography, problems) = Bibliography.parse(Array(text.utf8), path: "")
      for problem in problems { #expect(problem.range.upper.offset <= text.utf8.count) }
      let style = CitationStyle(bibliography, cited: bibliography.keys)
      for entry in bibliography.entries { _ = style.reference(entry) }
    }
    let clock = ContinuousClock()
    for piece in ["\n@a{k, t={", "@a{", "{", "@a{k, t=\"", "\n@", "@a{k} "] {
      let text = Array(String(repeating: piece, count: 20_000).utf8)
      #expect(clock.measure { _ = Bibliography.parse(text, path: "") } < .seconds(5), "\(piece)")
    }
  }
}

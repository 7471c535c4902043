import Diagnostics
import NotebookSyntax
import Testing

/// Fences and bodies of directives.
@Suite struct DirectiveTests {
  private static let textKeys: Set<String> = ["caption", "that", "when", "policies", "cost"]

  private func cell(_ text: String) throws -> Cell {
    let notebook = parse(text, textKeys: Self.textKeys, textBodies: ["sql", "graph"])
    #expect(notebook.diagnostics.map(DiagnosticRenderer.headline) == [])
    return try #require(notebook.cells.first)
  }

  private func entries(_ body: String) throws -> [String] {
    try cell("```{fit}\n\(body)\n```").entries.map { "\($0.key.value) = \(show($0.value))" }
  }

  @Test(arguments: [
    ("{fit}", "fit - -"), ("{fit x-learner #tau}", "fit x-learner tau"),
    ("{  load   #customers  }", "load - customers"),
    ("{plot qini #\"my plot\"}", "plot qini my plot"),
    ("{split #half.v2}", "split - half.v2"), ("{fit #a-b@0.1}", "fit - a-b@0.1"),
  ])
  func readsTheHead(_ head: String, _ expected: String) throws {
    for fence in ["```", "~~~", "`````"] {
      let cell = try cell("\(fence)\(head)\n\(fence)")
      let shown = [cell.verb.value, cell.kind?.value ?? "-", cell.name?.value ?? "-"]
      #expect(shown.joined(separator: " ") == expected)
    }
  }

  @Test func readsKeysOnTheFence() throws {
    let cell = try cell(
      "```{a b #n k=v l=\"x } y\" m=[p, q[r, s]] e={t: 0.5} f='it' g=1/3 h=f(x, y)}\n```")
    let shown = cell.entries.map { "\($0.key.value)=\(show($0.value))" }
    #expect(
      shown == [
        "k=v", "l=“x } y”", "m=[p, q[r, s]]", "e={t: 0.5}", "f=“it”", "g=1/3", "h=f(x, y)",
      ])
  }

  @Test(arguments: [
    ("a: no", "a = no"), ("a: 1/3", "a = 1/3"), ("a: 0x1F", "a = 0x1F"), ("a: ~", "a = ~"),
    ("a: Phone #2 @x !y `z` *w &v %u", "a = Phone #2 @x !y `z` *w &v %u"), ("a: b: c", "a = b: c"),
    ("a:   spaced   ", "a = spaced"), ("a:", "a = "),
    ("a: \"x: \\\"y\\\" \\u00e9\"", "a = “x: \"y\" é”"),
    ("a: 'it''s'", "a = “it's”"), ("a: []", "a = []"), ("a: {}", "a = {}"),
    (
      "a: [x, y z, 'p, q', tau[Womens E-Mail], f(a, b)]",
      "a = [x, y z, “p, q”, tau[Womens E-Mail], f(a, b)]"
    ),
    ("a: [1/3, -age, ${cost}, true]", "a = [1/3, -age, ${cost}, true]"),
    ("a: {b: [c, d], e: {f: 1}}", "a = {b: [c, d], e: {f: 1}}"),
    ("a: {Womens E-Mail: 1/3, \"No: x\": 2}", "a = {Womens E-Mail: 1/3, No: x: 2}"),
    ("a: [b,\n  # note\n  c,\n]", "a = [b, c]"),
    (
      "a:\n  - b\n  - c: d #1\n    e: f\n  -\n    - g",
      "a = [b, {c: d #1, e: f}, [g]]"
    ),
    ("a:\n- b\n- c\nd: e", "a = [b, c]|d = e"),
    ("a:\n  b:\n    c: d\n  e: [f]", "a = {b: {c: d}, e: [f]}"),
    ("a: |\n  one\n    two\n\n  three\nb: c", "a = “one\n  two\n\nthree\n”|b = c"),
    ("a: >-\n  one\n  two", "a = “one two”"), ("# note\na: b\n\n  # more\nc: d", "a = b|c = d"),
    (
      "a:\n  tau[x y]: 1\n  z: |\n    text\n    more\n  w: v",
      "a = {tau[x y]: 1, z: “text\nmore\n”, w: v}"
    ),
    ("é-ü: ñ", "é-ü = ñ"), ("\"my key\": x", "my key = x"),
    ("a: x # no comment", "a = x # no comment"),
    // Text keys take the rest of their line.
    ("caption: [a] is: \"b\" #c", "caption = [a] is: \"b\" #c"),
    ("caption: {= x} of `{= y:.2f}`", "caption = {= x} of `{= y:.2f}`"),
    ("caption: \"quoted: #\"", "caption = “quoted: #”"),
    ("caption: > 5 is big", "caption = > 5 is big"),
    ("caption: |\n  long\n  text", "caption = “long\ntext\n”"),
    ("that:\n  - a: b > 0\n  - [x] < {y}\n  - 'z'", "that = [a: b > 0, [x] < {y}, “z”]"),
    ("policies:\n  p one: tau > [c]\n  q: `x`", "policies = {p one: tau > [c], q: `x`}"),
    ("cost: {Mens: 0.1, Womens: a + b}", "cost = {Mens: 0.1, Womens: a + b}"),
    ("when: tau > ${c} and x[1] = 'y'", "when = tau > ${c} and x[1] = 'y'"),
  ])
  func readsTheBody(_ body: String, _ expected: String) throws {
    #expect(try entries(body).joined(separator: "|") == expected)
  }

  @Test func readsTextBodies() throws {
    #expect(try cell("```{sql #a}\nSELECT 1\n-- x: y\n```").body?.value == "SELECT 1\n-- x: y")
    let keyed = try cell(
      "```{sql #a data=d}\nlevel: 0.9\ncaption: x: y\n---\nSELECT *\n---\nFROM t\n```")
    #expect(keyed.entries.map(\.key.value) == ["data", "level", "caption"])
    #expect(keyed.body?.value == "SELECT *\n---\nFROM t")
    #expect(keyed.body?.range.lower.text == "5:1")
    let text = try cell("```{graph}\na -> b\n---\nc -> d\n```")
    #expect(text.body?.value == "a -> b\n---\nc -> d")
    #expect(try cell("```{graph}\n```").body?.value == "")
  }

  @Test func placesKeysAndValues() throws {
    let notebook = parse("é\n\n> 1. x\n>    ```{load #é}\n>    söurce:  [hé, x]\n>    ```\n")
    let cell = try #require(notebook.cells.first)
    let file = notebook.source
    func text(_ range: SourceRange) -> String {
      String(decoding: file.bytes[range.lower.offset..<range.upper.offset], as: UTF8.self)
    }
    #expect(text(cell.verb.range) == "load")
    #expect(cell.name?.range.lower.column == 16)
    #expect(text(cell.entries[0].key.range) == "söurce")
    #expect(cell.entries[0].key.range.lower.text == "5:6")
    guard case .list(let items) = cell.entries[0].value.kind else { throw Missing() }
    #expect(items.map { text($0.range) } == ["hé", "x"])
    #expect(text(cell.entries[0].value.range) == "[hé, x]")
    #expect(cell.sourceText == "```{load #é}\nsöurce:  [hé, x]\n```")
    #expect(cell.range.lower.line == 4 && cell.range.upper.line == 6)
    #expect(Dump.blocks(notebook.blocks) == "p(é)\nquote{ol{p(x)\ndirective 0}}")
  }

  struct Missing: Error {}

  @Test func readsCRLFWithAMark() throws {
    let text =
      "\u{FEFF}---\r\ntitle: A\r\n---\r\n\r\n```{load}\r\nk: v\r\nl: |\r\n  a\r\n  b\r\n```\r\n*x*\r\n"
    let notebook = parse(text)
    #expect(notebook.diagnostics == [])
    #expect(notebook.frontMatter.title?.source == "A")
    let cell = try #require(notebook.cells.first)
    #expect(cell.entries.map { show($0.value) } == ["v", "“a\nb\n”"])
    #expect(cell.sourceText == "```{load}\nk: v\nl: |\n  a\n  b\n```")
    #expect(cell.entries[0].value.range.lower.text == "6:4")
    #expect(Dump.blocks(notebook.blocks) == "directive 0\np(em(x))")
    #expect(RangeChecker(notebook).problems == [])
  }

  @Test func showsALongerFenceLiterally() {
    let notebook = parse(
      "````markdown\n```{load #a}\nx: y\n```\n````\n\n```swift\nlet x = 1\n```\n")
    #expect(notebook.cells.isEmpty)
    #expect(notebook.diagnostics == [])
    #expect(
      Dump.blocks(notebook.blocks)
        == "code[markdown](```{load #a}\nx: y\n```\n)\ncode[swift](let x = 1\n)")
  }

  @Test func keepsTheKeysThatAreWellFormed() {
    let notebook = parse("```{fit}\na: 1\nb: [2\nc: 3\nd = 4\ne: 'x\nf: 5\n```")
    #expect(notebook.cells[0].entries.map(\.key.value) == ["a", "b", "c", "e", "f"])
    #expect(notebook.cells[0].entries[4].value.range.lower.line == 7)
  }
}

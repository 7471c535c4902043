import Diagnostics
import NotebookSyntax
import Testing

/// Each diagnostic of the parser, with its place and its mend.
@Suite struct DiagnosticTests {
  /// Notebook text, the headlines without the file's name, and a part of the first hint or note.
  static let cases: [(String, [String], String)] = [
    (
      "---\ntitle: a\nseed: 1\n\ntext",
      ["1:1: error[frontMatter.unclosed]: the front matter is not closed"], "---"
    ),
    (
      "---\ntitel: a\n---",
      ["2:1: warning[frontMatter.unknownKey]: the front matter has no key “titel”"], "“title”"
    ),
    (
      "---\ntitle: [a]\nabstract:\n  - b\n---",
      ["4:5: error[frontMatter.notText]: “abstract” is one text"], ""
    ),
    (
      "```{#a}\n```",
      [
        "1:4: error[directive.missingName]: a directive starts with its name, as in {load #customers}"
      ], "info string"
    ),
    (
      "```{}\n```",
      [
        "1:4: error[directive.missingName]: a directive starts with its name, as in {load #customers}"
      ], ""
    ),
    (
      "```{load #a\n```",
      [
        "1:4: error[directive.unclosedBrace]: the braces of this directive are not closed on its line"
      ], "}"
    ),
    (
      "```{load} x\n```",
      ["1:11: warning[directive.textAfterBrace]: text after the closing brace is not read"], "body"
    ),
    (
      "```{fit a b}\n```",
      ["1:11: error[directive.strayWord]: “b” is neither a #name nor key=value"], "kind"
    ),
    (
      "```{fit ?x}\n```",
      ["1:9: error[directive.strayWord]: “?x” is neither a kind, a #name nor key=value"], ""
    ),
    ("```{fit #}\n```", ["1:9: error[directive.emptyName]: a name follows the #"], ""),
    (
      "```{fit #a #b}\n```",
      ["1:12: error[directive.secondName]: a directive has one name; this one is already #a"], ""
    ),
    (
      "```{fit k=\"x}\n```",
      [
        "1:4: error[directive.unclosedBrace]: the braces of this directive are not closed on its line",
        "1:11: error[directive.unclosedQuote]: this quote is not closed on its line",
      ], ""
    ),
    (
      "```{fit k=1}\nk: 2\n```", ["2:1: error[directive.duplicateKey]: “k” is given twice"],
      "line 1"
    ),
    (
      "```{fit}\nk: {a: 1, a: 2}\n```", ["2:11: error[directive.duplicateKey]: “a” is given twice"],
      ""
    ),
    ("```{fit}\n\tk: 2\n```", ["2:1: error[directive.tab]: a tab indents this line"], "spaces"),
    (
      "```{fit}\nk:\n  - a\n \t- b\n```", ["4:2: error[directive.tab]: a tab indents this line"],
      "spaces"
    ),
    (
      "```{fit}\nk: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n```",
      ["2:4: error[directive.tooDeep]: this value is nested too deeply"], ""
    ),
    (
      "```{fit}\nk: [a] b\n```",
      ["2:8: error[directive.textAfterValue]: text after the closing bracket"], "quote"
    ),
    (
      "```{fit}\nk: 'a' b\n```",
      ["2:8: error[directive.textAfterValue]: text after the closing quote"], "quote"
    ),
    (
      "```{fit}\nk: [a(b\n]\nl: 1\n```",
      ["2:5: error[directive.unclosedBracket]: a bracket in this value is not closed"], ""
    ),
    (
      "```{fit}\nk: [a\nl: 1\n```",
      ["2:4: error[directive.unclosedBracket]: this bracket is not closed"], ""
    ),
    (
      "```{fit}\nk:\n  - a\n  b: c\n```",
      [
        "3:3: error[directive.malformedValue]: this value is not well formed: did not find expected '-' indicator"
      ], ""
    ),
    (
      "```{fit}\n  k: v\n```",
      ["2:3: error[directive.strayIndent]: this line is indented but belongs to no key"],
      "first column"
    ),
    (
      "```{fit}\nk: v\n  more\n```",
      [
        "3:3: error[directive.strayIndent]: this line goes on with a value that ended on the line above"
      ], "|"
    ),
    (
      "```{fit}\nk:v\n```",
      ["2:2: error[directive.missingBlank]: a blank follows the colon of a key"], "k: …"
    ),
    (
      "```{fit}\nfolds = 5\n```",
      ["2:7: error[directive.equalsInBody]: a key of the body is followed by a colon, not by ="],
      "“folds: 5”"
    ),
    (
      "```{fit}\nwhat is this\n```",
      ["2:1: error[directive.notAKey]: this line is not `key: value`"], ""
    ),
    ("é `{= a:}`", ["1:8: error[value.emptyFormat]: no format follows this colon"], ".2f"),
    ("é `{= a + }`", ["1:10: error[value.syntax]: the expression ends too soon"], ""),
    ("`{= }`", ["1:5: error[value.syntax]: an expression is missing here"], ""),
    ("`{= a ? b}`", ["1:7: error[value.syntax]: “?” is not expected here"], ""),
    ("`{= a = b}`", ["1:7: error[value.syntax]: a single = compares nothing"], "=="),
    ("`{= a < b < c}`", ["1:11: error[value.syntax]: one comparison only can stand here"], ""),
    ("`{= f(a)}`", ["1:5: error[value.syntax]: there is no function “f” here"], "choose"),
    (
      "`{= choose(a, b)}`",
      ["1:5: error[value.syntax]: choose takes a condition and two values, not 2 parts"], ""
    ),
    ("`{= a[b}`", ["1:6: error[value.syntax]: this bracket is not closed"], ""),
    ("`{= (a}`", ["1:5: error[value.syntax]: this parenthesis is not closed"], ""),
    ("`{= \"a}`", ["1:5: error[value.syntax]: this quote is not closed"], ""),
    ("`{= 1e999}`", ["1:5: error[value.syntax]: “1e999” is not a number"], ""),
    ("`{= a`", ["1:1: error[value.unclosed]: this inline value is not closed"], "}"),
    (
      "the {= a.b:.2f} of", ["1:5: warning[value.bare]: an inline value stands in a code span"],
      "backquotes"
    ),
    (
      "x\n\n> ```{load}\n> a: b\n\ny",
      [
        "3:3: warning[markdown.unclosedFence]: this fence is not closed, so that everything below it belongs to it"
      ], "backquotes"
    ),
    (
      "~~~\na",
      [
        "1:1: warning[markdown.unclosedFence]: this fence is not closed, so that everything below it belongs to it"
      ], "tildes"
    ),
    (
      "    ```{load #a}\n    x: y\n    ```",
      [
        "1:5: warning[markdown.hiddenDirective]: this directive is indented by four, so that it is only shown"
      ], ""
    ),
    (
      "<div>\n```{load #a}\n```\n</div>",
      [
        "2:1: warning[markdown.hiddenDirective]: this directive stands in raw HTML, so that it does not run"
      ], ""
    ),
    (
      "```{sql q=`a`}\nx\n```\n",
      [
        "1:1: warning[markdown.lostFence]: this line opens no directive: the text after a fence of backquotes holds another one",
        "3:1: warning[markdown.unclosedFence]: this fence is not closed, so that everything below it belongs to it",
      ], "~~~"
    ),
    (
      "a[^1]\n\n[^1]: b\n\n    ```{load}\n    ```",
      ["5:5: warning[markdown.directiveInFootnote]: a directive in a footnote does not run"], "move"
    ),
    (
      "a[^1]\n\n[^1]: b\n\n[^1]: c",
      ["5:3: warning[footnote.duplicate]: the footnote “1” is defined twice"], "line 3"
    ),
    ("[^1]: b", ["1:3: warning[footnote.unused]: nothing refers to the footnote “1”"], "[^1]"),
    (
      "a *b[^1]*", ["1:5: warning[footnote.undefined]: the footnote “1” is not defined"],
      "[^label]:"
    ),
  ]

  @Test(arguments: cases)
  func isRaised(_ text: String, _ expected: [String], _ mend: String) throws {
    let notebook = parse(text)
    let headlines = notebook.diagnostics.map { DiagnosticRenderer.headline($0).dropFirst(5) }
    #expect(headlines.map(String.init) == expected)
    let first = try #require(notebook.diagnostics.first)
    let help = ([first.hint ?? ""] + first.notes).joined(separator: " ")
    #expect(mend.isEmpty || help.contains(mend) || notebook.diagnostics.count > 1)
  }

  @Test func reportsBytesThatAreNotUTF8() throws {
    let bytes =
      Array("# é\n\na ".utf8) + [0xFF, 0xC3] + Array(" b `".utf8) + [0x80] + Array("`\n".utf8)
    let notebook = NotebookParser.parse(
      SourceFile(path: "a.md", bytes: bytes),
      grammar: DirectiveGrammar(textKeys: { _, _ in [] }, hasTextBody: { _ in false }))
    #expect(
      notebook.diagnostics.map(DiagnosticRenderer.headline) == [
        "a.md:3:3: error[markdown.invalidUTF8]: these 2 bytes are not UTF-8",
        "a.md:3:9: error[markdown.invalidUTF8]: this byte is not UTF-8",
      ])
    #expect(Dump.blocks(notebook.blocks) == "h1#é(é)\np(a \u{FFFD}\u{FFFD} b code(\u{FFFD}))")
  }

  @Test func everyKindIsRaisedHereAndListedOnce() {
    var raised: Set<String> = ["markdown.invalidUTF8"]
    for (_, headlines, _) in Self.cases {
      for headline in headlines {
        let parts = headline.split(separator: "[", maxSplits: 1)
        raised.insert(String(parts[1].prefix { $0 != "]" }))
      }
    }
    let listed = SyntaxDiagnostics.all.map(\.id)
    #expect(Set(listed).count == listed.count)
    #expect(raised == Set(listed))
  }
}

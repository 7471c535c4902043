import Diagnostics
import NotebookSyntax
import Testing

/// Whatever the bytes, parsing ends, soon, with ranges that hold.
@Suite(.timeLimit(.minutes(5))) struct RobustnessTests {
  private static let grammar = DirectiveGrammar(
    textKeys: { _, _ in ["caption", "that"] }, hasTextBody: { $0 == "sql" })

  /// Every construct of the language once.
  static let sample = """
    ---
    title: A `{= x:.1f}` *b*
    authors: [c, d]
    params: {cost: {value: 0.1, min: 0}}
    ---

    # Héading `{= a.b[c d]:+.2f}` $\\tau$

    Text *em* **strong `code`** [link](/u "t") ![img](i.png) <b>html</b> <https://a.b> https://c.d/e
    goes on with $a_1 * b$ and \\(x\\), @fig-one, [see @key, p. 3; @other], ~~gone~~ a@b.org  [^1]\\
    &amp; &#65; [ref][r] [r] \\* \\$5

    [r]: /url 'title'

    $$
    - a
    = b \\label{eq:x}
    $$

    | a | `b\\|c` | d |
    |:--|:-:|--:|
    | 1 | *2* | [r] |
    | `{= v}` | $x$ |

    > [!NOTE] Title *x*
    > text
    > > deeper
    > - item
    >   ```{sql #q data=d}
    >   caption: x
    >   ---
    >   SELECT 1
    >   ```

    1. [ ] task
       - [x] done
    2. two

           code

    ```{fit x-learner #tau k=[a, b]}
    # comment
    data: half.train
    arms: [tau[W E], 'q']
    caption: "x: `{= y}`"
    models:
      outcome: {boosting: {trees: 200}}
      - bad
    text: |
      more
    that:
      - tau.ate > 0
    ```

    <div>
    ```{load}
    </div>

    [^1]: note *x*

        more

    ~~~~ info
    ```{plot}
    ~~~~
    Setext
    ===
    \\begin{align}
    x
    \\end{align}
    """

  private static func check(_ bytes: [UInt8]) -> [String] {
    let notebook = NotebookParser.parse(SourceFile(path: "a.md", bytes: bytes), grammar: grammar)
    var problems =
      String(validating: bytes, as: UTF8.self) == nil
      ? [] : RangeChecker(notebook).problems
    for (index, cell) in notebook.cells.enumerated() where cell.index != index {
      problems.append("cell \(index) says \(cell.index)")
    }
    for diagnostic in notebook.diagnostics {
      guard let range = diagnostic.range else { continue }
      if range.lower.offset > range.upper.offset || range.upper.offset > bytes.count {
        problems.append("\(diagnostic.id) at \(range)")
      }
    }
    return problems
  }

  @Test func theSampleHasEverything() {
    #expect(Self.check(Array(Self.sample.utf8)) == [])
    let notebook = NotebookParser.parse(
      SourceFile(path: "a.md", text: Self.sample), grammar: Self.grammar)
    #expect(notebook.cells.map(\.verb.value) == ["sql", "fit"])
    #expect(notebook.footnotes.count == 1)
  }

  @Test(arguments: 0..<20)
  func takesRandomBytes(_ seed: Int) {
    var random = TestRandom(seed: UInt64(seed) &+ 1000)
    let marks =
      Array("\n\r\t `*_[]()<>!#>-+|~$\\{}=@^:&;\"'0 \u{0}é\u{FEFF}".utf8) + [
        0x80, 0xFF, 0xC3, 0x1A,
      ]
    for _ in 0..<100 {
      let bytes = (0..<random.below(300)).map { _ in
        random.below(4) == 0 ? UInt8(random.below(256)) : marks[random.below(marks.count)]
      }
      #expect(Self.check(bytes) == [], "\(bytes)")
    }
  }

  @Test(arguments: 0..<40)
  func takesMutations(_ seed: Int) {
    var random = TestRandom(seed: UInt64(seed) &+ 2000)
    let sample = Array(Self.sample.utf8)
    for _ in 0..<40 {
      var bytes = sample
      for _ in 0...random.below(6) {
        let start = random.below(bytes.count)
        let end = min(bytes.count, start + random.below(30))
        switch random.below(5) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: random.below(bytes.count))
        case 2:
          bytes.insert(
            contentsOf: Array(
              ["\n", "`", "> ", "\t", "$$", "\r\n", "]", "```\n"][random.below(8)].utf8), at: start)
        case 3: bytes[start] = UInt8(random.below(128))
        default:
          let other = random.below(sample.count)
          bytes.replaceSubrange(start..<end, with: sample[other..<min(sample.count, other + 20)])
        }
        if bytes.isEmpty { bytes = [10] }
      }
      let problems = Self.check(bytes)
      #expect(problems == [], "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// Each would take minutes if any step were quadratic.
  @Test(arguments: [
    "> ", ">", "- ", "1. ", "[", "![", "![[]()", "[a](", "[a](<b", "*a **b ", "*a_ ", "_", "`",
    "<a ",
    "a <!-- ", "$a ", "$$ ", "$", "\\(", "\\begin{align} ", "- $$ a\n", "$$ a\n- b $$\n", "a|b\n",
    "|",
    "[^a]: ", "[^a] ", "~~a ~b ", "@a ", "a@", "[@a; ", "http://a.b/", "`{= a[b ", "```{a}\n",
    "- a\n",
    "[a]: b\n", "[a]: (\n", "&amp;", "\\*", "a\r", "\u{0}", "wörd ", "> a\nb\n", "# a\n",
    "- [ ] a\n",
    "> [!NOTE] a\n\n", "| a |\n|---|\n\n", "<!A ", "<![CDATA[", "<?", "    a\n\n", "{= a ", "\t",
  ])
  func isLinearIn(_ part: String) {
    let text = String(repeating: part, count: 10_000)
    for text in [text, text + "\n\n" + text, "```{fit}\nk: " + text, "---\n" + text] {
      let notebook = NotebookParser.parse(
        SourceFile(path: "a.md", text: text), grammar: Self.grammar)
      #expect(notebook.diagnostics.count <= 1000)
    }
  }

  @Test func takesDeepNesting() {
    let quotes =
      String(repeating: "> ", count: 10_000) + "a\n" + String(repeating: "b\n", count: 100)
    #expect(Self.check(Array(quotes.utf8)) == [])
    let lists = (0..<300).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    #expect(Self.check(Array((lists + String(repeating: "\n", count: 1000)).utf8)) == [])
    let emphasis = String(repeating: "*a ", count: 500) + String(repeating: "b*", count: 500)
    #expect(Self.check(Array(emphasis.utf8)) == [])
  }

  @Test func takesALineOfAMegabyte() {
    let line = String(repeating: "wörd *é* `x` $y$ @z ", count: 50_000)
    let notebook = parse(line)
    #expect(notebook.blocks.count == 1)
    #expect(notebook.blocks[0].range.upper.column == line.unicodeScalars.count)
  }
}

import Report
import Testing

/// What is wrong is told with its place, and the rest is rendered all the same.
@Suite struct MathProblemTests {
  @Test(arguments: [
    (#"a + \sigam"#, [#"4+6: unknown command \sigam → \sigma"#]),
    (#"é\foobarbaz x"#, [#"2+10: unknown command \foobarbaz"#]),
    (#"\begin{alignd} a \end{alignd}"#, [#"0+6: unknown environment alignd → align"#]),
    (#"{a"#, ["0+1: no closing brace for this one"]), (#"a}"#, ["1+1: } that closes nothing"]),
    (#"\left( a"#, [#"0+5: no \right for this \left"#]),
    (#"a \right)"#, [#"2+6: \right has no place here"#]),
    (#"\frac{a}"#, [#"0+5: \frac needs an argument"#]), (#"x^"#, ["1+1: ^ needs an argument"]),
    (#"x^1^2"#, ["3+1: a second superscript"]), (#"x_1_2"#, ["3+1: a second subscript"]),
    (#"\begin{cases} a"#, [#"0+6: no \end{cases} for this \begin"#]),
    (#"\begin{cases} a \end{align}"#, [#"16+4: \end{align} where \end{cases} must come"#]),
    (#"\sqrt[3 x"#, ["5+1: no ] for this bracket", #"0+5: \sqrt needs an argument"#]),
    (#"\color{red;x:y} a"#, ["6+1: not a colour: red;x:y"]),
    (#"\hspace{wide}"#, ["0+7: not a length: wide"]), (#"a $ b"#, ["2+1: a stray $"]),
    (#"\text{a"#, ["5+1: no closing brace for this one"]),
    (#"a \over b \over c"#, [#"10+5: a second \over in one group"#]),
  ])
  func problemsAreLocated(_ tex: String, _ expected: [String]) {
    #expect(MathFixture.problems(tex).sorted() == expected.sorted())
  }

  @Test func anUnknownCommandShowsItsSource() throws {
    let text = try MathFixture.content(#"a + \foo{b}"#).all("mtext").first
    #expect(text?.text == #"\foo"#)
    #expect(text?.attributes["class"] == "tex-unknown")
  }

  @Test func theSourceIsKeptAsAnAnnotation() throws {
    let tex = #"a < b & c > "d" \tau"#
    let tree = try #require(MarkupTree.parse(MathRenderer.render(tex: tex, display: false).markup))
    let annotation = try #require(tree.all("annotation").first)
    #expect(annotation.text == tex)
    #expect(annotation.attributes["encoding"] == "application/x-tex")
    #expect(tree.attributes["display"] == nil)
  }

  @Test func valuesOfAttributesCannotBeBrokenOutOf() throws {
    for tex in [
      #"\color{red" onclick="x}{a}"#, #"\textcolor{#fff"><script>}{a}"#,
      #"\begin{array}{"><script>} a \end{array}"#, #"\hspace{1em"><b>}"#,
      #"\tag{<b>} a \\ b \tag{c}"#,
      #"\text{<script>alert(1)</script>}"#, #"<img src=x onerror=alert(1)>"#,
    ] {
      let markup = MathRenderer.render(tex: tex, display: true).markup
      let tree = try #require(MarkupTree.parse(markup), "\(markup)")
      #expect(tree.all("script").isEmpty && tree.all("img").isEmpty && tree.all("b").isEmpty)
      #expect(!markup.contains("onclick=\"") && !markup.contains("onerror=\""))
    }
  }
}

import Report
import Testing

@Suite struct MathTableTests {
  @Test(arguments: [
    ("aligned", "tex-pairs"), ("align*", "tex-pairs"), ("split", "tex-pairs"),
    ("eqnarray", "tex-three"), ("gather", "tex-lines"), ("cases", "tex-cases"),
    ("smallmatrix", "tex-small"),
  ])
  func environmentsSayHowTheirColumnsStand(_ name: String, _ style: String) throws {
    let content = try MathFixture.content("\\begin{\(name)} a & b \\\\ c & d \\end{\(name)}")
    let table = try #require(content.all("mtable").first)
    #expect(table.attributes["class"] == style)
    #expect(table.all("mtr").map { $0.children.count } == [2, 2])
  }

  @Test(arguments: [
    ("pmatrix", "(", ")"), ("bmatrix", "[", "]"), ("Bmatrix", "{", "}"), ("vmatrix", "|", "|"),
  ])
  func matricesGrowTheirBrackets(_ name: String, _ open: String, _ close: String) throws {
    let content = try MathFixture.content("\\begin{\(name)} 1 & 0 \\\\ 0 & 1 \\end{\(name)}")
    #expect(content.children.map(\.name) == ["mo", "mtable", "mo"])
    #expect(content.children[0].text == open && content.children[2].text == close)
    #expect(content.children[0].attributes["stretchy"] != "false")
  }

  @Test func arraysAlignRuleAndSpaceTheirCells() throws {
    let content = try MathFixture.content(
      #"\begin{array}{l|r} a & b \\[1em] \hline c & d \\ \hline \end{array}"#)
    let cells = content.all("mtd").map { $0.attributes["style"] ?? "" }
    #expect(cells.count == 4)
    #expect(cells[0] == "text-align:left;padding-bottom:1.25em;")
    #expect(cells[1].contains("text-align:-webkit-right;"))
    #expect(cells[1].contains("border-left:"))
    #expect(cells[2].contains("border-top:") && cells[2].contains("border-bottom:"))
  }

  @Test func aligningSignsKeepTheSpaceOnTheirLeft() throws {
    let content = try MathFixture.content(#"\begin{aligned} a &= b \\ &= -c \end{aligned}"#)
    for sign in content.all("mo") where sign.text == "=" { #expect(sign.attributes == [:]) }
    #expect(content.all("mo").last?.attributes["form"] == "prefix")
  }

  @Test func oneTagIsForThePageAndSeveralStandInTheirRows() throws {
    let one = MathRenderer.render(tex: #"\begin{align} a \tag{A} \\ b \end{align}"#, display: true)
    #expect(one.tag == "A")
    #expect(!one.markup.contains("tex-tag"))
    let two = MathRenderer.render(
      tex: #"\begin{align} a \tag{A} \\ b \tag*{B} \end{align}"#, display: true)
    #expect(two.tag == nil)
    let tags = MarkupTree.parse(two.markup)?.all("mtd").filter {
      $0.attributes["class"] == "tex-tag"
    }
    #expect(tags?.map(\.outline) == ["mtd(mtext:(A))", "mtd(mtext:B)"])
  }

  @Test func labelsAndTagsAreHandedToThePage() {
    let result = MathRenderer.render(tex: #"a = b \label{eq:a} \tag{OLS}"#, display: true)
    #expect(result.label == "eq:a")
    #expect(result.tag == "OLS")
    #expect(!result.tagIsBare)
    #expect(MathRenderer.render(tex: #"a \tag*{x}"#, display: true).tagIsBare)
    let inner =
      #"\begin{equation} \begin{split} a \\ b \end{split} \tag{7} \label{s} \end{equation}"#
    let outer = MathRenderer.render(tex: inner, display: true)
    #expect(outer.tag == "7" && outer.label == "s" && outer.problems == [])
  }

  @Test func linesOutsideAnyEnvironmentBecomeATable() throws {
    #expect(try MathFixture.content(#"a \\ b"#).attributes["class"] == "tex-lines")
    #expect(try MathFixture.content(#"a &= b \\ &= c"#).attributes["class"] == "tex-pairs")
  }
}

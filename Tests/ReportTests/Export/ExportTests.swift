import Execution
import Report
import Testing

/// A run as Markdown and as a Jupyter notebook.
@Suite struct ExportTests {
  private func page() -> PageRun {
    let page = PageBuilder()
    page.front.title = page.rich("A study")
    page.paragraph(
      "The effect is {}, see {}.", page.value("-0.25", "tau.ate"), page.inline(.reference("it")))
    let table = ResultTable(
      title: "Effects", columns: [TableColumn("arm"), TableColumn("effect", unit: "$")],
      rows: [[.text("a|b"), .number(-0.25)], [.text("c"), .missing]])
    var result = CellResult(items: [
      .table(table), .verdict("It varies"),
      .checklist([.init(text: "x > 0", passed: true, detail: "0.4")]),
    ])
    result.notes = ["3 rows were left out."]
    page.directive("```{show #it}\n```", verb: "show", name: "it", result: result)
    page.directive("```{fit}\n```", verb: "fit", name: "fit", status: .failed)
    return page.run()
  }

  @Test func `Markdown has its values, references, tables and sentences as text`() {
    let document = MarkdownExport.document(page(), figureFolder: "study_figures")
    #expect(document.text.has("# A study\n"))
    #expect(document.text.has("Table\u{A0}1."))
    #expect(
      document.text.has(
        "| arm | effect ($) |\n| --- | ---: |\n| a\\|b | −0.25 |\n| c | – |"), "\(document.text)")
    #expect(document.text.has("\n**It varies") && document.text.has("- [x] x > 0 (0.4)"))
    #expect(document.text.has("*3 rows were left out.*"))
    #expect(document.text.has("> **Not computed.** failed"))
    #expect(!document.text.has("```{") && document.figures.isEmpty)
  }

  @Test func `values and references are filled in where they stand in the source`() {
    let run = Prose.run(
      "# T\n\nA `{= 1 + 1}` *b `{= 2}`*, see @part.\n\n## Part\n\n```{show}\n```\n\nEnd.\n")
    var filled = run
    for block in run.notebook.blocks {
      guard case .paragraph(let inlines) = block.kind else { continue }
      for inline in inlines {
        if case .value(let value) = inline.kind {
          filled.inlineValues[value.range.lower.offset] = ResolvedValue(text: "-2", origin: "")
        }
      }
    }
    let text = MarkdownExport.document(filled, figureFolder: "f").text
    #expect(text == "# T\n\nA −2 *b `{= 2}`*, see Section\u{A0}1.\n\n## Part\n\nEnd.\n", "\(text)")
  }

  @Test func `a value in a callout's title is filled in`() {
    let run = Prose.run("> [!NOTE] Of `{= 1 + 1}`\n> Text.\n")
    var filled = run
    run.notebook.blocks.forEachInline { inline in
      if case .value(let value) = inline.kind {
        filled.inlineValues[value.range.lower.offset] = ResolvedValue(text: "2", origin: "")
      }
    }
    let text = MarkdownExport.document(filled, figureFolder: "f").text
    #expect(text == "> [!NOTE] Of 2\n> Text.\n", "\(text)")
  }

  @Test func `a chart is an SVG file that a reader can open alone`() {
    let document = MarkdownExport.document(CaseStudy.run(), figureFolder: "study_figures")
    #expect(!document.figures.isEmpty)
    for figure in document.figures {
      #expect(figure.path.hasPrefix("study_figures/fig."))
      #expect(
        figure.svg.hasPrefix("<?xml") && figure.svg.has("xmlns=\"http://www.w3.org/2000/svg\""))
      #expect(figure.svg.has("<style>") && figure.svg.has(" width=\"640\""))
      #expect(document.text.has("](<\(figure.path)>)"))
    }
  }

  @Test func `a Jupyter notebook has prose, directives and outputs`() throws {
    let text = JupyterExport.json(page())
    let json = try StrictJSON.parse(text)
    #expect(json["nbformat"] == .number(4))
    let cells = try #require(json["cells"])
    let types = (0..<4).map { cells[$0]?["cell_type"] }
    #expect(types == [.string("markdown"), .string("markdown"), .string("code"), .string("code")])
    #expect(cells[0]?["id"] != cells[1]?["id"])
    let outputs = cells[2]?["outputs"]
    #expect(outputs?[3] != nil && outputs?[4] == nil)
    #expect(outputs?[0]?["data"]?["text/markdown"]?[0] == .string("| arm | effect ($) |\n"))
    #expect(cells[3]?["outputs"]?[0]?["name"] == .string("stderr"))
    #expect(JupyterExport.json(CaseStudy.run()).has("\"image/svg+xml\""))
  }
}

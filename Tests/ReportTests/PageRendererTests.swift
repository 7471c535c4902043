import Diagnostics
import Execution
import NotebookSyntax
import Report
import Testing

@Suite("A page")
struct PageRendererTests {
  @Test("of a whole case study is as recorded")
  func caseStudy() throws {
    let html = PageRenderer.html(CaseStudy.run())
    try preview(html, "case-study.html")
    try expectGolden(withoutStyleAndDrawings(html), "case-study.html")
  }
}

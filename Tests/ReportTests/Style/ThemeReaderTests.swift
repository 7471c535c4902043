import Diagnostics
import NotebookSyntax
import Report
import Testing

@Suite("A theme in the front matter")
struct ThemeReaderTests {
  private func page(_ theme: String) -> RenderedPage {
    Prose.render("---\ntheme:\(theme)\n---\n\ntext")
  }

  @Test("names a scheme")
  func scheme() {
    let dark = page(" dark")
    #expect(dark.diagnostics.isEmpty)
    #expect(!dark.html.has("prefers-color-scheme"))
    #expect(dark.html.has("color-scheme:dark"))
  }

  @Test("sets colours, fonts and a line at the foot")
  func map() {
    let page = page("\n  accent: \"#7a1fa2\"\n  font: Georgia\n  footer: ACME <analytics>\n")
    #expect(page.diagnostics.isEmpty, "\(page.diagnostics)")
    #expect(page.html.has("--accent:#7a1fa2"))
    #expect(page.html.has("--serif:\"Georgia\""))
    #expect(page.html.has("<p>ACME &lt;analytics&gt;</p>"))
  }

  @Test(
    "that is not understood is told, and the rest holds",
    arguments: [
      (" drak", "there is no theme “drak”"), ("\n  acent: red", "a theme has no “acent”"),
      ("\n  accent: \"red;}\"", "this is not a colour"),
    ])
  func problems(theme: String, message: String) {
    let page = page(theme)
    #expect(page.diagnostics.map(\.id) == ["theme.invalid"])
    #expect(page.diagnostics.map(\.message) == [message])
    #expect(!page.html.has("--accent:red"))
  }
}

import Report
import Testing

@Suite("Links between pages")
struct SiteNavigationTests {
  private func html(current: Int?) -> String {
    let site = SiteContext(
      index: PageLink(title: "Casebook", path: "index.html"), book: "E-mail",
      pages: [
        PageLink(title: "Data", path: "e/data.html"), PageLink(title: "Effect", path: "e/ef.html"),
        PageLink(title: "Policy", path: "e/policy.html"),
      ], current: current)
    return Prose.render("x", options: PageOptions(site: site, linkPrefix: "../")).html
  }

  @Test("lead to the index, the page before and the page after")
  func middle() {
    let html = html(current: 1)
    #expect(html.has("<a href=\"../index.html\">Casebook</a>"))
    #expect(html.has("<a href=\"../e/data.html\" rel=\"prev\">"))
    #expect(html.has("<a href=\"../e/policy.html\" rel=\"next\">"))
  }

  @Test("end with the book, and are not there for a page that stands alone")
  func ends() {
    #expect(!html(current: 0).has("rel=\"prev\""))
    #expect(!html(current: 2).has("rel=\"next\""))
    #expect(!Prose.render("x").html.has("<nav"))
  }
}

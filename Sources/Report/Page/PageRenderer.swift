import Diagnostics
import Execution
import NotebookSyntax

/// A page as HTML, with the problems that only rendering could find.
package struct RenderedPage: Sendable {
  package var html: String
  /// Unresolved references, unreadable images, unsafe links; they stand in the page as well.
  package var diagnostics: [Diagnostic]
}

/// Makes one self-contained HTML page from a run: no script, no request, the same bytes each time.
package enum PageRenderer {
  package static func html(_ run: PageRun, options: PageOptions = PageOptions()) -> String {
    render(run, options: options).html
  }

  package static func render(
    _ run: PageRun, options: PageOptions = PageOptions()
  ) -> RenderedPage {
    var options = options
    var themeProblems: [Diagnostic] = []
    if let value = run.notebook.frontMatter.entry("theme") {
      let reader = ThemeReader(value, base: options.theme)
      options.theme = reader.theme
      themeProblems = reader.diagnostics
    }
    let page = PageContext(run, options)
    var prose = ProseRenderer(page)
    for problem in themeProblems + page.citations.diagnostics { prose.report(problem) }
    let titleBlock = TitleBlock.node(page, &prose)
    var body = PageBody(page)
    body.render(&prose)
    let contents = Contents(page, headings: body.headings)
    var main: [HTMLNode] = [titleBlock]
    let side = [SiteNavigation.pages(options), contents.node].compactMap { $0 }
    if !side.isEmpty { main.append(.element("div", ["class": "side"], side)) }
    var article = PageAlerts.nodes(page) + body.nodes
    if let references = References.node(page) { article.append(references) }
    if let notes = prose.endnotes() { article.append(notes) }
    main.append(.element("article", [:], article))
    main.append(ProvenanceFooter.node(page))
    if let turn = SiteNavigation.turn(options) { main.append(turn) }

    var document: [HTMLNode] = [
      .element("a", ["class": "skip", "href": "#content"], text: "Skip to the content")
    ]
    if let bar = SiteNavigation.bar(options) { document.append(bar) }
    document.append(.element("main", ["id": "content"], main))
    let html = PageShell.html(
      title: TitleBlock.plainTitle(page), language: run.notebook.frontMatter.language,
      description: run.notebook.frontMatter.abstract.map { TitleBlock.text($0.inlines, run) },
      options: options,
      needs: StyleNeeds(charts: body.hasCharts, math: prose.hasMath, citations: prose.hasCitations),
      body: document)
    return RenderedPage(html: html, diagnostics: prose.diagnostics)
  }

  /// The SHA-256 of a script in base 64, as a security policy names it.
  package static func fingerprint(of script: String) -> String { PageShell.fingerprint(script) }
}

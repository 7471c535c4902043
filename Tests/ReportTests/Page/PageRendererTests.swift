import Diagnostics
import Execution
import NotebookSyntax
import Platform
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

  @Test("is the same to the byte whenever it is made, and tells no times")
  func sameBytes() {
    var slow = CaseStudy.run()
    slow.provenance.seconds = 1234.56789
    for index in slow.outcomes.indices { slow.outcomes[index].seconds = 987.654321 }
    #expect(PageRenderer.html(slow) == PageRenderer.html(CaseStudy.run()))
  }

  @Test("says the same of a cell from the cache")
  func cached() {
    var cached = CaseStudy.run()
    for index in cached.outcomes.indices where cached.outcomes[index].status == .ok {
      cached.outcomes[index].status = .cached
    }
    #expect(PageRenderer.html(cached) == PageRenderer.html(CaseStudy.run()))
  }

  @Test("keeps its frame below 20 KB and a case study below 100 KB")
  func budgets() {
    let empty = Prose.render("").html
    #expect(empty.utf8.count <= 20_000)
    let study = PageRenderer.html(CaseStudy.run())
    #expect(study.utf8.count <= 60_000)
    // All style that a page can have, charts and formulas included, counts as its frame.
    let style = Results.texts(between: "<style>", and: "</style>", in: study)
    #expect(style.count == 1)
    #expect((style.first?.utf8.count ?? .max) <= 19_000)
  }

  @Test("forbids scripts and requests, has one h1, landmarks, a skip link and a language")
  func skeleton() {
    let html = PageRenderer.html(CaseStudy.run())
    #expect(html.has("<html lang=\"en\">"))
    #expect(
      html.has(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          + "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"))
    #expect(count("<h1>", in: html) == 1)
    #expect(count("<main ", in: html) == 1)
    #expect(html.has("<a class=\"skip\" href=\"#content\">"))
    #expect(!html.has("<script") && !html.has("<link") && !html.has("url(") && !html.has("@import"))
    #expect(!html.has("src=\"http"))
  }

  @Test("has every id once, and every link inside it leads to one")
  func ids() {
    let html = PageRenderer.html(CaseStudy.run())
    let ids = Results.texts(between: " id=\"", and: "\"", in: html)
    #expect(Set(ids).count == ids.count)
    let targets = Results.texts(between: "href=\"#", and: "\"", in: html)
    #expect(!targets.isEmpty)
    for target in targets { #expect(ids.contains(target), "\(target)") }
  }

  @Test("says at its top that data were simulated, all or some")
  func simulated() {
    var run = CaseStudy.run()
    run.provenance.sources[0].origin = "simulated"
    #expect(PageRenderer.html(run).has("The data of this page were simulated."))
    run.provenance.sources.append(
      SourceRecord(path: "b.csv", sha256: "", rows: 1, origin: "file"))
    #expect(
      PageRenderer.html(run).has("Some data of this page were simulated (data/hillstrom.csv)."))
    #expect(!PageRenderer.html(CaseStudy.run()).has("simulated"))
    run.provenance.sources = []
    run.provenance.inherited.hasSimulated = true
    #expect(PageRenderer.html(run).has("The data of this page were simulated."))
    #expect(IndexEntry(run, path: "a.html").usesSimulatedData)
    run.provenance.inherited.hasReal = true
    #expect(
      PageRenderer.html(run).has("Some data of this page were simulated, on a page before it."))
  }

  @Test("shows problems of the prose below their block, and each once")
  func strays() {
    var run = Prose.run("First.\n\nSecond.\n\nThird.")
    let second = run.notebook.blocks[1].range
    run.diagnostics = [
      Diagnostic(DiagnosticKind("a.b", .warning, ""), path: "prose.md", range: second, "odd")
    ]
    let html = PageRenderer.html(run)
    let parts = ["Second.", "<code>a.b</code>", "Third."].map { html.range(of: $0)?.lowerBound }
    #expect(parts.compactMap { $0 }.count == 3)
    #expect(parts.compactMap { $0 } == parts.compactMap { $0 }.sorted())
    #expect(count("<code>a.b</code>", in: html) == 1)
  }

  @Test("keeps a sign with its currency, and a value with the relation that it completes")
  func unbrokenValues() {
    let page = PageBuilder()
    page.paragraph(
      "A gain of {} ({} {}).", page.value("-$0.5", "worth.gain"), page.inline(.math(tex: "p =")),
      page.value("0.03", "worth.p"))
    let html = PageRenderer.html(page.run())
    #expect(html.has(">\u{2212}\u{2060}$0.5</span>"), "\(html)")
    #expect(html.has("<span class=\"j\">(<math"), "\(html)")
    #expect(
      html.has("</math>\u{A0}<span class=\"v\""), "\(html)")
    #expect(html.has(">0.03</span>).</span></p>"), "\(html)")
  }

  @Test("marks computed values unless the front matter says `values: plain`")
  func values() {
    var run = CaseStudy.run()
    let html = PageRenderer.html(run)
    #expect(html.has("<span class=\"v\" title=\"customers.rows · line "))
    run.notebook.frontMatter.entries.append(
      Entry(
        key: Located("values", .start), value: RawValue(.scalar("plain", quoted: false), .start)))
    #expect(!PageRenderer.html(run).has("<span class=\"v\" "))
  }

  @Test("of 10,000 lines of prose is made in little time")
  func speed() {
    let line =
      "Some *prose* with `code`, a [link](https://e.org) and **more** text < than & that.\n"
    let markdown = (0..<2500).map { "\(line)\(line)\(line)\($0)\n\n" }.joined()
    let run = Prose.run(markdown)
    let start = Machine.seconds
    let html = PageRenderer.html(run)
    let seconds = Machine.seconds - start
    #expect(html.utf8.count > 1_000_000)
    // Debug builds are some twenty times slower than what is shipped.
    #expect(seconds < 4)
    if Machine.environment("REPORT_PREVIEW") != nil { print("10,000 lines: \(seconds) s") }
  }
}

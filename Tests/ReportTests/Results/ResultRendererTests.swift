import Charts
import Diagnostics
import Execution
import NotebookSyntax
import Report
import Testing

@Suite("A result on the page")
struct ResultRendererTests {
  private func table(rows: Int, columns: Int = 2) -> ResultTable {
    ResultTable(
      title: "Rows", columns: (0..<columns).map { TableColumn("c\($0)") },
      rows: (0..<rows).map { row in (0..<columns).map { .integer(row * 10 + $0) } })
  }

  @Test("folds a table after twelve rows, but not to hide one or two", arguments: [12, 14, 15, 40])
  func folds(rows: Int) {
    let html = Results.html(CellResult(items: [.table(table(rows: rows))]))
    let folded = rows >= 15
    #expect(html.has("Show all \(rows) rows") == folded)
    #expect(html.has("<tbody class=\"rest\">") == folded)
    #expect(count("<th scope=\"row\">", in: html) == rows)
    #expect(html.has("<span class=\"paper\">The first 12 of \(rows) rows</span>") == folded)
  }

  @Test("names rows and columns for those who hear the table")
  func scopes() {
    let html = Results.html(CellResult(items: [.table(table(rows: 2))]))
    #expect(html.has("<th scope=\"col\">c1"))
    #expect(html.has("<th scope=\"row\">10"))
    #expect(html.has("aria-labelledby=\"tbl.it.cap\""))
    #expect(html.has("<figcaption id=\"tbl.it.cap\"><b>Table\u{A0}1.</b> Rows</figcaption>"))
  }

  @Test("sets decimals of a first column right, and names and whole numbers left")
  func firstColumn() {
    func html(_ cells: [TableCell]) -> String {
      Results.html(
        CellResult(items: [
          .table(
            ResultTable(
              title: "t", columns: [TableColumn("a"), TableColumn("b")],
              rows: cells.map { [$0, .number(1)] }))
        ]))
    }
    #expect(html([.number(0.5), .number(12.25)]).has("<table class=\"r rn\">"))
    #expect(html([.number(1), .number(2)]).has("<table class=\"r\">"))
    #expect(html([.text("x")]).has("<table class=\"r\">"))
  }

  @Test("offers its table as CSV, with six digits and whole numbers whole")
  func csv() {
    let table = ResultTable(
      title: "t", columns: [TableColumn("a, b"), TableColumn("x"), TableColumn("ci")],
      rows: [
        [.text("say \"hi\""), .number(0.1), .interval(-1.5, 2)], [.text("é"), .missing, .missing],
        [.text("w"), .number(0.123456789), .missing],
        [.text("id"), .number(123_456_789), .missing],
      ])
    let html = Results.html(CellResult(items: [.table(table)]))
    #expect(html.has("download=\"tbl.it.csv\""))
    let link = Results.texts(between: "href=\"data:text/csv;charset=utf-8,", and: "\"", in: html)
    #expect(
      link == [
        "%22a,%20b%22,x,ci%20low,ci%20high%0A%22say%20%22%22hi%22%22%22,0.1,-1.5,2%0Aé,,,%0Aw,0.123457,,%0Aid,123456789,,%0A"
      ])
  }

  @Test("shows stamps, verdicts, notes and what terms mean")
  func words() {
    var result = CellResult(items: [
      .verdict("The effect is -0.5 < 0."), .table(table(rows: 1)),
    ])
    result.stamps = ["in-sample"]
    result.notes = ["3 rows were dropped."]
    result.definitions = [.init("SMD", "a difference", source: "Austin (2009)")]
    let html = Results.html(result)
    #expect(html.has("<p class=\"verdict\">The effect is −0.5\u{A0}&lt;\u{A0}0.</p>"))
    #expect(html.has("<span class=\"stamp\">in-sample</span>"))
    #expect(html.has("<p class=\"remark\">3 rows were dropped.</p>"))
    #expect(html.has("<dt>SMD</dt><dd>a difference <cite>Austin (2009)</cite></dd>"))
  }

  @Test("a note that a result above told stands in the fold alone")
  func toldNotes() {
    let page = PageBuilder()
    for (name, own) in [("one", "Only here."), ("two", "Only there.")] {
      var result = CellResult()
      result.notes = ["5 folds were used.", own]
      page.directive("```{show #\(name)}\n```", verb: "show", name: name, result: result)
    }
    let html = PageRenderer.html(page.run())
    let fold = Results.texts(between: "<details>", and: "</details>", in: html).last ?? ""
    #expect(fold.contains("5 folds were used."))
    #expect(!fold.contains("Only there."))
    #expect(Results.texts(between: "5 folds", and: ".", in: html).count == 2)
  }

  @Test("says of each check whether it passed, failed or did not apply, in words as well")
  func checks() {
    let html = Results.html(
      CellResult(items: [
        .checklist([
          .init(text: "a > 0", passed: true, detail: "1"),
          .init(text: "b > 0", passed: false, detail: ""),
          .init(text: "c", passed: nil, detail: ""),
        ])
      ]))
    for state in ["passed", "failed", "not applied"] {
      #expect(html.has("aria-label=\"\(state)\""))
    }
    #expect(html.has("<li class=\"fail\">"))
  }

  @Test("folds a long list of checks that hold, and no list with one that fails")
  func manyChecks() {
    func html(failing: Bool) -> String {
      Results.html(
        CellResult(items: [
          .checklist(
            (0..<9).map { .init(text: "a\($0)", passed: !(failing && $0 == 4), detail: "") })
        ]))
    }
    #expect(html(failing: false).has("<summary>9 of 9 checks hold</summary>"))
    #expect(!html(failing: true).has("checks hold"))
  }

  @Test("offers every series of a chart, the long ones thinned")
  func seriesToTake() {
    let x = (0...100).map { Double($0) / 100 }
    let chart = Chart(
      kind: "toc", x: Axis("share"), y: Axis("effect"),
      marks: [
        .line(LineMark(name: "model", x: x, y: x.map { 1 - $0 }, role: .series(0))),
        .line(LineMark(name: "random", x: [0, 1], y: [0, 0], role: .reference)),
      ])
    let html = Results.html(CellResult(items: [.chart(chart)]))
    let links = Results.texts(between: "aria-label=\"", and: "</a>", in: html)
    #expect(
      links == ["Figure\u{A0}1: model\">model", "Figure\u{A0}1: random\">random"], "\(links)")
    #expect(html.has("CSV of Figure\u{A0}1 (thinned: <a"))
  }

  @Test("puts supporting tables behind one fold that names them, after the others")
  func supportingTables() {
    func table(_ standing: ResultTable.Standing, _ title: String) -> CellResult.Item {
      .table(
        ResultTable(
          standing, title: title, columns: [TableColumn("name")], rows: [[.text("x")]]))
    }
    let html = Results.html(
      CellResult(items: [
        table(.main, "Effects"), table(.supporting, "t, a learner: nuisances"),
        table(.main, "Terms"), table(.supporting, "x, a learner: nuisances"),
        table(.supporting, "u, a learner: nuisances"),
      ]))
    // Table 3 stands above the fold.
    #expect(html.has("<summary>Tables\u{A0}2, 4–5. Nuisances<span class=\"paper\">"))
    // Paper cannot be unfolded, and says where the tables are.
    #expect(html.has(" (on the web page, not printed)</span></summary>"))
    let terms = html.firstRange(of: "Terms")?.lowerBound
    let fold = html.firstRange(of: "<details class=\"more\">")?.lowerBound
    #expect(zip([terms].compactMap(\.self), [fold].compactMap(\.self)).allSatisfy { $0 < $1 })
    #expect(fold != nil)
  }

  @Test(
    "shows the directive folded, open or not at all",
    arguments: [Presentation.SourceDisplay.fold, .code, .none])
  func source(show: Presentation.SourceDisplay) {
    let html = Results.html(CellResult(items: [.verdict("x")])) { $0.presentation.show = show }
    #expect(html.has("<summary>How this was computed</summary>") == (show == .fold))
    #expect(html.has("<code>```{show #it}") == (show != .none))
  }

  @Test("with `output: false` stays off the page, but its errors do not")
  func noOutput() {
    let problem = Diagnostic(DiagnosticKind("x.y", .warning, ""), "odd")
    let html = Results.html(CellResult(items: [.verdict("secret")])) {
      $0.presentation.output = false
      $0.diagnostics = [problem]
    }
    #expect(!html.has("secret"))
    #expect(html.has("<div class=\"diag warning\""))
  }

  @Test("gives the numbers of a chart, thinned where they are many")
  func chartData() {
    let x = (0...500).map(Double.init)
    let chart = Chart(
      kind: "gain-curve", x: Axis("customers", format: .count), y: Axis("visits"),
      marks: [.line(LineMark(name: "tau", x: x, y: x.map { $0 * 0.5 }, role: .series(0)))])
    let html = Results.html(CellResult(items: [.chart(chart)]))
    #expect(html.has("<b>Figure\u{A0}1.</b> Gain curve</figcaption>"))
    #expect(html.has("One in 17 of 501 points; the JSON beside this page has them all."))
    #expect(html.has("<th scope=\"row\">500"))
    #expect(html.has("Figure\u{A0}1</a> (thinned)"))
  }

  @Test("tells the panels of a chart apart where each has series of the same names")
  func panelsAsCSV() {
    func panel(_ title: String?, from x: Double) -> Panel {
      Panel(
        title: title,
        marks: [.line(LineMark(name: "gain", x: [x, x + 1], y: [1, 2], role: .series(0)))])
    }
    func links(_ panels: Panel...) -> [String] {
      let chart = Chart(kind: "line", x: Axis("x"), y: Axis("y"), panels: panels)
      let html = Results.html(CellResult(items: [.chart(chart)]))
      return
        (Results.texts(between: "aria-label=\"", and: "\">", in: html)
        + Results.texts(between: ".csv\">", and: "</a>", in: html))
        .map { $0.replacing("\u{A0}", with: " ") }
    }
    #expect(
      links(panel("mail", from: 0), panel("call", from: 5))
        == ["Figure 1: mail: gain", "Figure 1: call: gain"])
    #expect(
      links(panel(nil, from: 0), panel(nil, from: 5)) == ["Figure 1: part 1", "Figure 1: part 2"])
    #expect(links(panel("mail", from: 0)) == ["Figure 1"])
  }

  @Test("offers the numbers of a short chart as CSV too")
  func shortChart() {
    let chart = Chart(
      kind: "bars",
      marks: [.line(LineMark(name: "tau", x: [0, 1], y: [0.25, .nan], role: .series(0)))])
    let html = Results.html(CellResult(items: [.chart(chart)]))
    #expect(html.has("charset=utf-8,x,tau%0A0,0.25%0A1,%0A\" download=\"fig.it.csv\""))
  }

  @Test("is named by its figure where it drew one, by its table where not")
  func references() {
    let page = PageBuilder()
    let chart = Chart(kind: "line", marks: [])
    page.directive(
      "```{plot}```", verb: "plot", name: "both",
      result: CellResult(items: [.table(table(rows: 1)), .chart(chart)]))
    page.directive(
      "```{show}```", verb: "show", name: "only",
      result: CellResult(items: [.table(table(rows: 1))]))
    page.paragraph("{} {}", page.inline(.reference("both")), page.inline(.reference("only")))
    let html = PageRenderer.html(page.run())
    #expect(html.has("href=\"#fig.both\">Figure\u{A0}1</a>"))
    #expect(html.has("href=\"#tbl.only\">Table\u{A0}2</a>"))
  }
}

import Report
import Testing

@Suite("The index")
struct IndexRendererTests {
  private let entries = [
    IndexEntry(
      title: "E-mail <test>", abstract: "Who should get it?", path: "a b.html", book: "Marketing",
      keyFigures: [.init(label: "effect", value: "-0.5")], errors: 2),
    IndexEntry(title: "Jobs", path: "jobs.html", book: "Policy", usesSimulatedData: true),
    IndexEntry(title: "Vouchers", path: "v.html", book: "Marketing"),
  ]

  @Test("shows a card for each page under its book, in order of first appearance")
  func cards() throws {
    let html = IndexRenderer.html(entries, title: "Casebook")
    try preview(html, "index.html")
    #expect(html.has("<h3><a href=\"a%20b.html\">E-mail &lt;test&gt;</a>"))
    #expect(html.has("<dt>effect</dt><dd>−0.5</dd>"))
    #expect(html.has("2 errors") && html.has("simulated data"))
    let order = ["Marketing</h2>", "Vouchers", "Policy</h2>", "Jobs"].map {
      html.range(of: $0)?.lowerBound
    }
    #expect(order.compactMap { $0 }.count == 4)
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    #expect(count("<h1>", in: html) == 1)
  }

  @Test("keeps a minus and a currency sign on one line")
  func moneyBelowZero() {
    let figures = [IndexEntry.KeyFigure(label: "profit", value: "-$0.04")]
    let html = IndexRenderer.html([IndexEntry(title: "T", path: "t.html", keyFigures: figures)])
    #expect(html.has("<dd>−\u{2060}$0.04</dd>"), "\(html)")
  }

  @Test("says so when there is no report")
  func empty() {
    #expect(IndexRenderer.html([]).has("There is no report yet."))
  }

  @Test("is within the frame's budget")
  func budget() {
    #expect(IndexRenderer.html([]).utf8.count <= 20_000)
  }
}

import Execution

/// A page that compares runs of one notebook: its values side by side, with links to the pages.
package enum ComparisonRenderer {
  /// - Parameters:
  ///   - title: what is compared.
  ///   - table: a row for each value, a column for each run.
  ///   - pages: the runs, relative to the comparison.
  package static func html(
    title: String, table: ResultTable, pages: [PageLink], options: PageOptions = PageOptions()
  ) -> String {
    let links = pages.map { page in
      HTMLNode.element(
        "li", [:],
        [.element("a", ["href": LinkPolicy.address(page.path) ?? "#"], text: page.title)])
    }
    let renderer = TableRenderer(table, folds: false)
    let figure = HTMLNode.element(
      "figure", ["id": "values", "class": renderer.isWide ? "tbl wide" : "tbl"],
      [
        .element("figcaption", ["id": "values.cap"], text: table.title),
        renderer.node(labelledBy: "values.cap"),
      ] + table.notes.map { .element("p", ["class": "remark"], text: Typography.minus($0)) })
    let main: [HTMLNode] = [
      .element("header", ["class": "title"], [.element("h1", [:], text: title)]),
      .element("article", [:], [.element("ul", [:], links), figure]),
    ]
    return PageShell.html(
      title: title, language: "en", description: nil, options: options, needs: StyleNeeds(),
      body: [.element("main", ["id": "content"], main)])
  }
}

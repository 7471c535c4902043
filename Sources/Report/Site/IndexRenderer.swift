/// The first page of a site: a card for each report, by book.
package enum IndexRenderer {
  /// - Parameters:
  ///   - title: the site's title.
  ///   - description: a sentence below it.
  package static func html(
    _ pages: [IndexEntry], title: String = "Reports", description: String? = nil,
    options: PageOptions = PageOptions()
  ) -> String {
    var header: [HTMLNode] = []
    if let logo = options.logo {
      header.append(.element("img", ["class": "logo", "src": logo, "alt": ""]))
    }
    header.append(.element("h1", [:], text: title))
    if let description { header.append(.element("p", ["class": "subtitle"], text: description)) }
    // One page needs no search.
    let searches = pages.count > 1
    if searches { header += SearchIndex.nodes }
    var content: [HTMLNode] = [.element("header", ["class": "title"], header)]
    for (book, entries) in books(pages) {
      var section: [HTMLNode] = []
      if let book, book != title { section.append(.element("h2", [:], text: book)) }
      let level = section.isEmpty ? "h2" : "h3"
      section.append(
        .element("ul", ["class": "cards"], entries.map { card($0, heading: level, options) }))
      content.append(.element("section", [:], section))
    }
    if pages.isEmpty { content.append(.element("p", [:], text: "There is no report yet.")) }
    if let footer = options.theme.footer {
      content.append(.element("footer", ["class": "provenance"], text: footer))
    }
    var body: [HTMLNode] = [.element("main", ["class": "index"], content)]
    if searches {
      body.append(
        .element(
          "script", ["type": "application/json", "id": "pages"],
          [.trusted(SearchIndex.json(pages))]))
    }
    return PageShell.html(
      title: title, language: "en", description: description, options: options, needs: StyleNeeds(),
      extraCSS: PageStyle.indexCSS, body: body, script: searches ? SearchIndex.script : nil)
  }

  /// Entries grouped by book; books in order of first appearance.
  private static func books(_ pages: [IndexEntry]) -> [(book: String?, entries: [IndexEntry])] {
    var groups: [(book: String?, entries: [IndexEntry])] = []
    for page in pages {
      if let index = groups.firstIndex(where: { $0.book == page.book }) {
        groups[index].entries.append(page)
      } else {
        groups.append((page.book, [page]))
      }
    }
    return groups
  }

  private static func card(
    _ entry: IndexEntry, heading: String, _ options: PageOptions
  ) -> HTMLNode {
    let address = LinkPolicy.address(options.linkPrefix + entry.path) ?? "#"
    var content: [HTMLNode] = [
      .element(heading, [:], [.element("a", ["href": address], text: entry.title)])
    ]
    if let text = entry.abstract ?? entry.subtitle {
      content.append(.element("p", [:], text: text))
    }
    if !entry.keyFigures.isEmpty {
      let figures = entry.keyFigures.map { figure in
        HTMLNode.element(
          "div", [:],
          [
            .element("dt", [:], text: figure.label),
            .element("dd", [:], text: Typography.minus(figure.value)),
          ])
      }
      content.append(.element("dl", [:], figures))
    }
    var stamps: [HTMLNode] = []
    if entry.errors > 0 {
      let text = entry.errors == 1 ? "1 error" : "\(entry.errors) errors"
      stamps.append(.element("span", ["class": "stamp bad"], text: text))
    }
    if entry.usesSimulatedData {
      if !stamps.isEmpty { stamps.append(.text(" ")) }
      stamps.append(.element("span", ["class": "stamp"], text: "simulated data"))
    }
    if !stamps.isEmpty { content.append(.element("p", ["class": "status"], stamps)) }
    return .element("li", [:], content)
  }
}

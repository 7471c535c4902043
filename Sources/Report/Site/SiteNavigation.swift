/// The links of a page to its site: the bar above the text, and the pages before and after.
enum SiteNavigation {
  /// The site's and the book's name; nil for a page that stands alone.
  static func bar(_ options: PageOptions) -> HTMLNode? {
    guard let site = options.site, site.index != nil || site.book != nil else { return nil }
    var content: [HTMLNode] = []
    if let logo = options.logo {
      content += [.element("img", ["class": "logo", "src": logo, "alt": ""]), .text(" ")]
    }
    if let index = site.index { content.append(link(index, options)) }
    if let book = site.book, book != site.index?.title {
      if !content.isEmpty {
        content += [.text(" "), .element("span", ["aria-hidden": "true"], text: "/"), .text(" ")]
      }
      content.append(.element("span", [:], text: book))
    }
    return .element("nav", ["class": "site", "aria-label": "Site"], content)
  }

  /// The pages of the book beside the text, where there is room; nil for a book of one page.
  static func pages(_ options: PageOptions) -> HTMLNode? {
    guard let site = options.site, site.pages.count > 1 else { return nil }
    let items = site.pages.enumerated().map { index, page -> HTMLNode in
      let isCurrent = index == site.current
      return .element(
        "li", [:],
        [
          .element(
            "a",
            ["href": address(page, options), "aria-current": isCurrent ? "page" : nil],
            text: page.title)
        ])
    }
    return .element(
      "nav", ["class": "pages", "aria-label": "Pages of the book"],
      [.element("p", [:], text: site.book ?? "Pages"), .element("ol", [:], items)])
  }

  /// The previous and the next page of the book.
  static func turn(_ options: PageOptions) -> HTMLNode? {
    guard let site = options.site, site.previous != nil || site.next != nil else { return nil }
    var content: [HTMLNode] = []
    if let previous = site.previous {
      content.append(turnLink("Previous", previous, options, relation: "prev"))
    }
    if let next = site.next { content.append(turnLink("Next", next, options, relation: "next")) }
    return .element("nav", ["class": "turn", "aria-label": "Previous and next page"], content)
  }

  private static func turnLink(
    _ label: String, _ page: PageLink, _ options: PageOptions, relation: String
  ) -> HTMLNode {
    .element(
      "a", ["href": address(page, options), "rel": relation],
      [.element("span", [:], text: label), .text(" "), .element("b", [:], text: page.title)])
  }

  private static func link(_ page: PageLink, _ options: PageOptions) -> HTMLNode {
    .element("a", ["href": address(page, options)], text: page.title)
  }

  private static func address(_ page: PageLink, _ options: PageOptions) -> String {
    LinkPolicy.address(options.linkPrefix + page.path) ?? "#"
  }
}

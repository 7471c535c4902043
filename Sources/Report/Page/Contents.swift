import NotebookSyntax

/// The list of sections: beside the text on a wide window, above it on a narrow one.
struct Contents {
  private let page: PageContext
  private let headings: [[HTMLNode]]

  init(_ page: PageContext, headings: [[HTMLNode]]) {
    self.page = page
    self.headings = headings
  }

  /// nil where the front matter says `toc: false`, or where there is at most one section.
  var node: HTMLNode? {
    let setting = page.run.notebook.frontMatter.text("toc")
    if setting == "false" || setting == "no" { return nil }
    let depth = setting.flatMap(Int.init).map { $0 + 1 } ?? 3
    let sections = zip(page.numbering.sections, headings).filter { $0.0.level <= depth }
    guard sections.count > 1 else { return nil }
    var items = sections.map { section, heading -> HTMLNode in
      var content: [HTMLNode] = []
      if !section.number.isEmpty {
        content += [.element("span", ["class": "number"], text: section.number), .text(" ")]
      }
      return .element(
        "li", ["class": section.level == 2 ? nil : "sub"],
        [.element("a", ["href": "#" + section.id], content + heading.map(\.unlinked))])
    }
    if !page.citations.style.references.isEmpty {
      items.append(
        .element("li", [:], [.element("a", ["href": "#" + References.id], text: "References")]))
    }
    return .element(
      "nav", ["class": "toc", "aria-label": "Contents"],
      [.element("p", [:], text: "Contents"), .element("ul", [:], items)])
  }
}

extension HTMLNode {
  /// The same content without links, note marks and ids, so that it may stand inside a link.
  fileprivate var unlinked: HTMLNode {
    switch self {
    case .text, .trusted: return self
    case .fragment(let nodes): return .fragment(nodes.map(\.unlinked))
    case .element(var element):
      if element.name == "sup", element.attributes["class"] == "fn" { return .empty }
      element.children = element.children.map(\.unlinked)
      if element.name == "a" || element.attributes["class"] == "v" {
        return .fragment(element.children)
      }
      element.attributes["id"] = nil
      return .element(element)
    }
  }
}

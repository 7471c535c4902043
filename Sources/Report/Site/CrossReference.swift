import Execution

/// What a `@name` means on another page of the book.
package struct CrossReference: Sendable, Equatable {
  /// The page, relative to the site's root, with the element's id.
  package var address: String
  /// What stands in the text: `Figure 2 of Evaluation`.
  package var text: String

  package init(address: String, text: String) {
    self.address = address
    self.text = text
  }

  /// Every name that a page gives its figures, tables, sections and equations.
  ///
  /// - Parameters:
  ///   - path: the page, relative to the site's root.
  package static func all(of run: PageRun, path: String) -> [String: CrossReference] {
    let page = PageContext(run, PageOptions())
    let title = TitleBlock.plainTitle(page)
    var found: [String: CrossReference] = [:]
    for name in page.numbering.names {
      guard let target = page.numbering.target(name, from: 0) else { continue }
      let what =
        switch target.kind {
        case .figure: "Figure\u{A0}\(target.number)"
        case .table: "Table\u{A0}\(target.number)"
        case .equation: "Equation\u{A0}(\(target.number))"
        case .section: target.number.isEmpty ? "“\(target.title)”" : "Section\u{A0}\(target.number)"
        }
      found[name] = CrossReference(address: path + "#" + target.id, text: "\(what) of “\(title)”")
    }
    return found
  }
}

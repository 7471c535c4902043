/// The list of the works that a page cites.
enum References {
  /// The id of its heading; anchors of headings have no point, so it is never theirs.
  static let id = "refs."

  /// nil where nothing is cited.
  static func node(_ page: PageContext) -> HTMLNode? {
    guard let list = page.citations.style.listNode else { return nil }
    return .element(
      "section", ["class": "works"], [.element("h2", ["id": id], text: "References"), list])
  }
}

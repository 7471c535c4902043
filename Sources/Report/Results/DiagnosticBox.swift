import Diagnostics

/// An error, a warning or a note in its place on the page.
enum DiagnosticBox {
  /// As much of a source line as the page's measure shows.
  private static let columns = 56

  /// The severity and id, the place, what was wrong, the source line with a caret, and the mend.
  static func node(_ diagnostic: Diagnostic, in source: SourceFile) -> HTMLNode {
    var head: [HTMLNode] = [
      .element("b", [:], text: diagnostic.severity.rawValue), .text(" "),
      .element("code", [:], text: diagnostic.id),
    ]
    if let place = place(diagnostic) {
      head += [.text(" "), .element("span", ["class": "place"], text: place)]
    }
    var content: [HTMLNode] = [
      .element("p", ["class": "head"], head), .element("p", [:], text: diagnostic.message),
    ]
    if diagnostic.path == source.path || diagnostic.path.isEmpty,
      let snippet = DiagnosticRenderer.snippet(diagnostic, in: source, window: columns)
    {
      content.append(
        .element("pre", ["tabindex": "0"], text: snippet.joined(separator: "\n")))
    }
    content += diagnostic.notes.map { .element("p", ["class": "more"], text: $0) }
    if let hint = diagnostic.hint {
      content.append(
        .element("p", ["class": "more"], [.element("b", [:], text: "Hint."), .text(" " + hint)]))
    }
    return .element(
      "div",
      [
        "class": "diag \(diagnostic.severity.rawValue)", "role": "note",
        "aria-label": diagnostic.severity.rawValue,
      ], content)
  }

  private static func place(_ diagnostic: Diagnostic) -> String? {
    guard let range = diagnostic.range else { return nil }
    let name = diagnostic.path.split(separator: "/").last.map(String.init) ?? "line "
    return "\(name):\(range.lower.line):\(range.lower.column)"
  }
}

import Execution

/// The line of folds under a result: how it was computed, what its terms mean, its numbers.
struct FoldRow {
  let page: PageContext
  let outcome: CellOutcome
  let targets: [PageNumbering.Target?]
  /// Notes that the page has told before.
  var notes: [String] = []

  /// nil where there is nothing to fold.
  var node: HTMLNode? {
    var folds: [HTMLNode] = []
    var listing: HTMLNode?
    switch show {
    case .fold:
      let told = notes.map {
        HTMLNode.element("p", ["class": "remark"], text: Typography.minus($0))
      }
      folds.append(Self.fold(title, [source] + told + [place]))
    case .code: listing = source
    case .none: break
    }
    if outcome.presentation.output, let result = outcome.result {
      if let terms = terms(result) { folds.append(terms) }
      folds += DataFold(result, targets: targets).nodes
    }
    if folds.isEmpty { return listing }
    let row = HTMLNode.element("div", ["class": "folds"], folds)
    return listing.map { .fragment([$0, row]) } ?? row
  }

  /// What the fold of the source is called: by name where the page shows nothing else of the cell.
  private var title: String {
    guard outcome.status == .ok || outcome.status == .cached else { return "The directive" }
    let result = outcome.presentation.output ? outcome.result : nil
    let shows = result.map { !$0.items.isEmpty || !$0.notes.isEmpty } ?? false
    return shows ? "How this was computed" : "How “\(outcome.name)” was computed"
  }

  /// What the cell says itself, else what the page's front matter says.
  var show: Presentation.SourceDisplay {
    if outcome.cell.entries.contains(where: { $0.key.value == "show" }) {
      return outcome.presentation.show
    }
    return page.run.notebook.frontMatter.text("show")
      .flatMap(Presentation.SourceDisplay.init(rawValue:)) ?? outcome.presentation.show
  }

  private var source: HTMLNode {
    .element("pre", ["tabindex": "0"], [.element("code", [:], text: sourceText)])
  }

  private var sourceText: String {
    var text = outcome.cell.sourceText
    while text.utf8.last == 0x0A || text.utf8.last == 0x0D { text.removeLast() }
    return text
  }

  /// Where the directive stands in the notebook.
  private var place: HTMLNode {
    let name = page.path.split(separator: "/").last.map(String.init) ?? page.path
    return .element(
      "p", ["class": "remark"], text: "\(name), line \(outcome.cell.range.lower.line)")
  }

  private func terms(_ result: CellResult) -> HTMLNode? {
    guard !result.definitions.isEmpty else { return nil }
    let list = result.definitions.flatMap { definition -> [HTMLNode] in
      var text: [HTMLNode] = [.text(definition.text)]
      if let source = definition.source {
        text += [.text(" "), .element("cite", [:], text: source)]
      }
      return [.element("dt", [:], text: definition.term), .element("dd", [:], text)]
    }
    let names = result.definitions.map(\.term)
    let shown = names.prefix(3).joined(separator: ", ")
    return Self.fold(
      "\(names.count == 1 ? "Definition" : "Definitions"): \(shown)\(names.count > 3 ? " …" : "")",
      [.element("dl", [:], list)])
  }

  static func fold(_ title: String, _ content: [HTMLNode]) -> HTMLNode {
    .element("details", [:], [.element("summary", [:], text: title)] + content)
  }
}

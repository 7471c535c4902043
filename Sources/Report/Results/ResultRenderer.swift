import Charts
import Diagnostics
import Execution
import NotebookSyntax

/// What one directive gave, as HTML: figures, tables, verdicts, remarks, and how it was computed.
struct ResultRenderer {
  let page: PageContext
  let outcome: CellOutcome
  private let targets: [PageNumbering.Target?]
  private let folds: FoldRow
  /// Notes that a result above told in the same words: they stand in the fold, not again on the page.
  private let repeated: Set<String>

  init(_ page: PageContext, cell index: Int) {
    self.page = page
    outcome = page.run.outcomes[index]
    targets = page.numbering.items[index]
    let told = page.run.outcomes[..<index].filter(\.presentation.output)
      .flatMap { $0.result?.notes ?? [] }
    let notes = page.run.outcomes[index].result?.notes ?? []
    var folds = FoldRow(page: page, outcome: outcome, targets: targets)
    folds.notes = folds.show == .fold ? notes.filter(told.contains) : []
    self.folds = folds
    repeated = Set(folds.notes)
  }

  /// The whole result in its place; `prose` sets captions and keeps what was wrong in them.
  func node(_ prose: inout ProseRenderer) -> HTMLNode {
    var content: [HTMLNode] = []
    if outcome.status == .skipped { content.append(skipped) }
    content += outcome.diagnostics.filter { $0.severity == .error }.map(box)
    if outcome.presentation.output, let result = outcome.result {
      content += items(result, &prose)
      content += remarks(result)
    }
    // Why a directive was skipped stands in its own box above.
    content += outcome.diagnostics.filter { $0.severity != .error && $0.kind != .skipped }.map(box)
    content += prose.takeDiagnostics()
    if let fold = folds.node { content.append(fold) }
    return content.isEmpty ? .empty : .element("div", ["class": "cell"], content)
  }

  // MARK: - Items

  private func items(_ result: CellResult, _ prose: inout ProseRenderer) -> [HTMLNode] {
    let captioned = captionedItem(result)
    let stamped = targets.firstIndex { $0 != nil }
    var nodes: [HTMLNode] = []
    if stamped == nil, !result.stamps.isEmpty {
      nodes.append(.element("p", ["class": "stamps"], stamps(result)))
    }
    var supporting = SupportingTables()
    for (index, item) in result.items.enumerated() {
      let marks = index == stamped ? stamps(result) : []
      let own = index == captioned
      switch item {
      case .chart(let chart):
        nodes.append(figure(chart, index, own, marks, &prose))
      case .table(let table):
        let node = self.table(table, index, own, marks, &prose)
        if table.standing == .supporting, !own {
          supporting.append(node, title: table.title, number: targets[index]?.number)
        } else {
          nodes.append(node)
        }
      case .verdict(let text):
        nodes.append(.element("p", ["class": "verdict"], text: Typography.statement(text)))
      case .checklist(let checks): nodes.append(checklist(checks))
      }
    }
    if let fold = supporting.node { nodes.append(fold) }
    return nodes
  }

  /// The item that the cell's title and caption belong to: its figure, or its first table.
  private func captionedItem(_ result: CellResult) -> Int? {
    let figure = result.items.firstIndex { if case .chart = $0 { true } else { false } }
    return figure ?? result.items.firstIndex { if case .table = $0 { true } else { false } }
  }

  private func figure(
    _ chart: Chart, _ index: Int, _ own: Bool, _ marks: [HTMLNode], _ prose: inout ProseRenderer
  ) -> HTMLNode {
    var chart = chart
    let id = targets[index]?.id ?? "fig"
    if own, let alt = outcome.presentation.alt {
      chart.alternative = prose.inlines(alt.inlines).plainText
    }
    let words = words(own, fallback: chart.title ?? ChartKindName.text(chart.kind), &prose)
    let drawing = HTMLNode.trusted(ChartRenderer.figure(chart, id: id + ".svg").serialize())
    let caption = HTMLNode.element(
      "figcaption", [:], [label("Figure", index)] + marks + words)
    return .element("figure", ["id": id, "class": "fig"], [drawing, caption])
  }

  private func table(
    _ table: ResultTable, _ index: Int, _ own: Bool, _ marks: [HTMLNode],
    _ prose: inout ProseRenderer
  ) -> HTMLNode {
    let id = targets[index]?.id ?? "tbl"
    let renderer = TableRenderer(table)
    let words = words(own, fallback: table.title, &prose)
    var content: [HTMLNode] = [
      .element(
        "figcaption", ["id": id + ".cap"], [label("Table", index)] + marks + words),
      renderer.node(labelledBy: id + ".cap"),
    ]
    if let control = renderer.foldControl { content.append(control) }
    content += table.notes.map { .element("p", ["class": "remark"], text: Typography.minus($0)) }
    return .element("figure", ["id": id, "class": renderer.isWide ? "tbl wide" : "tbl"], content)
  }

  /// "Figure 3." in bold, and a space.
  private func label(_ word: String, _ index: Int) -> HTMLNode {
    let number = targets[index]?.number ?? ""
    return .fragment([.element("b", [:], text: "\(word)\u{A0}\(number)."), .text(" ")])
  }

  /// The author's title and caption, or the fallback where there are neither.
  private func words(_ own: Bool, fallback: String, _ prose: inout ProseRenderer) -> [HTMLNode] {
    guard own, outcome.presentation.title != nil || outcome.presentation.caption != nil else {
      return [.text(Typography.minus(fallback))]
    }
    var words: [HTMLNode] = []
    if let title = outcome.presentation.title {
      var content = prose.inlines(title.inlines)
      if !Self.endsSentence(title.source) { content.append(.text(".")) }
      words += [.element("b", ["class": "title"], content), .text(" ")]
    }
    if let caption = outcome.presentation.caption { words += prose.inlines(caption.inlines) }
    return words
  }

  private func stamps(_ result: CellResult) -> [HTMLNode] {
    result.stamps.flatMap { stamp -> [HTMLNode] in
      [.element("span", ["class": "stamp"], text: stamp), .text(" ")]
    }
  }

  private func checklist(_ checks: [CellResult.Check]) -> HTMLNode {
    let items = checks.map { check -> HTMLNode in
      let (state, sign) =
        switch check.passed {
        case true?: ("passed", "✓")
        case false?: ("failed", "✗")
        case nil: ("not applied", "–")
        }
      var content: [HTMLNode] = [
        .element("span", ["class": "sign", "role": "img", "aria-label": state], text: sign),
        .text(" "), .element("span", ["class": "what"], text: Typography.minus(check.text)),
      ]
      if !check.detail.isEmpty {
        content += [
          .text(" "), .element("span", ["class": "detail"], text: Typography.minus(check.detail)),
        ]
      }
      return .element(
        "li", ["class": check.passed.map { $0 ? "pass" : "fail" } ?? "none"], content)
    }
    let list = HTMLNode.element("ul", ["class": "checks"], items)
    return Self.needsReading(checks) ? list : foldedChecks(list, checks)
  }

  /// A short list is read at a glance, and a check that failed is to be seen.
  private static func needsReading(_ checks: [CellResult.Check]) -> Bool {
    checks.count <= 8 || checks.contains { $0.passed == false }
  }

  private func foldedChecks(_ list: HTMLNode, _ checks: [CellResult.Check]) -> HTMLNode {
    let held = checks.count { $0.passed == true }
    let words =
      held == 0
      ? "\(checks.count) checks do not apply here"
      : "\(held) of \(checks.count) checks hold"
    return .element("details", ["class": "more"], [.element("summary", [:], text: words), list])
  }

  // MARK: - Remarks and problems

  private func remarks(_ result: CellResult) -> [HTMLNode] {
    let notes = result.notes.filter { !repeated.contains($0) }.map(Typography.minus)
    if notes.count < 3 { return notes.map { .element("p", ["class": "remark"], text: $0) } }
    return [
      .element("ul", ["class": "remark"], notes.map { .element("li", [:], text: $0) })
    ]
  }

  private var skipped: HTMLNode {
    let cell = outcome.cell
    let reason =
      outcome.diagnostics.first { $0.kind == .skipped }?.message
      ?? "skipped, because a result that it needs is not there"
    let kind = cell.kind.map { " " + $0.value } ?? ""
    return .element(
      "div", ["class": "diag skipped", "role": "note", "aria-label": "skipped"],
      [
        .element(
          "p", [:],
          [
            .element("b", [:], text: "Not run."), .text(" "),
            .element("code", [:], text: "{\(cell.verb.value)\(kind) #\(outcome.name)}"),
            .text(" was \(reason)."),
          ])
      ])
  }

  private func box(_ diagnostic: Diagnostic) -> HTMLNode {
    DiagnosticBox.node(diagnostic, in: page.run.notebook.source)
  }

  private static func endsSentence(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last else { return true }
    return last == "." || last == "?" || last == "!" || last == ":"
  }
}

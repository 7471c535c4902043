import Diagnostics
import Execution
import NotebookSyntax

/// The blocks of a page in order, each with its notes, its results and its problems.
struct PageBody {
  private let page: PageContext
  private(set) var nodes: [HTMLNode] = []
  /// The content of each heading as rendered, for the contents.
  private(set) var headings: [[HTMLNode]] = []
  private(set) var hasCharts = false

  init(_ page: PageContext) { self.page = page }

  mutating func render(_ prose: inout ProseRenderer) {
    let strays = strayDiagnostics()
    nodes.reserveCapacity(page.blocks.count)
    for diagnostic in strays[-1] ?? [] { nodes.append(box(diagnostic)) }
    var html: HTMLSanitizer?
    for (index, block) in page.blocks.enumerated() {
      if case .html(let markup) = block.kind {
        nodes.append(prose.rawHTML(markup, block.range, &html))
      } else {
        nodes.append(prose.placed(node(block, &prose)))
      }
      for diagnostic in strays[index] ?? [] { nodes.append(box(diagnostic)) }
    }
    if let end = prose.closing(&html) { nodes.append(end) }
    // Boxes wait for the next block of prose, for raw HTML may have a table open; there is none.
    nodes += prose.takeDiagnostics()
  }

  private mutating func node(_ block: Block, _ prose: inout ProseRenderer) -> HTMLNode {
    switch block.kind {
    case .directive(let index):
      guard page.run.outcomes.indices.contains(index) else { return .empty }
      if page.run.outcomes[index].result.map(Self.hasChart) ?? false { hasCharts = true }
      return ResultRenderer(page, cell: index).node(&prose)
    case .heading:
      return heading(block, &prose)
    default:
      return prose.block(block)
    }
  }

  private mutating func heading(_ block: Block, _ prose: inout ProseRenderer) -> HTMLNode {
    guard page.numbering.sections.indices.contains(headings.count) else {
      return prose.block(block)
    }
    let section = page.numbering.sections[headings.count]
    let content = prose.inlines(section.inlines)
    headings.append(content)
    var children: [HTMLNode] = []
    if !section.number.isEmpty {
      children += [.element("span", ["class": "number"], text: section.number), .text(" ")]
    }
    children += content
    let link = HTMLNode.element(
      "a", ["class": "anchor", "href": "#" + section.id, "aria-label": "Link to this section"],
      text: "#")
    return .element("h\(section.level)", ["id": section.id], children + [.text(" "), link])
  }

  private static func hasChart(_ result: CellResult) -> Bool {
    result.items.contains { item in
      switch item {
      case .chart: true
      case .table(let table):
        table.rows.contains { row in
          row.contains { if case .inlineChart = $0 { true } else { false } }
        }
      case .verdict, .checklist: false
      }
    }
  }

  /// Problems of the page that no cell and no inline value shows, by the block that they follow;
  /// -1 is the top.
  private func strayDiagnostics() -> [Int: [Diagnostic]] {
    var shown = Set(page.run.outcomes.flatMap(\.diagnostics))
    for value in page.run.inlineValues.values {
      if let diagnostic = value.diagnostic { shown.insert(diagnostic) }
    }
    var strays: [Int: [Diagnostic]] = [:]
    for diagnostic in page.run.diagnostics where !shown.contains(diagnostic) {
      let offset = diagnostic.range?.lower.offset ?? -1
      let block = lastBlock(startingBy: offset)
      strays[block, default: []].append(diagnostic)
    }
    return strays
  }

  /// The last block that starts at an offset or before it, by bisection; -1 where none does.
  private func lastBlock(startingBy offset: Int) -> Int {
    var low = 0
    var high = page.blocks.count
    while low < high {
      let middle = (low + high) / 2
      if page.blocks[middle].range.lower.offset <= offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low - 1
  }

  private func box(_ diagnostic: Diagnostic) -> HTMLNode {
    DiagnosticBox.node(diagnostic, in: page.run.notebook.source)
  }
}

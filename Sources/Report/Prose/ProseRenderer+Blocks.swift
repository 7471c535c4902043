import Diagnostics
import NotebookSyntax

extension ProseRenderer {
  /// One block of prose.
  ///
  /// A directive's result is placed by `PageRenderer` alone, at the top level.
  mutating func block(_ block: Block) -> HTMLNode {
    switch block.kind {
    case .heading(let level, let anchor, let content):
      return .element("h\(min(max(level + 1, 2), 6))", ["id": anchor], inlines(content))
    case .paragraph(let content):
      if content.count == 1, case .image(let source, let title, let alt) = content[0].kind {
        return figure(source: source, title: title, alt: alt, block: block, image: content[0])
      }
      return .element("p", [:], inlines(content))
    case .blockQuote(let inner): return .element("blockquote", [:], blocks(inner))
    case .callout(let kind, let title, let inner): return callout(kind, title, inner)
    case .list(let list): return self.list(list)
    case .code(let info, let text): return listing(text, language: info)
    case .html(let markup):
      var html: HTMLSanitizer?
      return .fragment([rawHTML(markup, block.range, &html), closing(&html) ?? .empty])
    case .thematicBreak: return .element("hr")
    case .table(let table): return self.table(table)
    case .math(let tex, let label): return displayMath(tex, label: label, block.range)
    case .directive: return .empty
    }
  }

  /// An ordinary listing; `language` is the info string, of which the first word counts.
  func listing(_ text: String, language: String) -> HTMLNode {
    let word = language.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map(String.init)
    return .element(
      "pre", ["tabindex": "0"],
      [.element("code", ["class": word.map { "language-" + $0 }], text: text)])
  }

  private mutating func callout(
    _ kind: CalloutKind, _ title: [Inline], _ inner: [Block]
  ) -> HTMLNode {
    let word = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
    var content = blocks(inner)
    if title.isEmpty {
      content.prepend([.element("b", [:], text: word + "."), .text(" ")])
    } else {
      content.insert(.element("p", [:], [.element("b", [:], inlines(title))]), at: 0)
    }
    return .element(
      "div", ["class": "callout \(kind.rawValue)", "role": "note", "aria-label": word], content)
  }

  private mutating func list(_ list: ListBlock) -> HTMLNode {
    let isTasks = list.items.contains { $0.task != nil }
    let items = list.items.map { item -> HTMLNode in
      var content = blocks(item.blocks, tight: list.tight)
      guard let done = item.task else { return .element("li", [:], content) }
      let box = HTMLNode.element(
        "input",
        [
          "type": "checkbox", "disabled": "", "checked": done ? "" : nil,
          "aria-label": done ? "done" : "to do",
        ])
      if list.tight {
        content.insert(contentsOf: [box, .text(" ")], at: 0)
      } else {
        content.prepend([box, .text(" ")])
      }
      return .element("li", [:], content)
    }
    let start = list.ordered && list.start != 1 ? String(list.start) : nil
    return .element(
      list.ordered ? "ol" : "ul", ["start": start, "class": isTasks ? "tasks" : nil], items)
  }

  private mutating func displayMath(_ tex: String, label: String?, _ range: SourceRange) -> HTMLNode
  {
    let formula = math(tex, display: true, range)
    guard let target = page.numbering.equations[range.lower.offset] else {
      return .element("div", ["class": "math", "tabindex": "0"], [formula])
    }
    return .element(
      "div", ["class": "math", "tabindex": "0", "id": target.id],
      [formula, .element("span", ["class": "number"], text: "(\(target.number))")])
  }
}

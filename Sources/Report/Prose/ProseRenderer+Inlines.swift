import Diagnostics
import Execution
import NotebookSyntax

extension ProseRenderer {
  /// Running text.
  mutating func inlines(_ inlines: [Inline]) -> [HTMLNode] {
    guard inlineDepth < Self.deepestNesting else {
      guard let first = inlines.first, let last = inlines.last else { return [] }
      return [.text(page.sourceText(SourceRange(first.range.lower, last.range.upper)))]
    }
    inlineDepth += 1
    defer { inlineDepth -= 1 }
    var nodes: [HTMLNode] = []
    nodes.reserveCapacity(inlines.count)
    var html: HTMLSanitizer?
    for run in InlineRun.runs(of: inlines) {
      let parts = run.inlines.map { inline -> HTMLNode in
        if case .html(let markup) = inline.kind { return rawHTML(markup, inline.range, &html) }
        return html?.isDropping ?? false ? .empty : self.inline(inline)
      }
      if run.isTied {
        nodes.append(.element("span", ["class": "j"], parts))
      } else {
        nodes += parts
      }
    }
    if let end = closing(&html) { nodes.append(end) }
    return nodes
  }

  private mutating func inline(_ inline: Inline) -> HTMLNode {
    switch inline.kind {
    case .text(let text): return .text(text)
    case .softBreak: return .text("\n")
    case .lineBreak: return .fragment([.element("br"), .text("\n")])
    case .code(let text): return .element("code", [:], text: text)
    case .emphasis(let inner): return .element("em", [:], inlines(inner))
    case .strong(let inner): return .element("strong", [:], inlines(inner))
    case .strikethrough(let inner): return .element("del", [:], inlines(inner))
    case .link(let destination, let title, let inner):
      return link(destination, title: title, inner, inline.range)
    case .image(let source, let title, let alt):
      return image(source: source, title: title, alt: alt, inline.range)
    case .html: return .empty
    case .math(let tex): return math(tex, display: false, inline.range)
    case .value(let value): return self.value(value)
    case .footnoteReference(let label): return footnoteReference(label)
    case .citation(let items): return citation(items, inline.range)
    case .reference(let name): return reference(name, inline.range)
    }
  }

  private mutating func link(
    _ destination: String, title: String, _ inner: [Inline], _ range: SourceRange
  ) -> HTMLNode {
    var content = inlines(inner)
    if inner.isEmpty {
      report(.emptyLink(destination, range))
      content = [.text(destination)]
    }
    guard let safe = LinkPolicy.address(destination) else {
      report(.unsafeLink(destination, range))
      return .fragment(content)
    }
    // Print writes an address behind its link, unless the link shows it.
    let isShown = inner.plainText == destination
    return .element(
      "a",
      [
        "href": safe, "title": title.isEmpty ? nil : title, "class": isShown ? "url" : nil,
      ], content)
  }

  /// A computed value: its text, marked so that the reader sees that it was computed and where.
  private mutating func value(_ value: InlineValue) -> HTMLNode {
    let resolved = page.run.inlineValues[value.range.lower.offset]
    // That its cell did not run is said by the cell itself, in a box of its own.
    if let diagnostic = resolved?.diagnostic, diagnostic.severity > .note { show(diagnostic) }
    guard let resolved, let text = resolved.text else {
      return .element(
        "span",
        ["class": "v failed", "title": resolved?.diagnostic?.message ?? "not computed"],
        text: "{=\(value.source)}")
    }
    let typeset = Typography.minus(text)
    guard page.marksValues else { return .text(typeset) }
    return .element("span", ["class": "v", "title": resolved.origin], text: typeset)
  }

  private mutating func footnoteReference(_ label: String) -> HTMLNode {
    guard let number = page.footnotes[label] else { return .text("[^\(label)]") }
    refer(toFootnote: number)
    return .element(
      "sup", ["class": "fn"],
      [
        .element(
          "a", ["href": "#fn.\(number)", "role": "doc-noteref", "aria-label": "note \(number)"],
          text: String(number))
      ])
  }

  private mutating func reference(_ name: String, _ range: SourceRange) -> HTMLNode {
    guard let target = page.numbering.target(name, from: range.lower.offset) else {
      if let work = page.citations.style.narrativeNode(name) {
        hasCitations = true
        return work
      }
      if let there = page.options.site?.references[name],
        let address = LinkPolicy.address(page.options.linkPrefix + there.address)
      {
        return .element("a", ["class": "ref", "href": address], text: there.text)
      }
      report(.unresolvedReference(name, among: page.numbering.names, range))
      return .element("span", ["class": "failed"], text: "@" + name)
    }
    return .element("a", ["class": "ref", "href": "#" + target.id], text: target.words)
  }
}

extension Diagnostic {
  fileprivate static func unsafeLink(_ destination: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.unsafeLink, range: range,
      "a link to “\(destination.prefix(40))” is not kept",
      hint: "link to http, https or mailto addresses, or to other pages")
  }

  fileprivate static func emptyLink(_ destination: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.emptyLink, range: range, "a link has no text, and its address stands for it",
      hint: "write [words](\(destination.prefix(40)))")
  }

  fileprivate static func unresolvedReference(
    _ name: String, among names: [String], _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      ProseDiagnostics.unresolvedReference, range: range,
      "“@\(name)” is no figure, table, section or equation of this page",
      hint: NearMiss.hint(for: name, in: names, what: "names on this page"))
  }
}

import NotebookSyntax

/// Citations and references as parts of a page.
extension CitationStyle {
  /// The id of a work's place in the list of references.
  package static func anchor(_ key: String) -> String {
    var out = "ref-"
    for byte in key.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E
      // Two keys never share an id: any other byte is written in hexadecimal between colons.
      out += isPlain ? String(UnicodeScalar(byte)) : ":\(String(byte, radix: 16)):"
    }
    return out
  }

  /// A citation in parentheses; each work links to its reference, which shows beside it when the
  /// pointer rests there or the link has the focus.
  package func nodes(_ items: [CitationItem]) -> [HTMLNode] {
    var nodes: [HTMLNode] = [.text("(")]
    for (index, item) in items.enumerated() {
      if index > 0 { nodes.append(.text("; ")) }
      let (prefix, hidesAuthors) = Self.prefix(item)
      if !prefix.isEmpty { nodes.append(.text(prefix)) }
      nodes.append(work(item.key, text: core(item.key, hidesAuthors: hidesAuthors)))
      let suffix = Self.suffix(item)
      if !suffix.isEmpty { nodes.append(.text(suffix)) }
    }
    return nodes + [.text(")")]
  }

  /// A key that stands in a sentence, `Künzel et al. (2019)`, as a link; nil if unknown.
  package func narrativeNode(_ key: String) -> HTMLNode? {
    inText(key).map { work(key, text: $0) }
  }

  /// The list of references, with the ids that citations link to; nil when nothing is cited.
  package var listNode: HTMLNode? {
    if references.isEmpty { return nil }
    return .element(
      "ul", ["class": "references"],
      references.map { entry in
        .element("li", ["id": Self.anchor(entry.key)], [.trusted(reference(entry))])
      })
  }

  private func work(_ key: String, text: String) -> HTMLNode {
    guard let entry = bibliography.entry(key) else {
      return .element("span", ["class": "cite unknown"], text: text)
    }
    return .element(
      "span", ["class": "cite"],
      [
        .element("a", ["href": "#" + Self.anchor(key)], text: text),
        .element("span", ["class": "cite-note"], text: plainReference(entry)),
      ])
  }

  /// The style sheet of citations and of the list of references.
  package static let css = """
    .cite{position:relative}.cite>a{color:inherit;text-decoration:none}
    .cite>a:hover,.cite>a:focus{text-decoration:underline}
    .cite-note{display:none}
    @media screen{.cite:hover>.cite-note,.cite>a:focus+.cite-note{display:block;position:absolute;\
    left:0;bottom:1.5em;width:max-content;max-width:min(26rem,80vw);padding:.6em .8em;\
    background:var(--bg,Canvas);color:var(--fg,CanvasText);border:1px solid;border-radius:3px;\
    font-size:.8em;line-height:1.4;z-index:2}}
    .cite.unknown{color:#b3261e;color:light-dark(#b3261e,#ff8a80)}
    .references{list-style:none;padding:0}
    .references>li{padding-left:1.5em;text-indent:-1.5em;margin:.4em 0;overflow-wrap:anywhere}
    .references>li:target{background:color-mix(in srgb,currentColor 6%,transparent)}

    """
}

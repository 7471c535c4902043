/// Cleans a notebook's own HTML: what stays cannot run, load, or leave its place in the page.
///
/// Only listed elements and attributes are kept, and all is written anew: text escaped, values
/// quoted, elements closed in order. An end tag can close only what was opened here. The work is
/// linear in the length of the HTML.
///
/// Markdown hands raw HTML over in pieces (`<b>`, then text, then `</b>`): one sanitizer takes the
/// pieces of one paragraph, or of one run of sibling blocks, in order, and `finish` closes what they
/// left open.
package struct HTMLSanitizer {
  /// Elements nested deeper than this lose their tags, not their content.
  private static let maximumDepth = 100

  private let image: (String) -> String?
  private var out = ""
  /// Names of the open elements, as they were written; the innermost last.
  private var open: [String] = []
  private var openCounts: [String: Int] = [:]
  /// What the last piece lost; each element and attribute once, however often it stands there.
  package private(set) var removals: [HTMLRemoval] = []
  private var removed: Set<String> = []
  /// Where the tag that is being read begins in the piece.
  private var tagStart = 0
  /// The element whose content is being dropped, and how many of its name are open inside.
  private var dropping: (name: String, depth: Int, isRawText: Bool)?

  /// - Parameter image: gives the `data:` address of an image of the notebook, which is embedded;
  ///   nil for one that cannot be had. Its alternative text stands for an image that is left out.
  package init(image: @escaping (String) -> String? = { _ in nil }) { self.image = image }

  /// A whole piece of HTML, cleaned and closed.
  package static func sanitize(_ html: String) -> String {
    var sanitizer = HTMLSanitizer()
    return sanitizer.write(html) + sanitizer.finish()
  }

  /// The clean form of the next piece; elements may stay open after it.
  package mutating func write(_ html: String) -> String {
    out = ""
    removals = []
    out.reserveCapacity(html.utf8.count)
    var reader = HTMLTagReader(html)
    if let raw = dropping, raw.isRawText, !reader.skipRawText(until: raw.name) { return "" }
    while let token = reader.next() {
      switch token {
      case .comment: break
      case .text(let range): text(reader.bytes[range])
      case .tag(let tag):
        tagStart = reader.tokenStart
        if dropping != nil { drop(tag) } else if tag.isEnd { end(tag.name) } else { start(tag) }
        if let raw = dropping, raw.isRawText, !reader.skipRawText(until: raw.name) { return out }
      }
    }
    return out
  }

  /// End tags for all that is open.
  package mutating func finish() -> String {
    out = ""
    while !open.isEmpty { closeInnermost() }
    dropping = nil
    return out
  }

  /// Whether text of the page that stands between pieces belongs to something that was dropped.
  package var isDropping: Bool { dropping != nil }

  // MARK: - Tags

  private mutating func start(_ tag: HTMLTagReader.Tag) {
    switch HTMLAllowList.verdict(on: tag.name) {
    case .unwrap: return remove(.tags, tag.name)
    case .drop:
      remove(.element, tag.name)
      if !tag.isSelfClosing, !HTMLElement.isVoid(tag.name) {
        dropping = (tag.name, 1, isRawText: false)
      }
      return
    case .dropRawText:
      remove(.element, tag.name)
      dropping = (tag.name, 1, isRawText: true)
      return
    case .keep: break
    }
    if let parents = HTMLAllowList.parents(of: tag.name),
      !parents.contains(where: { openCounts[$0, default: 0] > 0 })
    {
      return remove(.misplaced, tag.name)
    }
    let ended = HTMLAllowList.ends(tag.name)
    while let innermost = open.last, ended.contains(innermost) { closeInnermost() }
    if tag.name == "img" { return writeImage(tag) }
    let isVoid = HTMLElement.isVoid(tag.name)
    guard isVoid || open.count < Self.maximumDepth else { return }
    // One link does not stand in another.
    if tag.name == "a", openCounts["a", default: 0] > 0 { end("a") }
    out += "<" + Self.written(tag.name)
    writeAttributes(of: tag)
    out += ">"
    if isVoid { return }
    open.append(tag.name)
    openCounts[tag.name, default: 0] += 1
    if tag.isSelfClosing { closeInnermost() }
  }

  private mutating func remove(
    _ kind: HTMLRemoval.Kind, _ element: String, _ attribute: String = ""
  ) {
    guard removed.insert("\(kind) \(element) \(attribute)").inserted else { return }
    removals.append(
      HTMLRemoval(kind: kind, element: element, attribute: attribute, offset: tagStart))
  }

  private mutating func end(_ name: String) {
    guard openCounts[name, default: 0] > 0 else { return }
    while let innermost = open.last {
      closeInnermost()
      if innermost == name { return }
    }
  }

  private mutating func closeInnermost() {
    guard let name = open.popLast() else { return }
    openCounts[name, default: 1] -= 1
    out += "</" + Self.written(name) + ">"
  }

  private mutating func drop(_ tag: HTMLTagReader.Tag) {
    guard let current = dropping, tag.name == current.name else { return }
    if !tag.isEnd {
      if !tag.isSelfClosing { dropping?.depth += 1 }
    } else if current.depth > 1 {
      dropping?.depth -= 1
    } else {
      dropping = nil
    }
  }

  /// The page has one h1, its title: headings of the notebook stand below it.
  private static func written(_ name: String) -> String { name == "h1" ? "h2" : name }

  // MARK: - Text and attributes

  private mutating func text(_ bytes: ArraySlice<UInt8>) {
    if dropping != nil { return }
    out += HTMLReferences.escape(bytes)
  }

  private mutating func writeAttributes(of tag: HTMLTagReader.Tag) {
    var seen: Set<String> = []
    for (name, value) in tag.attributes where !seen.contains(name) {
      guard HTMLAllowList.allows(name, on: tag.name),
        let clean = HTMLAttributeFilter.value(value, of: name)
      else {
        // An attribute without a value says nothing that could be missed.
        if !value.isEmpty { remove(.attribute, tag.name, name) }
        continue
      }
      seen.insert(name)
      out += " " + name
      if !clean.isEmpty { out += "=\"" + clean + "\"" }
    }
  }

  /// An image with an address that needs no request, or else its alternative text.
  private mutating func writeImage(_ tag: HTMLTagReader.Tag) {
    let source = tag.attributes.first { $0.name == "src" }?.value ?? ""
    let alternative = tag.attributes.first { $0.name == "alt" }?.value ?? ""
    let address = HTMLReferences.decode(source)
    let data =
      HTMLAttributeFilter.isDataImage(address) ? address : image(address)
    guard let data, HTMLAttributeFilter.isDataImage(data) else {
      remove(.image, tag.name)
      out += HTMLReferences.escape(ArraySlice(alternative.utf8))
      return
    }
    var copy = tag
    copy.attributes = tag.attributes.filter { $0.name != "src" && $0.name != "alt" }
    out +=
      "<img src=\"" + data + "\" alt=\"" + HTMLReferences.escape(ArraySlice(alternative.utf8))
      + "\""
    writeAttributes(of: copy)
    out += ">"
  }
}

/// The elements and attributes that a notebook's own HTML may have.
enum HTMLAllowList {
  enum Verdict: Equatable {
    case keep
    /// The tags go, what stands between them stays.
    case unwrap
    /// All goes, up to the end tag.
    case drop
    /// All goes, and what stands between the tags is not markup.
    case dropRawText
  }

  static func verdict(on element: String) -> Verdict {
    if kept.contains(element) { return .keep }
    if rawText.contains(element) { return .dropRawText }
    return dropped.contains(element) ? .drop : .unwrap
  }

  /// The element that must be open around this one, by any of these names; nil for none.
  static func parents(of element: String) -> Set<String>? { requiredParents[element] }

  /// Elements that this one ends when they are the innermost open ones: a list item the one before.
  static func ends(_ element: String) -> Set<String> {
    endedBy[element] ?? (blocks.contains(element) ? ["p"] : [])
  }

  /// Whether an attribute may stay on an element, before its value is looked at.
  static func allows(_ attribute: String, on element: String) -> Bool {
    globalAttributes.contains(attribute) || attributes[element]?.contains(attribute) ?? false
  }

  private static let kept: Set<String> = blocks.union([
    "a", "abbr", "b", "bdi", "bdo", "br", "caption", "cite", "code", "col", "colgroup", "dd",
    "del", "dfn", "dt", "em", "figcaption", "i", "img", "ins", "kbd", "li", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "tbody", "td",
    "tfoot", "th", "thead", "time", "tr", "u", "var", "wbr",
  ])

  private static let blocks: Set<String> = [
    "article", "aside", "blockquote", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "ol", "p", "pre", "section", "table", "ul",
  ]

  private static let rawText: Set<String> = [
    "script", "style", "iframe", "noembed", "noframes", "noscript", "textarea", "title", "xmp",
    "plaintext",
  ]

  private static let dropped: Set<String> = [
    "svg", "math", "object", "embed", "applet", "template", "select", "audio", "video", "canvas",
    "head", "frameset", "map", "dialog", "portal", "fencedframe",
  ]

  private static let requiredParents: [String: Set<String>] = [
    "li": ["ul", "ol"], "dt": ["dl"], "dd": ["dl"], "summary": ["details"],
    "figcaption": ["figure"], "caption": ["table"], "colgroup": ["table"], "col": ["table"],
    "thead": ["table"], "tbody": ["table"], "tfoot": ["table"], "tr": ["table"], "td": ["tr"],
    "th": ["tr"], "rt": ["ruby"], "rp": ["ruby"],
  ]

  private static let endedBy: [String: Set<String>] = [
    "li": ["li", "p"], "dt": ["dt", "dd", "p"], "dd": ["dt", "dd", "p"], "td": ["td", "th", "p"],
    "th": ["td", "th", "p"], "tr": ["td", "th", "tr", "p", "colgroup", "caption"],
    "tbody": ["td", "th", "tr", "thead", "tbody", "p", "colgroup", "caption"],
    "tfoot": ["td", "th", "tr", "thead", "tbody", "p", "colgroup", "caption"],
    "thead": ["colgroup", "caption", "p"], "colgroup": ["caption", "colgroup", "p"],
    "rt": ["rt", "rp"], "rp": ["rt", "rp"],
  ]

  private static let globalAttributes: Set<String> = [
    "id", "class", "title", "lang", "dir", "style", "aria-label", "aria-hidden",
  ]

  private static let attributes: [String: Set<String>] = [
    "a": ["href"], "img": ["src", "alt", "width", "height"], "ol": ["start", "reversed"],
    "li": ["value"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"],
    "col": ["span"], "colgroup": ["span"], "details": ["open"], "time": ["datetime"],
    "del": ["datetime"], "ins": ["datetime"],
  ]
}

extension MathMLWriter {
  /// Brackets that grow with what they hold.
  func fenced(_ fenced: FencedNode, at place: Place) -> MathMarkup {
    var content = MathMarkup()
    if !fenced.open.isEmpty {
      content.leaf("mo", Self.growing(fenced.open, form: "prefix"), fenced.open)
    }
    for (index, segment) in fenced.segments.enumerated() {
      if index > 0 {
        let middle = fenced.middles[index - 1]
        if !middle.isEmpty {
          content.leaf("mo", " stretchy=\"true\" lspace=\"0\" rspace=\"0\"", middle)
        }
      }
      content.append(row(segment, lead: .opening, trail: .closing, inScript: place.inScript))
    }
    if !fenced.close.isEmpty {
      content.leaf("mo", Self.growing(fenced.close, form: "postfix"), fenced.close)
    }
    var out = MathMarkup()
    out.element("mrow", "", content)
    return out
  }

  /// Attributes of a growing bracket; a browser needs no telling for the usual ones.
  private static func growing(_ text: String, form: String) -> String {
    let isPlain = text != "|" && OperatorDictionary.stretches(text)
    if isPlain, OperatorDictionary.spacing(of: text, isInside: false) == .none { return "" }
    return " form=\"\(form)\" stretchy=\"true\" lspace=\"0\" rspace=\"0\""
  }

  /// A bracket of a fixed size.
  func delimiter(_ delimiter: SizedDelimiter, at place: Place) -> MathMarkup {
    let size = MathMarkup.em(delimiter.size)
    var out = MathMarkup()
    out.leaf(
      "mo",
      " stretchy=\"true\" symmetric=\"true\" minsize=\"\(size)\" maxsize=\"\(size)\""
        + Self.spacing(of: delimiter.text, at: place), delimiter.text)
    return out
  }
}

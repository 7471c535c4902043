extension MathMLWriter {
  /// Brackets that grow with what they hold.
  ///
  /// Where nothing inside is taller than a letter with its scripts they stay as they are:
  /// browsers give a growing bracket the width of its widest form.
  func fenced(_ fenced: FencedNode, at place: Place) -> MathMarkup {
    if !fenced.segments.contains(where: { $0.contains { $0.isTall } }) {
      return flat(fenced, at: place)
    }
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

  private func flat(_ fenced: FencedNode, at place: Place) -> MathMarkup {
    let plain = Place(inScript: place.inScript)
    var content = MathMarkup()
    if !fenced.open.isEmpty { content.append(operation(fenced.open, at: plain)) }
    for (index, segment) in fenced.segments.enumerated() {
      if index > 0, !fenced.middles[index - 1].isEmpty {
        content.append(operation(fenced.middles[index - 1], at: plain))
      }
      content.append(row(segment, lead: .opening, trail: .closing, inScript: place.inScript))
    }
    if !fenced.close.isEmpty { content.append(operation(fenced.close, at: plain)) }
    var out = MathMarkup()
    out.element("mrow", "", content)
    return out
  }

  /// Attributes of a growing bracket; a browser needs no telling for the usual ones.
  private static func growing(_ text: String, form: String) -> String {
    let isPlain = text != "|" && OperatorDictionary.stretches(text)
    if isPlain, OperatorDictionary.spacing(of: text, isInside: false) == .zero { return "" }
    return " form=\"\(form)\" stretchy=\"true\" lspace=\"0\" rspace=\"0\""
  }

  /// A bracket of a fixed size.
  func delimiter(_ delimiter: SizedDelimiter, at place: Place) -> MathMarkup {
    let size = MathMarkup.em(delimiter.size)
    var out = MathMarkup()
    if delimiter.size < 1.5 {
      // One size up looks right when set larger, and is narrower than a bracket told to grow.
      return operation(delimiter.text, at: place, extra: " style=\"font-size:\(size)\"")
    }
    out.leaf(
      "mo",
      " stretchy=\"true\" symmetric=\"true\" minsize=\"\(size)\" maxsize=\"\(size)\""
        + Self.spacing(of: delimiter.text, at: place), delimiter.text)
    return out
  }
}

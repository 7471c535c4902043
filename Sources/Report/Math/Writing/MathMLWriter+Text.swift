extension MathMLWriter {
  static func attributes(of style: TextStyle) -> String {
    switch style {
    case .normal: ""
    case .bold: " class=\"tex-b\""
    case .italic: " class=\"tex-i\""
    case .typewriter: " class=\"tex-tt\""
    case .sansSerif: " class=\"tex-sf\""
    }
  }

  /// Text whose outer spaces are made to stay, for browsers drop white space at the ends.
  static func keepingSpaces(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == " " { scalars[0] = "\u{A0}" }
    if let last = scalars.last, last == " " { scalars[scalars.count - 1] = "\u{A0}" }
    var out = ""
    out.unicodeScalars.append(contentsOf: scalars)
    return out
  }

  /// Space in em; `<mspace>` takes no negative width, but a margin may be negative.
  static func write(space width: Double, to out: inout MathMarkup) {
    let length = MathMarkup.em(width)
    if length == "0" { return }
    out.empty("mspace", width > 0 ? " width=\"\(length)\"" : " style=\"margin-left:\(length)\"")
  }

  func styled(_ styling: MathStyling, _ content: MathNode, inScript: Bool) -> MathMarkup {
    let attributes: String
    var inScript = inScript
    switch styling {
    case .displayStyle:
      attributes = " displaystyle=\"true\" scriptlevel=\"0\""
      inScript = false
    case .textStyle:
      attributes = " displaystyle=\"false\" scriptlevel=\"0\""
      inScript = false
    case .scriptStyle:
      attributes = " displaystyle=\"false\" scriptlevel=\"1\""
      inScript = true
    case .scriptScriptStyle:
      attributes = " displaystyle=\"false\" scriptlevel=\"2\""
      inScript = true
    case .colour(let colour): attributes = " mathcolor=\"\(colour)\""
    case .boxed: attributes = " class=\"tex-box\""
    case .cancelled: attributes = " class=\"tex-cancel\""
    case .bold: attributes = " class=\"tex-bold\""
    }
    var out = MathMarkup()
    // Older schemas of MathML allow sizes on this element alone.
    let name = attributes.hasPrefix(" displaystyle") ? "mstyle" : "mrow"
    out.element(name, attributes, row(content.members, inScript: inScript))
    return out
  }

  func phantom(_ kind: PhantomKind, _ content: MathNode, inScript: Bool) -> MathMarkup {
    let inner = row(content.members, inScript: inScript)
    var hidden = MathMarkup()
    hidden.element("mphantom", "", inner)
    var out = MathMarkup()
    switch kind {
    case .full: out.append(hidden)
    case .horizontal: out.element("mpadded", " height=\"0\" depth=\"0\"", hidden)
    case .vertical: out.element("mpadded", " width=\"0\"", hidden)
    case .smash: out.element("mpadded", " height=\"0\" depth=\"0\"", inner)
    }
    return out
  }
}

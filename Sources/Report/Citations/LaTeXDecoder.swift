/// Turns the LaTeX of a bibliography's field into text: accents, quotes, dashes, emphasis, math.
struct LaTeXDecoder {
  enum Piece: Sendable, Hashable {
    case text(String)
    case emphasis(String)
    /// TeX between dollar signs.
    case math(String)
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var text = ""
  private var pieces: [Piece] = []
  /// For each open brace, whether it began emphasis.
  private var braces: [Bool] = []
  /// How many of the open braces emphasise.
  private var emphases = 0

  /// The field in pieces, with runs of white space as one space.
  static func pieces(_ tex: String) -> [Piece] {
    var decoder = LaTeXDecoder(scalars: Array(tex.unicodeScalars))
    decoder.run()
    return decoder.pieces
  }

  /// The field as text without markup; formulas keep their TeX.
  static func plain(_ tex: String) -> String {
    pieces(tex).map { piece in
      switch piece {
      case .text(let text), .emphasis(let text), .math(let text): text
      }
    }.joined()
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func run() {
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\\": command()
      case "{":
        braces.append(false)
      case "}":
        if braces.popLast() == true {
          flush()
          emphases -= 1
        }
      case "$": math()
      case "~": text += "\u{A0}"
      case "-": dashes()
      case "`", "'": quotes(scalar)
      case _ where scalar.properties.isWhitespace: space()
      default: text.unicodeScalars.append(scalar)
      }
    }
    flush()
  }

  private mutating func flush() {
    if !text.isEmpty { pieces.append(emphases > 0 ? .emphasis(text) : .text(text)) }
    text = ""
  }

  private mutating func space() {
    if text.unicodeScalars.last != " ", !(text.isEmpty && pieces.isEmpty) { text += " " }
  }

  /// `--` is an en dash, `---` an em dash.
  private mutating func dashes() {
    var count = 1
    while index < scalars.count, scalars[index] == "-", count < 3 {
      index += 1
      count += 1
    }
    text += count == 1 ? "-" : count == 2 ? "–" : "—"
  }

  private mutating func quotes(_ quote: Unicode.Scalar) {
    let isDouble = index < scalars.count && scalars[index] == quote
    if isDouble { index += 1 }
    if quote == "`" {
      text += isDouble ? "“" : "‘"
    } else {
      text += isDouble ? "”" : "’"
    }
  }

  private mutating func math() {
    var end = index
    while end < scalars.count, scalars[end] != "$" {
      end += scalars[end] == "\\" ? 2 : 1
    }
    guard end < scalars.count else {
      text += "$"
      return
    }
    flush()
    var tex = ""
    tex.unicodeScalars.append(contentsOf: scalars[index..<end])
    pieces.append(.math(tex))
    index = end + 1
  }

  private mutating func command() {
    guard index < scalars.count else { return }
    let name = commandName()
    if let mark = LaTeXText.accents[name] {
      if let base = accentBase() {
        text += base
        let last = text.unicodeScalars.removeLast()
        text += LaTeXText.compose(last, mark)
      }
      return
    }
    if let letter = LaTeXText.letters[name] {
      text += letter
      return
    }
    switch name {
    case "emph", "textit", "em", "it", "itshape", "textsl": startEmphasis(isSwitch: name.count <= 2)
    case "&", "%", "$", "#", "_", "{", "}": text += name
    case " ", "\n", "\t", ",", ";", "\\", "newline": space()
    case "href": skipGroup()
    default: break  // what an unknown command is given stays as text
    }
  }

  /// A word, or one other character; the space after a word belongs to it.
  private mutating func commandName() -> String {
    var name = String(scalars[index])
    let isWord = Self.isLetter(scalars[index])
    index += 1
    guard isWord else { return name }
    while index < scalars.count, Self.isLetter(scalars[index]) {
      name.unicodeScalars.append(scalars[index])
      index += 1
    }
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
    return name
  }

  /// The letter that an accent stands on: `o`, `{o}`, `\i`, `{\i}`; nil where there is none.
  private mutating func accentBase() -> String? {
    let start = index
    var opened = 0
    while index < scalars.count, scalars[index] == "{" || scalars[index].properties.isWhitespace {
      if scalars[index] == "{" { opened += 1 }
      index += 1
    }
    var base: String?
    if index < scalars.count, scalars[index] == "\\", index + 1 < scalars.count {
      index += 1
      base = LaTeXText.letters[commandName()]
    } else if index < scalars.count, Self.isAccentable(scalars[index]) {
      base = String(scalars[index])
      index += 1
    }
    guard let base else {
      index = start
      return nil
    }
    while opened > 0, index < scalars.count, scalars[index] == "}" {
      opened -= 1
      index += 1
    }
    // More than one letter in the braces: the rest goes on inside them.
    braces += Array(repeating: false, count: opened)
    return base
  }

  /// `\emph{…}` up to its brace, `{\em …}` up to the brace around it.
  private mutating func startEmphasis(isSwitch: Bool) {
    flush()
    if isSwitch {
      guard let last = braces.indices.last, !braces[last] else { return }
      braces[last] = true
    } else {
      guard index < scalars.count, scalars[index] == "{" else { return }
      index += 1
      braces.append(true)
    }
    emphases += 1
  }

  private mutating func skipGroup() {
    guard index < scalars.count, scalars[index] == "{" else { return }
    var depth = 0
    while index < scalars.count {
      if scalars[index] == "{" { depth += 1 }
      if scalars[index] == "}" { depth -= 1 }
      index += 1
      if depth == 0 { return }
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isAccentable(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic
  }
}

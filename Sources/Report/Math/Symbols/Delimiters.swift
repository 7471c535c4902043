/// Brackets: as symbols, and as what may follow `\left`, `\big` and the like.
enum Delimiters {
  static let opening: [(String, String)] = [
    ("{", "{"), ("lbrace", "{"), ("lbrack", "["), ("lparen", "("), ("langle", "⟨"), ("lang", "⟨"),
    ("lfloor", "⌊"), ("lceil", "⌈"), ("lvert", "|"), ("lVert", "‖"), ("llbracket", "⟦"),
    ("lgroup", "⟮"), ("lmoustache", "⎰"), ("ulcorner", "⌜"), ("llcorner", "⌞"),
  ]

  static let closing: [(String, String)] = [
    ("}", "}"), ("rbrace", "}"), ("rbrack", "]"), ("rparen", ")"), ("rangle", "⟩"), ("rang", "⟩"),
    ("rfloor", "⌋"), ("rceil", "⌉"), ("rvert", "|"), ("rVert", "‖"), ("rrbracket", "⟧"),
    ("rgroup", "⟯"), ("rmoustache", "⎱"), ("urcorner", "⌝"), ("lrcorner", "⌟"),
  ]

  /// The character of a delimiter given as a command name.
  static func character(named name: String) -> String? { byName[name] }

  /// The character of a delimiter given as a character; "" for the invisible one.
  static func character(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case ".": ""
    case "<": "⟨"
    case ">": "⟩"
    case "(", ")", "[", "]", "|", "/", "‖", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "{", "}":
      String(scalar)
    default: nil
    }
  }

  /// The class of a delimiter that does not say on which side it stands.
  static func atomClass(of text: String) -> AtomClass {
    if text == "|" || text == "‖" { return .ordinary }
    if opening.contains(where: { $0.1 == text }) || text == "(" { return .opening }
    if closing.contains(where: { $0.1 == text }) || text == ")" { return .closing }
    return .ordinary
  }

  private static let byName: [String: String] = {
    var byName: [String: String] = [:]
    for (name, text) in opening + closing + bars { byName[name] = text }
    return byName
  }()

  private static let bars: [(String, String)] = [
    ("|", "‖"), ("Vert", "‖"), ("vert", "|"), ("backslash", "\\"), ("uparrow", "↑"),
    ("downarrow", "↓"), ("updownarrow", "↕"), ("Uparrow", "⇑"), ("Downarrow", "⇓"),
    ("Updownarrow", "⇕"), ("mid", "|"), ("lt", "⟨"), ("gt", "⟩"),
  ]
}

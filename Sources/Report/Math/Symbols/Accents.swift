/// Marks above and below their base.
enum Accents {
  static let table: [(String, AccentMark)] = [
    ("hat", AccentMark(text: "^")), ("tilde", AccentMark(text: "~")),
    ("bar", AccentMark(text: "¯")), ("dot", AccentMark(text: "˙")),
    ("ddot", AccentMark(text: "¨")), ("dddot", AccentMark(text: "\u{20DB}")),
    ("check", AccentMark(text: "ˇ")), ("breve", AccentMark(text: "˘")),
    ("acute", AccentMark(text: "´")), ("grave", AccentMark(text: "`")),
    ("mathring", AccentMark(text: "˚")), ("vec", AccentMark(text: "→")),
    ("widehat", AccentMark(text: "^", stretches: true)),
    ("widetilde", AccentMark(text: "~", stretches: true)),
    ("widecheck", AccentMark(text: "ˇ", stretches: true)),
    ("overline", AccentMark(text: "‾", stretches: true)),
    ("underline", AccentMark(text: "_", stretches: true, isBelow: true)),
    ("underbar", AccentMark(text: "_", stretches: true, isBelow: true)),
    ("overrightarrow", AccentMark(text: "→", stretches: true)),
    ("overleftarrow", AccentMark(text: "←", stretches: true)),
    ("overleftrightarrow", AccentMark(text: "↔", stretches: true)),
    ("underrightarrow", AccentMark(text: "→", stretches: true, isBelow: true)),
    ("underleftarrow", AccentMark(text: "←", stretches: true, isBelow: true)),
    ("overbrace", AccentMark(text: "⏞", stretches: true, isBrace: true)),
    ("underbrace", AccentMark(text: "⏟", stretches: true, isBelow: true, isBrace: true)),
    ("overbracket", AccentMark(text: "⎴", stretches: true, isBrace: true)),
    ("underbracket", AccentMark(text: "⎵", stretches: true, isBelow: true, isBrace: true)),
    ("overparen", AccentMark(text: "⏜", stretches: true, isBrace: true)),
    ("underparen", AccentMark(text: "⏝", stretches: true, isBelow: true, isBrace: true)),
    ("utilde", AccentMark(text: "~", stretches: true, isBelow: true)),
  ]
}

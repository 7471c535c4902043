/// Marks above and below their base.
///
/// Each character is the one that browsers place best with the fonts of `MathStyle`: the hat of a
/// letter is U+02C6, the hat that grows is the combining U+0302. Lines are drawn by the style
/// sheet, for no font lets them grow; the thin bar is made bolder there, and the arrow smaller.
enum Accents {
  static let table: [(String, AccentMark)] = [
    ("hat", AccentMark(text: "ˆ")), ("tilde", AccentMark(text: "˜")),
    ("bar", AccentMark(text: "¯", style: "tex-bar")), ("dot", AccentMark(text: "˙")),
    ("ddot", AccentMark(text: "¨")), ("dddot", AccentMark(text: "˙˙˙")),
    ("check", AccentMark(text: "ˇ")), ("breve", AccentMark(text: "˘")),
    ("acute", AccentMark(text: "´")), ("grave", AccentMark(text: "`")),
    ("mathring", AccentMark(text: "˚")), ("vec", AccentMark(text: "→", style: "tex-vec")),
    ("widehat", AccentMark(text: "\u{302}", stretches: true)),
    ("widetilde", AccentMark(text: "~", stretches: true)),
    ("widecheck", AccentMark(text: "ˇ", stretches: true)),
    ("overline", AccentMark(text: "‾", stretches: true, style: "tex-over")),
    ("underline", AccentMark(text: "_", stretches: true, isBelow: true, style: "tex-under")),
    ("underbar", AccentMark(text: "_", stretches: true, isBelow: true, style: "tex-under")),
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

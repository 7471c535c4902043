/// Signs that stand like letters but are not: quantifiers, dots, shapes.
enum OrdinarySymbols {
  static let table: [(String, String)] = [
    ("forall", "∀"), ("exists", "∃"), ("nexists", "∄"), ("neg", "¬"), ("lnot", "¬"),
    ("prime", "′"), ("backprime", "‵"), ("angle", "∠"), ("measuredangle", "∡"), ("top", "⊤"),
    ("bot", "⊥"), ("surd", "√"), ("flat", "♭"), ("natural", "♮"), ("sharp", "♯"),
    ("clubsuit", "♣"), ("diamondsuit", "♢"), ("heartsuit", "♡"), ("spadesuit", "♠"),
    ("triangle", "△"), ("blacktriangle", "▲"), ("triangledown", "▽"), ("square", "□"),
    ("Box", "□"), ("blacksquare", "■"), ("qed", "□"), ("lozenge", "◊"), ("bigstar", "★"),
    ("checkmark", "✓"), ("dag", "†"), ("ddag", "‡"), ("S", "§"), ("P", "¶"), ("copyright", "©"),
    ("pounds", "£"), ("euro", "€"), ("yen", "¥"), ("%", "%"), ("#", "#"), ("&", "&"), ("$", "$"),
    ("_", "_"), ("backslash", "\\"), ("textbackslash", "\\"), ("|", "‖"), ("Vert", "‖"),
    ("vert", "|"), ("vdots", "⋮"), ("textdollar", "$"), ("textunderscore", "_"), ("lq", "‘"),
    ("rq", "’"), ("diagup", "╱"), ("diagdown", "╲"),
  ]

  static let ellipses: [(String, String)] = [
    ("ldots", "…"), ("dots", "…"), ("dotsc", "…"), ("dotso", "…"), ("cdots", "⋯"),
    ("dotsb", "⋯"), ("dotsm", "⋯"), ("dotsi", "⋯"), ("ddots", "⋱"), ("iddots", "⋰"),
    ("textellipsis", "…"), ("mathellipsis", "…"),
  ]

  static let punctuation: [(String, String)] = [("colon", ":"), ("ldotp", "."), ("cdotp", "·")]
}

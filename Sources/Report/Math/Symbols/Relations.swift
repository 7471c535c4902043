/// Relations, and their negations that Unicode has as one character.
enum Relations {
  static let table: [(String, String)] = [
    ("leq", "≤"), ("le", "≤"), ("geq", "≥"), ("ge", "≥"), ("lt", "<"), ("gt", ">"),
    ("leqslant", "⩽"), ("geqslant", "⩾"), ("leqq", "≦"), ("geqq", "≧"), ("ll", "≪"), ("gg", "≫"),
    ("lll", "⋘"), ("ggg", "⋙"), ("lesssim", "≲"), ("gtrsim", "≳"), ("lessapprox", "⪅"),
    ("gtrapprox", "⪆"), ("lessgtr", "≶"), ("gtrless", "≷"), ("prec", "≺"), ("succ", "≻"),
    ("preceq", "⪯"), ("succeq", "⪰"), ("preccurlyeq", "≼"), ("succcurlyeq", "≽"),
    ("precsim", "≾"), ("succsim", "≿"), ("sim", "∼"), ("simeq", "≃"), ("approx", "≈"),
    ("approxeq", "≊"), ("cong", "≅"), ("equiv", "≡"), ("asymp", "≍"), ("doteq", "≐"),
    ("doteqdot", "≑"), ("propto", "∝"), ("varpropto", "∝"), ("thicksim", "∼"),
    ("thickapprox", "≈"), ("backsim", "∽"), ("triangleq", "≜"), ("coloneqq", "≔"),
    ("coloneq", "≔"), ("colonequals", "≔"), ("defeq", "≔"), ("eqqcolon", "≕"), ("eqdef", "≝"),
    ("bumpeq", "≏"), ("Bumpeq", "≎"), ("circeq", "≗"), ("in", "∈"), ("ni", "∋"), ("owns", "∋"),
    ("isin", "∈"), ("subset", "⊂"), ("supset", "⊃"), ("subseteq", "⊆"), ("supseteq", "⊇"),
    ("sub", "⊂"), ("sube", "⊆"), ("supe", "⊇"), ("subsetneq", "⊊"), ("supsetneq", "⊋"),
    ("Subset", "⋐"), ("Supset", "⋑"), ("sqsubset", "⊏"), ("sqsupset", "⊐"), ("sqsubseteq", "⊑"),
    ("sqsupseteq", "⊒"), ("mid", "∣"), ("shortmid", "∣"), ("parallel", "∥"),
    ("shortparallel", "∥"), ("perp", "⊥"), ("indep", "⫫"), ("independent", "⫫"), ("Perp", "⫫"),
    ("upmodels", "⫫"), ("Bot", "⫫"), ("vdash", "⊢"), ("dashv", "⊣"), ("models", "⊨"),
    ("vDash", "⊨"), ("Vdash", "⊩"), ("Vvdash", "⊪"), ("bowtie", "⋈"), ("Join", "⋈"),
    ("smile", "⌣"), ("frown", "⌢"), ("between", "≬"), ("pitchfork", "⋔"), ("therefore", "∴"),
    ("because", "∵"), ("vcentcolon", "∶"), ("ratio", "∶"), ("trianglelefteq", "⊴"),
    ("trianglerighteq", "⊵"), ("vartriangleleft", "⊲"), ("vartriangleright", "⊳"),
    ("questeq", "≟"), ("stareq", "≛"), ("multimap", "⊸"),
  ]

  static let negated: [(String, String)] = [
    ("neq", "≠"), ("ne", "≠"), ("notin", "∉"), ("nsim", "≁"), ("ncong", "≇"), ("nless", "≮"),
    ("ngtr", "≯"), ("nleq", "≰"), ("ngeq", "≱"), ("nprec", "⊀"), ("nsucc", "⊁"),
    ("nsubseteq", "⊈"), ("nsupseteq", "⊉"), ("nmid", "∤"), ("nshortmid", "∤"),
    ("nparallel", "∦"), ("nvdash", "⊬"), ("nvDash", "⊭"), ("nVdash", "⊮"), ("nVDash", "⊯"),
    ("nindep", "⫫\u{338}"), ("nPerp", "⫫\u{338}"), ("nperp", "⊥\u{338}"), ("lneq", "⪇"),
    ("gneq", "⪈"), ("precneqq", "⪵"), ("succneqq", "⪶"),
  ]

  /// The sign with a stroke through it.
  static func negation(of text: String) -> String { composed[text] ?? text + "\u{338}" }

  private static let composed: [String: String] = [
    "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∼": "≁", "≃": "≄",
    "≈": "≉", "≅": "≇", "≡": "≢", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "∣": "∤", "|": "∤",
    "∥": "∦", "‖": "∦", "⊢": "⊬", "⊨": "⊭", "≺": "⊀", "≻": "⊁", "→": "↛", "←": "↚", "↔": "↮",
    "⇒": "⇏", "⇐": "⇍", "⇔": "⇎", "∃": "∄",
  ]
}

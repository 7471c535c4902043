/// Arrows are relations; the long forms are characters of their own.
enum Arrows {
  static let table: [(String, String)] = [
    ("to", "→"), ("rightarrow", "→"), ("leftarrow", "←"), ("gets", "←"), ("leftrightarrow", "↔"),
    ("Rightarrow", "⇒"), ("Leftarrow", "⇐"), ("Leftrightarrow", "⇔"), ("longrightarrow", "⟶"),
    ("longleftarrow", "⟵"), ("longleftrightarrow", "⟷"), ("Longrightarrow", "⟹"),
    ("Longleftarrow", "⟸"), ("Longleftrightarrow", "⟺"), ("implies", "⟹"), ("impliedby", "⟸"),
    ("iff", "⟺"), ("mapsto", "↦"), ("longmapsto", "⟼"), ("uparrow", "↑"), ("downarrow", "↓"),
    ("updownarrow", "↕"), ("Uparrow", "⇑"), ("Downarrow", "⇓"), ("Updownarrow", "⇕"),
    ("nearrow", "↗"), ("searrow", "↘"), ("swarrow", "↙"), ("nwarrow", "↖"),
    ("hookrightarrow", "↪"), ("hookleftarrow", "↩"), ("rightharpoonup", "⇀"),
    ("rightharpoondown", "⇁"), ("leftharpoonup", "↼"), ("leftharpoondown", "↽"),
    ("rightleftharpoons", "⇌"), ("leftrightharpoons", "⇋"), ("leadsto", "⇝"),
    ("rightsquigarrow", "⇝"), ("leftrightsquigarrow", "↭"), ("twoheadrightarrow", "↠"),
    ("twoheadleftarrow", "↞"), ("rightarrowtail", "↣"), ("leftarrowtail", "↢"),
    ("rightrightarrows", "⇉"), ("leftleftarrows", "⇇"), ("rightleftarrows", "⇄"),
    ("leftrightarrows", "⇆"), ("upuparrows", "⇈"), ("downdownarrows", "⇊"),
    ("nrightarrow", "↛"), ("nleftarrow", "↚"), ("nleftrightarrow", "↮"), ("nRightarrow", "⇏"),
    ("nLeftarrow", "⇍"), ("nLeftrightarrow", "⇎"), ("dashrightarrow", "⇢"),
    ("dashleftarrow", "⇠"), ("circlearrowleft", "↺"), ("circlearrowright", "↻"),
    ("curvearrowleft", "↶"), ("curvearrowright", "↷"), ("rarr", "→"), ("larr", "←"),
    ("Rarr", "⇒"), ("Larr", "⇐"), ("harr", "↔"), ("rArr", "⇒"), ("lArr", "⇐"),
  ]

  /// Arrows as long as their labels.
  static let extensible: [(String, String)] = [
    ("xrightarrow", "→"), ("xleftarrow", "←"), ("xleftrightarrow", "↔"), ("xRightarrow", "⇒"),
    ("xLeftarrow", "⇐"), ("xLeftrightarrow", "⇔"), ("xmapsto", "↦"), ("xhookrightarrow", "↪"),
    ("xhookleftarrow", "↩"), ("xrightharpoonup", "⇀"), ("xleftharpoonup", "↼"), ("xlongequal", "="),
  ]
}

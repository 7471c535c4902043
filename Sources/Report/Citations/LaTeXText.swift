/// The accents and special letters that LaTeX has commands for, as Unicode.
///
/// `LaTeXDecoder` applies them to the text of a bibliography, `MathParser` to words in a formula.
enum LaTeXText {
  /// Accent commands and the combining character of each.
  static let accents: [String: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}",
    "u": "\u{306}", ".": "\u{307}", "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}",
    "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}", "k": "\u{328}", "b": "\u{331}",
  ]

  /// Commands that stand for letters and signs.
  static let letters: [String: String] = [
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "textendash": "–",
    "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "S": "§", "P": "¶",
    "copyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
    "ldots": "…", "dots": "…", "textellipsis": "…", "TeX": "TeX", "LaTeX": "LaTeX",
  ]

  /// The letter with the mark, as one character where Unicode has it.
  static func compose(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> String {
    // The dot goes when a mark above takes its place.
    let base: Unicode.Scalar = base == "ı" ? "i" : base == "ȷ" ? "j" : base
    if let row = composed[mark], let place = row.bases.firstIndex(of: base) {
      return String(row.results[place])
    }
    return String(base) + String(mark)
  }

  /// The letter without its accent: `ü` gives `u`; itself where it has none.
  static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar { bases[scalar] ?? scalar }

  private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
    var bases: [Unicode.Scalar: Unicode.Scalar] = ["ø": "o", "ł": "l", "đ": "d", "ı": "i"]
    for row in composed.values {
      for (base, result) in zip(row.bases, row.results) { bases[result] = base }
    }
    return bases
  }()

  private struct Row: Sendable {
    var bases: [Unicode.Scalar]
    var results: [Unicode.Scalar]
    init(_ bases: String, _ results: String) {
      self.bases = Array(bases.unicodeScalars)
      self.results = Array(results.unicodeScalars)
    }
  }

  private static let composed: [Unicode.Scalar: Row] = [
    "\u{300}": Row("AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"),
    "\u{301}": Row("AEIOUYaeiouyCcLlNnRrSsZzGg", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǴǵ"),
    "\u{302}": Row("AEIOUaeiouCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"),
    "\u{303}": Row("ANOaonIiUu", "ÃÑÕãõñĨĩŨũ"),
    "\u{304}": Row("AEIOUaeiou", "ĀĒĪŌŪāēīōū"),
    "\u{306}": Row("AEGIOUaegiou", "ĂĔĞĬŎŬăĕğĭŏŭ"),
    "\u{307}": Row("CcEeGgIZz", "ĊċĖėĠġİŻż"),
    "\u{308}": Row("AEIOUYaeiouy", "ÄËÏÖÜŸäëïöüÿ"),
    "\u{30A}": Row("AaUu", "ÅåŮů"),
    "\u{30B}": Row("OoUu", "ŐőŰű"),
    "\u{30C}": Row("CcDdEeNnRrSsTtZzLlGgAaIiOoUu", "ČčĎďĚěŇňŘřŠšŤťŽžĽľǦǧǍǎǏǐǑǒǓǔ"),
    "\u{323}": Row("AaEeHhIiOoSsTtUuDdKkLlMmNn", "ẠạẸẹḤḥỊịỌọṢṣṬṭỤụḌḍḲḳḶḷṂṃṆṇ"),
    "\u{327}": Row("CcSsTtEeGgKkLlNnRr", "ÇçŞşŢţȨȩĢģĶķĻļŅņŖŗ"),
    "\u{328}": Row("AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
  ]
}

/// Spaces by name, in em.
enum Spaces {
  static let table: [(String, Double)] = [
    (",", thin), ("thinspace", thin), (":", medium), (">", medium), ("medspace", medium),
    (";", thick), ("thickspace", thick), ("!", -thin), ("negthinspace", -thin),
    ("negmedspace", -medium), ("negthickspace", -thick), ("quad", 1), ("qquad", 2),
    ("enspace", 0.5), ("enskip", 0.5), (" ", word), ("space", word), ("nobreakspace", word),
    ("nobreak", 0), ("hfill", 1), ("/", 0),
  ]

  static let thin = 3.0 / 18
  static let medium = 4.0 / 18
  static let thick = 5.0 / 18
  /// The space between words of the text font.
  static let word = 0.333
}

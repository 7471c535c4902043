/// Where a work stands in the list of references: by its authors, then year, then title.
///
/// Letters compare without accents and case, so that Ångrist stands beside Angrist.
struct CitationOrder: Comparable {
  private let names: String
  private let year: String
  private let title: String
  private let key: String

  init(_ entry: BibliographyEntry) {
    let people = entry.creators.people
    names = Self.folded(
      people.isEmpty
        ? CitationLabel.authors(of: entry)
        : people.map { "\($0.familyWithParticle) \($0.given)" }.joined(separator: ", "))
    year = entry.year ?? ""
    title = Self.folded(entry.title ?? "")
    key = entry.key
  }

  static func < (a: Self, b: Self) -> Bool {
    (a.names, a.year, a.title, a.key) < (b.names, b.year, b.title, b.key)
  }

  /// Lower-case letters and digits without their accents.
  private static func folded(_ text: String) -> String {
    var out = ""
    for scalar in text.lowercased().unicodeScalars {
      let base = LaTeXText.base(of: scalar)
      if base.properties.isAlphabetic || base.properties.numericType != nil {
        out.unicodeScalars.append(base)
      } else if base == " " || base == "," {
        out.unicodeScalars.append(base)
      }
    }
    return out
  }
}

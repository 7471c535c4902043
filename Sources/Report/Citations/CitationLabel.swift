/// The names by which the text refers to a work.
enum CitationLabel {
  /// "Künzel et al.", "Nie and Wager", "Rubin"; the title where nobody is named.
  static func authors(of entry: BibliographyEntry) -> String {
    let creators = entry.creators
    let names = creators.people.map(\.familyWithParticle)
    switch names.count {
    case 0: return entry.text("organization", "institution", "key") ?? shortTitle(of: entry)
    case 1: return creators.hasOthers ? names[0] + " et al." : names[0]
    case 2 where !creators.hasOthers: return names[0] + " and " + names[1]
    default: return names[0] + " et al."
    }
  }

  /// The first words of the title in quotes, or the key.
  private static func shortTitle(of entry: BibliographyEntry) -> String {
    guard let title = entry.text("shorttitle", "title") else { return entry.key }
    let words = title.split(separator: " ")
    return "“" + words.prefix(4).joined(separator: " ") + (words.count > 4 ? " …" : "") + "”"
  }
}

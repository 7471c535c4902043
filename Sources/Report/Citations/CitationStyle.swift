import NotebookSyntax

/// Author–year citations and the list of references of one page.
///
/// Works by the same authors of the same year are told apart by letters: 2019a, 2019b, given in the
/// order of the list of references.
package struct CitationStyle: Sendable {
  let bibliography: Bibliography
  /// The works that the page cites, in the order of the list of references: by author, year, title.
  package let references: [BibliographyEntry]
  /// "a", "b", … by key, for works that authors and year do not tell apart.
  private let letters: [String: String]

  /// `cited` are the keys that the page cites, in any order, with repetitions and unknown ones.
  package init(_ bibliography: Bibliography, cited: [String]) {
    self.bibliography = bibliography
    let entries = Set(cited).sorted().compactMap { bibliography.entry($0) }
    let keyed = entries.map { (order: CitationOrder($0), entry: $0) }
      .sorted { $0.order < $1.order }
    references = keyed.map(\.entry)
    letters = Self.letters(references)
  }

  // MARK: - In the text

  /// A key as part of a sentence: `Künzel et al. (2019, p. 4)`; nil for an unknown one.
  package func inText(_ key: String, locator: String = "") -> String? {
    guard let entry = bibliography.entry(key) else { return nil }
    let place = locator.isEmpty ? "" : ", " + locator
    return "\(CitationLabel.authors(of: entry)) (\(year(of: entry))\(place))"
  }

  /// Citations in parentheses: `(see Künzel et al. 2019, p. 4; Nie and Wager 2021)`.
  ///
  /// A prefix that ends in `-` leaves the authors out: `[-@kunzel2019]` gives "(2019)". An unknown
  /// key stands as it is, with a question mark.
  package func inText(_ items: [CitationItem]) -> String {
    "(" + items.map(parenthetical).joined(separator: "; ") + ")"
  }

  /// One citation as it stands between the parentheses.
  func parenthetical(_ item: CitationItem) -> String {
    let (prefix, hidesAuthors) = Self.prefix(item)
    let suffix = Self.suffix(item)
    return prefix + core(item.key, hidesAuthors: hidesAuthors) + suffix
  }

  /// Authors and year, `Künzel et al. 2019`.
  func core(_ key: String, hidesAuthors: Bool) -> String {
    guard let entry = bibliography.entry(key) else { return key + "?" }
    let year = year(of: entry)
    return hidesAuthors ? year : CitationLabel.authors(of: entry) + " " + year
  }

  /// The words before a citation, and whether they end in the sign that hides the authors.
  static func prefix(_ item: CitationItem) -> (String, Bool) {
    var words = item.prefix.drop { $0.isWhitespace }
    while let last = words.last, last.isWhitespace { words.removeLast() }
    let hidesAuthors = words.last == "-"
    if hidesAuthors { words.removeLast() }
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return (words.isEmpty ? "" : words + " ", hidesAuthors)
  }

  /// What follows a citation, after one comma.
  static func suffix(_ item: CitationItem) -> String {
    var words = item.suffix.drop { $0.isWhitespace || $0 == "," }
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return words.isEmpty ? "" : ", " + words
  }

  /// The year with its letter, `2019b`.
  func year(of entry: BibliographyEntry) -> String {
    (entry.year ?? "n.d.") + (letters[entry.key] ?? "")
  }

  // MARK: - The list

  /// The work as it stands in the list of references, as well-formed, escaped markup.
  package func reference(_ entry: BibliographyEntry) -> String {
    ReferenceFormatter(entry: entry, year: year(of: entry)).pieces.markup
  }

  /// The same as plain text, for the note that shows when the pointer rests on a citation.
  package func plainReference(_ entry: BibliographyEntry) -> String {
    ReferenceFormatter(entry: entry, year: year(of: entry)).pieces.plainText
  }

  private static func letters(_ references: [BibliographyEntry]) -> [String: String] {
    var groups: [String: [String]] = [:]
    for entry in references {
      let label = CitationLabel.authors(of: entry) + " " + (entry.year ?? "n.d.")
      groups[label, default: []].append(entry.key)
    }
    var letters: [String: String] = [:]
    for keys in groups.values where keys.count > 1 {
      for (index, key) in keys.enumerated() { letters[key] = letter(index) }
    }
    return letters
  }

  /// The letters a to z, then aa, ab and so on.
  private static func letter(_ index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? last : letter(index / 26 - 1) + last
  }
}

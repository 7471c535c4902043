/// One work of a bibliography.
package struct BibliographyEntry: Sendable, Hashable {
  /// As it is cited, such as `kunzel2019`.
  package var key: String
  /// The entry's type in lower case, such as `article`.
  package var type: String
  /// Fields by lower-case name, as LaTeX with their outer quotes or braces gone.
  package var fields: [String: String]
  /// The line on which the entry starts, from 1.
  package var line: Int

  package init(key: String, type: String, fields: [String: String], line: Int = 0) {
    self.key = key
    self.type = type
    self.fields = fields
    self.line = line
  }

  /// The first of these fields that is not blank, as plain text.
  func text(_ names: String...) -> String? {
    for name in names {
      if let field = fields[name] {
        let text = LaTeXDecoder.plain(field)
        if text.contains(where: { !$0.isWhitespace }) { return text }
      }
    }
    return nil
  }

  package var authors: PersonList { PersonNameParser.parse(fields["author"] ?? "") }
  package var editors: PersonList { PersonNameParser.parse(fields["editor"] ?? "") }

  /// Those under whose name the work is cited: its authors, else its editors.
  var creators: PersonList { authors.people.isEmpty ? editors : authors }

  package var title: String? { text("title") }

  /// The year of publication, or what stands for it ("in press"); nil where there is none.
  package var year: String? {
    if let year = text("year") { return year }
    // `date` of BibLaTeX: 2019-02-15.
    guard let date = text("date") else { return nil }
    let digits = date.prefix { $0.isASCII && $0.isNumber }
    return digits.count == 4 ? String(digits) : date
  }
}

/// A person's name in BibTeX's four parts, or an organisation's in one.
package struct PersonName: Sendable, Hashable {
  /// First names or initials, `Sören R.`, as written.
  package var given: String
  /// "van der", "de": the words in lower case before the family name.
  package var particle: String
  package var family: String
  /// `Jr.` and the like, as written.
  package var suffix: String

  package init(given: String = "", particle: String = "", family: String, suffix: String = "") {
    self.given = given
    self.particle = particle
    self.family = family
    self.suffix = suffix
  }

  /// "van der Laan": what a citation says.
  package var familyWithParticle: String {
    particle.isEmpty ? family : particle + " " + family
  }

  /// The name as references have it, `van der Laan, M. J.`, surname first.
  package var inverted: String {
    var out = familyWithParticle
    if !given.isEmpty { out += ", " + initials }
    if !suffix.isEmpty { out += ", " + suffix }
    return out
  }

  /// The name as editors are named, `M. J. van der Laan`, surname last.
  var direct: String {
    let name = given.isEmpty ? familyWithParticle : initials + " " + familyWithParticle
    return suffix.isEmpty ? name : name + ", " + suffix
  }

  /// The first letters of the given names, `S. R.` or `J.-P.` among them.
  private var initials: String {
    given.split { $0 == " " || $0 == "\u{A0}" }.map { word in
      word.split(separator: "-").compactMap { part in
        part.first { $0.isLetter }.map { "\($0)." }
      }.joined(separator: "-")
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// The people of an `author` or `editor` field.
package struct PersonList: Sendable, Hashable {
  package var people: [PersonName] = []
  /// The field ends in "and others".
  package var hasOthers = false
}

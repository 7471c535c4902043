import Report
import Testing

@Suite struct PersonNameTests {
  private func people(_ field: String) -> [String] {
    let list = BibliographyEntry(key: "k", type: "a", fields: ["author": field]).authors
    let names = list.people.map { "\($0.given)|\($0.particle)|\($0.family)|\($0.suffix)" }
    return names + (list.hasOthers ? ["…"] : [])
  }

  @Test(arguments: [
    ("Judea Pearl", ["Judea||Pearl|"]), ("Pearl, Judea", ["Judea||Pearl|"]),
    ("Mark J. van der Laan", ["Mark J.|van der|Laan|"]),
    ("van der Laan, Mark J.", ["Mark J.|van der|Laan|"]),
    ("Smith, Jr., John", ["John||Smith|Jr."]), ("Plato", ["||Plato|"]),
    ("{World Health Organization}", ["||World Health Organization|"]),
    ("{de Finetti}, Bruno", ["Bruno||de Finetti|"]),
    ("A. B and C. D AND E. F", ["A.||B|", "C.||D|", "E.||F|"]),
    ("Chernozhukov, Victor and others", ["Victor||Chernozhukov|", "…"]),
    (#"S{\"o}ren K{\"u}nzel"#, ["Sören||Künzel|"]),
    (#"\'Angel de la Fuente"#, ["Ángel|de la|Fuente|"]),
    ("Donald~B. Rubin", ["Donald B.||Rubin|"]), ("de la Cruz", ["|de la|Cruz|"]),
    (#"{\O}rsted, Hans"#, ["Hans||Ørsted|"]), ("", []), (" and ", []), (",,", []),
    ("Sanders and Anderson", ["||Sanders|", "||Anderson|"]),
  ])
  func namesAreTakenApart(_ field: String, _ expected: [String]) {
    #expect(people(field) == expected)
  }

  @Test(arguments: [
    ("Jean-Pierre Florens", "Florens, J.-P."), ("Mark J. van der Laan", "van der Laan, M. J."),
    ("Smith, Jr., John", "Smith, J., Jr."), ("Plato", "Plato"),
    ("Künzel, Sören R.", "Künzel, S. R."),
  ])
  func referencesInvertNames(_ field: String, _ expected: String) {
    let entry = BibliographyEntry(key: "k", type: "a", fields: ["author": field])
    #expect(entry.authors.people.map(\.inverted) == [expected])
  }
}

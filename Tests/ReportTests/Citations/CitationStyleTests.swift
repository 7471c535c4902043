import NotebookSyntax
import Report
import Testing

@Suite struct CitationStyleTests {
  @Test(arguments: [
    ("kunzel2019", "Künzel et al. (2019)"), ("nie2021", "Nie and Wager (2021)"),
    ("pearl2009", "Pearl (2009)"), ("vdl2011", "van der Laan and Polley (2011)"),
    ("dml", "Chernozhukov et al. (2018)"), ("who2020", "World Health Organization (2020)"),
    ("smith", "Smith (2015)"), ("athey2019a", "Athey and Wager (2019b)"),
    ("athey2019b", "Athey and Wager (2019a)"),
  ])
  func aSentenceNamesAuthorsAndYear(_ key: String, _ expected: String) {
    #expect(CitationFixture.style.inText(key) == expected)
  }

  @Test func locatorsAndUnknownKeys() {
    #expect(
      CitationFixture.style.inText("kunzel2019", locator: "p. 4") == "Künzel et al. (2019, p. 4)")
    #expect(CitationFixture.style.inText("nobody") == nil)
  }

  @Test(arguments: [
    ([CitationItem(key: "kunzel2019", suffix: "p. 4")], "(Künzel et al. 2019, p. 4)"),
    ([CitationItem(key: "kunzel2019", suffix: ", p. 4")], "(Künzel et al. 2019, p. 4)"),
    (
      [CitationItem(prefix: "see ", key: "nie2021"), CitationItem(key: "pearl2009")],
      "(see Nie and Wager 2021; Pearl 2009)"
    ),
    ([CitationItem(prefix: "-", key: "nie2021")], "(2021)"),
    ([CitationItem(prefix: "see -", key: "nie2021")], "(see 2021)"),
    ([CitationItem(key: "nobody")], "(nobody?)"),
  ])
  func citationsStandInParentheses(_ items: [CitationItem], _ expected: String) {
    #expect(CitationFixture.style.inText(items) == expected)
    #expect(CitationFixture.style.nodes(items).shownText == expected)
  }

  @Test func lettersTellApartOnlyWhatThePageCites() {
    let style = CitationStyle(CitationFixture.bibliography, cited: ["athey2019b", "athey2019b"])
    #expect(style.inText("athey2019b") == "Athey and Wager (2019)")
  }

  @Test func manyWorksOfOneYearGetDoubleLetters() {
    let entries = (0..<30).map { number in
      BibliographyEntry(
        key: "k\(100 + number)", type: "misc",
        fields: ["author": "Doe, J.", "year": "2020", "title": "T\(100 + number)"])
    }
    let style = CitationStyle(Bibliography(entries), cited: entries.map(\.key))
    #expect(style.inText("k100") == "Doe (2020a)")
    #expect(style.inText("k126") == "Doe (2020aa)")
  }

  @Test func citationsLinkToTheirReferenceAndCarryIt() throws {
    let nodes = CitationFixture.style.nodes([CitationItem(key: "nie2021")])
    let markup = nodes.map(\.markup).joined()
    #expect(markup.contains(##"<a href="#ref-nie2021">Nie and Wager 2021</a>"##))
    #expect(markup.contains("Quasi-oracle estimation"))
    let list = try #require(CitationFixture.style.listNode).markup
    #expect(list.contains(#"<li id="ref-nie2021">"#))
    #expect(CitationStyle(CitationFixture.bibliography, cited: ["nobody"]).listNode == nil)
  }

  @Test func anchorsAreSafeAndDistinct() {
    #expect(CitationStyle.anchor("a\"b") == "ref-a:22:b")
    #expect(CitationStyle.anchor("a:22:b") != CitationStyle.anchor("a\"b"))
  }
}

extension [HTMLNode] {
  /// The text without the notes that show on hovering.
  fileprivate var shownText: String {
    map { node in
      guard case .element(let element) = node else { return node.plainText }
      return element.attributes["class"] == "cite"
        ? element.children.first?.plainText ?? "" : node.plainText
    }.joined()
  }
}

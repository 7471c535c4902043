import Report
import Testing

@Suite struct ReferenceFormatterTests {
  @Test(arguments: [
    (
      "kunzel2019",
      "Künzel, S. R., Sekhon, J. S., Bickel, P. J., and Yu, B. (2019). Metalearners for estimating "
        + "heterogeneous treatment effects using machine learning. Proceedings of the National "
        + "Academy of Sciences, 116(10), 4156–4165. https://doi.org/10.1073/pnas.1804597116"
    ),
    (
      "nie2021",
      "Nie, X., and Wager, S. (2021). Quasi-oracle estimation of heterogeneous treatment effects. "
        + "Biometrika, 108(2), 299–319."
    ),
    (
      "pearl2009",
      "Pearl, J. (2009). Causality: Models, Reasoning, and Inference (2nd ed.). Cambridge University "
        + "Press."
    ),
    (
      "vdl2011",
      "van der Laan, M. J., and Polley, E. (2011). Super learning. In M. J. van der Laan and S. Rose "
        + "(Eds.), Targeted Learning (pp. 43–66). Springer."
    ),
    (
      "chen2016",
      "Chen, T., and Guestrin, C. (2016). XGBoost: A scalable tree boosting system. In Proc. of the "
        + "22nd KDD (pp. 785–794). https://arxiv.org/abs/1603.02754"
    ),
    (
      "dml",
      #"Chernozhukov, V., et al. (2018). Double/Debiased ML for \theta_0. arXiv:1608.00060. "#
        + "https://arxiv.org/abs/1608.00060"
    ),
    (
      "who2020",
      "World Health Organization (2020). Trial reporting (Technical Report 7). World Health "
        + "Organization."
    ),
    ("smith", "Smith, J., Jr. (2015). Why? (PhD thesis). Univ. of X."),
  ])
  func referencesFollowTheirType(_ key: String, _ expected: String) throws {
    let entry = try #require(CitationFixture.bibliography.entry(key))
    #expect(CitationFixture.style.plainReference(entry) == expected)
  }

  @Test func markupEmphasisesVenuesLinksAndRendersMath() throws {
    let style = CitationFixture.style
    func markup(_ key: String) throws -> String {
      style.reference(try #require(CitationFixture.bibliography.entry(key)))
    }
    #expect(try markup("nie2021").contains("<em>Biometrika</em>, 108(2), 299–319."))
    #expect(
      try markup("kunzel2019").contains(
        #"<a href="https://doi.org/10.1073/pnas.1804597116" class="url">https://doi.org/10.1"#))
    #expect(try markup("dml").contains("<msub><mi>θ</mi><mn>0</mn></msub>"))
    #expect(try markup("who2020").contains("<em>Trial </em><em>reporting</em>"))
  }

  @Test(arguments: [
    ["title": "<script>alert(1)</script>", "url": "javascript:alert(1)"],
    ["title": "x", "doi": "\"><script>", "author": "<b>, A."],
    ["title": "x", "url": "https://a.b/\"onmouseover=\"x"],
    ["title": "x", "howpublished": #"\url{http://a.b/<script>}"#],
  ])
  func hostileFieldsStayText(_ fields: [String: String]) throws {
    let entry = BibliographyEntry(key: "k", type: "misc", fields: fields)
    let style = CitationStyle(Bibliography([entry]), cited: ["k"])
    let tree = try #require(MarkupTree.parse("<li>\(style.reference(entry))</li>"))
    #expect(tree.all("script").isEmpty && tree.all("b").isEmpty)
    for link in tree.all("a") {
      #expect(link.attributes.keys.sorted() == ["href"])
      #expect(link.attributes["href"]?.hasPrefix("http") == true)
    }
  }

  @Test func worksWithoutAuthorsYearOrTitleStillShow() {
    for (fields, expected) in [
      ([:], "k (n.d.)."), (["title": "A title"], "“A title” (n.d.). A title."),
      (["editor": "Doe, J. and Roe, R.", "title": "T"], "Doe, J., and Roe, R. (Eds.) (n.d.). T."),
    ] as [([String: String], String)] {
      let entry = BibliographyEntry(key: "k", type: "misc", fields: fields)
      #expect(CitationStyle(Bibliography([entry]), cited: ["k"]).plainReference(entry) == expected)
    }
  }

  @Test func theListIsSortedByAuthorYearAndTitleWithoutAccents() {
    #expect(
      CitationFixture.style.references.map(\.key) == [
        "athey2019b", "athey2019a", "chen2016", "dml", "kunzel2019", "nie2021", "pearl2009",
        "smith",
        "vdl2011", "who2020",
      ])
  }
}

import Charts
import Testing

@Suite struct TextMetricsTests {
  @Test func longTextIsCutWithAnEllipsis() {
    let text = "an uncommonly long name of a covariate"
    let cut = TextMetrics.fit(text, width: 100, size: 12)
    #expect(cut.hasSuffix("…") && TextMetrics.width(cut, size: 12) <= 100)
    #expect(TextMetrics.fit("short", width: 100, size: 12) == "short")
  }

  @Test func aCharacterIsLeftWhereNothingFits() {
    #expect(TextMetrics.fit("word", width: 1, size: 12) == "w…")
    #expect(TextMetrics.fit("", width: 1, size: 12) == "")
  }

  @Test func textsThatWouldLookAlikeLoseTheirMiddles() {
    let names = ["Apparel", "Electronics", "A very long name of a category"].map {
      "product_category[\($0)]"
    }
    let cut = TextMetrics.fit(
      names + ["age", "a long name of one column alone"], width: 124, size: 12)
    #expect(cut[0].hasPrefix("prod") && cut[0].hasSuffix("…Apparel]"), "\(cut)")
    #expect(cut[1].hasSuffix("…Electronics]") && cut[2].contains("…A very"), "\(cut)")
    #expect(cut[3] == "age" && cut[4].hasSuffix("…"))
    #expect(cut.allSatisfy { TextMetrics.width($0, size: 12) <= 124 }, "\(cut)")
    #expect(Set(cut).count == cut.count)
  }

  @Test func textWrapsAtSpaces() {
    #expect(
      TextMetrics.wrap("Womens E-Mail", width: 60, size: 12, lines: 2) == ["Womens", "E-Mail"])
    #expect(TextMetrics.wrap("indivisible", width: 20, size: 12, lines: 2) == nil)
    #expect(TextMetrics.wrap("a b c d e", width: 20, size: 12, lines: 2) == nil)
  }

  @Test func boldIsWiderAndCombiningMarksHaveNoWidth() {
    #expect(TextMetrics.width("mm", size: 12, bold: true) > TextMetrics.width("mm", size: 12))
    #expect(TextMetrics.width("e\u{301}", size: 10) == TextMetrics.width("e", size: 10))
  }
}

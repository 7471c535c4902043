import Report
import Testing

@Suite("Writing HTML")
struct HTMLWriterTests {
  @Test(
    "escapes what would be markup in text and in attributes",
    arguments: [
      ("a & b", "a &amp; b"), ("<script>", "&lt;script&gt;"), ("say \"x\"", "say &quot;x&quot;"),
      ("bell \u{07}", "bell \u{FFFD}"), ("nul \u{00}", "nul \u{FFFD}"), ("é ≤ 漢", "é ≤ 漢"),
      ("a\r\nb", "a\nb"),
    ])
  func escapes(text: String, written: String) {
    #expect(HTMLNode.element("a", ["title": text]).markup == "<a title=\"\(written)\"></a>")
    let inText = HTMLNode.text(text).markup
    #expect(inText == (text.utf8.contains(0x22) ? text : written))
  }

  @Test("writes void elements without an end, and an empty attribute by its name alone")
  func voidElements() {
    let node = HTMLNode.element("input", ["type": "checkbox", "checked": "", "id": nil])
    #expect(node.markup == "<input type=\"checkbox\" checked>")
    #expect(HTMLNode.element("p", [:], [.element("br"), .text("x")]).markup == "<p><br>x</p>\n")
  }

  @Test("keeps a line feed at the start of a listing, which a parser would drop")
  func listing() {
    #expect(HTMLNode.element("pre", [:], text: "\na").markup == "<pre>\n\na</pre>\n")
  }

  @Test("takes trusted markup as it is, and no text for it")
  func trusted() {
    let node = HTMLNode.fragment([.trusted("<b>x</b>"), .text("<")])
    #expect(node.markup == "<b>x</b>&lt;")
    #expect(node.plainText == "<")
  }

  @Test("replaces an attribute that is set twice and removes one set to nil")
  func attributes() {
    var attributes: HTMLAttributes = ["id": "a", "class": "b"]
    attributes["id"] = "c"
    #expect(attributes["id"] == "c")
    attributes["class"] = nil
    #expect(attributes.pairs.count == 1)
  }
}

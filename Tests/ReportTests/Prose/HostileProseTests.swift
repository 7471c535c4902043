import Report
import Testing

@Suite("Hostile Markdown")
struct HostileProseTests {
  @Test(
    "runs nothing",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)></svg>",
      "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))",
      "[x](&#106;avascript:alert(1))", "[x](vbscript:x)", "[x](data:text/html,<script>1</script>)",
      "<a href='javascript:alert(1)'>x</a>", "![x](javascript:alert(1))",
      "<style>body{background:url(https://e.org)}</style>", "<iframe src=https://e.org></iframe>",
      "<div style='position:fixed;inset:0'>x</div>", "`</code><script>alert(1)</script>`",
      "```\n</pre><script>alert(1)</script>\n```", "# <script>alert(1)</script>",
      "---\ntitle: </title><script>alert(1)</script>\n---\n",
      "---\nlang: '\"><script>alert(1)</script>'\n---\n", "<form action=x><input name=y></form>",
      "[^\"><script>x]: a\n\nb[^\"><script>x]", "$</math><script>alert(1)</script>$",
      "<https://e.org/\"onmouseover=\"alert(1)>", "[x](<https://e.org/\" onclick=\"alert(1)>)",
    ])
  func runsNothing(markdown: String) {
    let html = withoutStyleAndDrawings(Prose.render(markdown).html).lowercased()
    #expect(!html.has("<script"))
    #expect(!html.has("<iframe") && !html.has("<form") && !html.has("<style>b"))
    #expect(!html.has("href=\"javascript") && !html.has("href=\"vbscript"))
    #expect(!html.has("href=\"data:text/html"))
    #expect(!html.has(" onerror=\"") && !html.has("<img src=x"))
    #expect(!html.has("\" onclick="))
    #expect(!html.has("style=\"position"))
  }

  @Test("cannot break out of the style sheet through the user's own")
  func styleSheet() {
    let options = PageOptions(stylesheet: "p{color:red}</style><script>alert(1)</script>")
    let html = Prose.render("x", options: options).html
    #expect(!html.has("<script"))
    #expect(count("</style>", in: html) == 1)
  }

  @Test(
    "nested without end neither overflows nor takes long",
    arguments: [
      String(repeating: ">", count: 10_000) + " x",
      String(repeating: "*a ", count: 10_000) + "b" + String(repeating: "*", count: 10_000),
      (0..<300).map { String(repeating: "  ", count: $0) + "- x" }.joined(separator: "\n"),
      String(repeating: "[", count: 50_000), String(repeating: "`{= a", count: 4_000),
    ])
  func nesting(markdown: String) {
    #expect(Prose.render(markdown).html.has("</html>"))
  }

  @Test("in one line of a megabyte stays text")
  func longLine() {
    let html = Prose.render(String(repeating: "a<b & ", count: 170_000)).html
    #expect(html.utf8.count > 1_500_000)
  }
}

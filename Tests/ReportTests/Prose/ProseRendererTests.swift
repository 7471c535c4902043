import Execution
import NotebookSyntax
import Report
import Testing

@Suite("Prose")
struct ProseRendererTests {
  @Test(
    "becomes the elements that Markdown means",
    arguments: [
      ("*a* **b** `c<d` ~~e~~", "<em>a</em> <strong>b</strong> <code>c&lt;d</code> <del>e</del>"),
      ("one  \ntwo", "one<br>\ntwo"),
      ("> quoted", "<blockquote><p>quoted</p>"),
      ("3. a\n4. b", "<ol start=\"3\"><li>a</li>"),
      ("- a\n\n- b", "<ul><li><p>a</p>\n</li>"),
      ("- [x] a\n- [ ] b", "<input type=\"checkbox\" disabled checked aria-label=\"done\"> a</li>"),
      ("```python x\na < b\n```", "<code class=\"language-python\">a &lt; b\n</code>"),
      ("---", "<hr>"),
      ("> [!WARNING]\n> Mind the gap.", "<p><b>Warning.</b> Mind the gap.</p>"),
      (
        "[x](https://e.org/?a=1&b=2 \"t\")",
        "<a href=\"https://e.org/?a=1&amp;b=2\" title=\"t\">x</a>"
      ),
    ])
  func elements(markdown: String, html: String) {
    #expect(Prose.article(markdown).has(html), "\(Prose.article(markdown))")
  }

  @Test("keeps the minus of an amount on its line", arguments: ["-$0.03", "\u{2212}$0.03"])
  func amounts(text: String) {
    var run = Prose.run("A `{= x}`.\n")
    for block in run.notebook.blocks {
      guard case .paragraph(let inlines) = block.kind else { continue }
      for case .value(let value) in inlines.map(\.kind) {
        run.inlineValues[value.range.lower.offset] = ResolvedValue(text: text, origin: "x")
      }
    }
    #expect(PageRenderer.html(run).has(">\u{2212}\u{2060}$0.03</span>"))
  }

  @Test("puts headings one level down, numbered, with an anchor, and no level left out")
  func headings() {
    let html = Prose.article("text\n\n# Data\n\n#### Deep\n\n## Next\n\n# Model\n")
    #expect(html.has("<h2 id=\"data\"><span class=\"number\">1</span> Data "))
    #expect(html.has("<h3 id=\"deep\"><span class=\"number\">1.1</span> Deep "))
    #expect(html.has("<h3 id=\"next\"><span class=\"number\">1.2</span> Next "))
    #expect(html.has("<h2 id=\"model\"><span class=\"number\">2</span> Model "))
  }

  @Test("leaves numbers to an author who wrote them")
  func handNumbers() {
    #expect(!Prose.article("x\n\n# 1. Data\n\n# Model").has("class=\"number\""))
  }

  @Test("takes the title from a first heading where the front matter has none")
  func title() {
    let html = Prose.render("# The *title*\n\nText.\n\n# A\n\n# B").html
    #expect(html.has("<h1>The <em>title</em></h1>"))
    #expect(html.has("<title>The title</title>"))
    #expect(count("<h1>", in: html) == 1)
  }

  @Test("aligns numbers of pipe tables at their points and keeps an author's alignment")
  func tables() {
    let html = Prose.article("| a | b | c |\n|---|---|:-:|\n| x | 1.5 | 2 |\n| y | 12 | 3.25 |")
    #expect(html.has("<th class=\"n\" scope=\"col\">b"), "\(html)")
    #expect(html.has("<td class=\"n\">1.5"))
    #expect(html.has("<td class=\"n\">12\u{2008}\u{2007}"))
    #expect(html.has("<td class=\"c\">2"))
  }

  @Test("breaks code in a table between words alone, and leaves room for sentences")
  func wordsInTables() {
    let html = Prose.article(
      "| what | column |\n|---|---|\n| Points that were spent, per order | `regular_points_spent` |\n| a | `b_c` |\n\n`regular_points_spent`"
    )
    #expect(html.has("<td class=\"p\">Points"), "\(html)")
    #expect(html.has("<td><code>regular_<wbr>points_<wbr>spent</code>"), "\(html)")
    #expect(html.has("<td>a") && html.has("<td><code>b_c</code>"))
    #expect(html.has("<p><code>regular_points_spent</code></p>"))
  }

  @Test("puts a footnote beside its block once, and in the list for paper")
  func footnotes() {
    let html = Prose.article(
      "Text.[^a] More.[^a]\n\n[^a]: A *note* with[^b] a note.\n\n[^b]: Last.")
    #expect(count("href=\"#fn.1\"", in: html) >= 2)
    #expect(count("id=\"fn.1\"", in: html) == 1)
    #expect(count("id=\"fn.2\"", in: html) == 1)
    #expect(html.has("<li value=\"2\"><p>Last.</p>"), "\(html)")
  }

  @Test("resolves references to sections ahead and reports those to nothing, with the nearest name")
  func references() {
    let page = Prose.render("See @model and @modle.\n\n# Model\n\n# Other")
    #expect(page.html.has("<a class=\"ref\" href=\"#model\">Section\u{A0}1</a>"))
    #expect(page.diagnostics.map(\.id) == ["reference.unresolved"])
    #expect(page.diagnostics.first?.hint == "did you mean “model”?")
    #expect(page.html.has("<code>reference.unresolved</code>"))
  }

  @Test("sets formulas as MathML and numbers those with a label")
  func math() {
    let html = Prose.article("$x^2$ and @eq:a\n\n$$\ny = 1 \\label{eq:a}\n$$\n")
    #expect(html.has("<math>"))
    #expect(html.has("<span class=\"number\">(1)</span>"), "\(html)")
    #expect(html.has(">(1)</a>"))
  }

  @Test("keeps a formula on the line of its brackets and commas")
  func mathJoints() {
    let html = Prose.article("A test ($p$), not $q$ or–$r$–$s$\n$t$. So (not $u$) $v$-$w$.")
    #expect(html.has("A test <span class=\"j\">(<math>"), "\(html)")
    #expect(html.has("</math>),</span> not <math>"))
    #expect(html.has("</math> or–<math>") && html.has("</math>–<math>"))
    #expect(
      html.has("</math>\n<span class=\"j\"><math>") && html.has("</math>.</span> So (not <span"))
    #expect(html.has("</math>)</span> <span class=\"j\"><math>"))
    #expect(html.has("</math>-<math>") && html.has("</math>.</span></p>"))
  }

  @Test("marks links that show their address, so that print does not write it twice")
  func shownAddresses() {
    let html = Prose.article("https://e.org/a and [b](https://e.org/b)")
    #expect(html.has("<a href=\"https://e.org/a\" class=\"url\">https://e.org/a</a>"), "\(html)")
    #expect(html.has("<a href=\"https://e.org/b\">b</a>"))
  }

  @Test("embeds images, numbers those with a caption, and asks for a description")
  func images() {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let options = PageOptions(readImage: { $0 == "a.png" ? png : nil })
    let page = Prose.render(
      "![A dog](a.png \"The dog.\")\n\n![](a.png)\n\n![x](b.png)\n\n![far](https://e.org/a.png)",
      options: options)
    #expect(page.html.has("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"A dog\">"))
    #expect(page.html.has("<b>Figure\u{A0}1.</b> The dog."))
    #expect(
      page.diagnostics.map(\.id) == ["image.noAlternative", "image.unreadable", "image.remote"])
    #expect(page.html.has("<a href=\"https://e.org/a.png\">far</a>"))
  }

  @Test("cites works by author and year, lists them, and reports keys that the bibliography lacks")
  func citations() {
    let bibliography =
      "@article{kunzel2019, author={K{\\\"u}nzel, S{\\\"o}ren}, title={Metalearners}, journal={PNAS}, year={2019}}"
    let options = PageOptions(readText: { $0 == "refs.bib" ? bibliography : nil })
    let page = Prose.render(
      "---\nbibliography: refs.bib\n---\n\nAs shown [@kunzel2019, p. 4], and @kunzel2019 says. [@kunzl2019]",
      options: options)
    #expect(page.html.has("<a href=\"#ref-kunzel2019\">Künzel 2019</a>"), "\(page.html)")
    #expect(page.html.has(">Künzel (2019)</a>"))
    #expect(count("<li id=\"ref-kunzel2019\">", in: page.html) == 1)
    #expect(page.diagnostics.map(\.id) == ["citation.unknown"])
    #expect(page.diagnostics.first?.hint == "did you mean “kunzel2019”?")
    let missing = Prose.render("---\nbibliography: none.bib\n---\n\nx", options: options)
    #expect(missing.diagnostics.map(\.id) == ["bibliography.unreadable"])
    #expect(missing.html.has("<code>bibliography.unreadable</code>"))
  }

  @Test("keeps harmless HTML, closes what it left open, and drops what could run")
  func rawHTML() {
    let html = Prose.article(
      "a <kbd>Ctrl</kbd> <b>bold\n\n<details>\n\ninside\n\n</details>\n\nafter")
    #expect(html.has("<kbd>Ctrl</kbd> <b>bold</b></p>"), "\(html)")
    #expect(html.has("<details>") && html.has("<p>inside</p>") && html.has("</details>"))
  }

  @Test("tells where raw HTML loses something, once for each name")
  func removedHTML() {
    let page = Prose.render(
      "A <b onclick=\"x()\">b</b> and <i onclick=\"x()\">i</i> <b onclick=\"y()\">c</b>.\n\n"
        + "> <div>\n> <script>1</script>\n> </div>\n\n<font color=red>red</font>\n\n"
        + "<!-- a comment --> <table><tr><td>kept</table>\n")
    let found = page.diagnostics.map {
      "\($0.range?.lower.line ?? 0):\($0.range?.lower.column ?? 0)"
    }
    #expect(found == ["1:3", "1:30", "3:3", "7:1"], "\(page.diagnostics)")
    #expect(page.diagnostics.allSatisfy { $0.id == "html.removed" && $0.severity == .warning })
    #expect(page.diagnostics[0].message.has("“onclick” of the HTML element “b”"))
    #expect(page.diagnostics[2].message.has("“script” is left out with its content"))
    #expect(page.diagnostics[3].message.has("the HTML tags of “font”"))
    #expect(page.html.has("<code>html.removed</code>"))
  }

  @Test("shows the address of a link without text, and says so")
  func emptyLink() {
    let page = Prose.render("See [](#part), [![a](b.png)](#part).\n\n## Part\n")
    #expect(page.html.has("<a href=\"#part\">#part</a>"))
    #expect(page.diagnostics.map(\.id).filter { $0 == "link.noText" }.count == 1)
  }
}

import CLI
import Platform
import Testing

/// The files of a site, through the command line.
struct SiteTests {
  private let folder: String

  init() throws {
    folder = "/tmp/casebook-tests/site-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  private func write(_ name: String, _ text: String) throws {
    let path = Path.join(folder, name)
    try FileSystem.makeDirectory(Path.parent(path))
    try FileSystem.writeAtomically(text, to: path)
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try FileSystem.read(Path.join(folder, "out/" + name)), as: UTF8.self)
  }

  private func run(_ arguments: String...) -> Int32 {
    CasebookProgram.run(
      arguments: ["run", folder, "-o", Path.join(folder, "out"), "--quiet"] + arguments)
  }

  private func writeBook(_ settings: String = "", second: String = "See @first-part.\n") throws {
    try write(
      "casebook.yml",
      "title: Studies\n\(settings)books:\n  - title: One\n    notebooks: [first.md, second.md]\n")
    try write("first.md", "---\ntitle: First page\n---\n\n## First part\n\nA remarkable walrus.\n")
    try write("second.md", "---\ntitle: Second page\n---\n\n## Other part\n\n" + second)
  }

  @Test func `a reference reaches the other pages of its book`() throws {
    try writeBook()
    #expect(run() == 0)
    let page = try read("second.html")
    #expect(page.contains("<a class=\"ref\" href=\"first.html#first-part\">"))
    #expect(page.contains("of “First page”"))
    // A page alone still has an error where nothing is meant.
    try writeBook(second: "See @nowhere.\n")
    #expect(run() == 1)
  }

  @Test func `the index alone has a script, and the words of the pages`() throws {
    try writeBook()
    #expect(run() == 0)
    let index = try read("index.html")
    #expect(index.contains("remarkable walrus"))
    #expect(index.contains("script-src 'sha256-"))
    #expect(index.contains("<form role=\"search\" id=\"search\" hidden>"))
    #expect(try !read("first.html").contains("<script"))
  }

  @Test func `words that look like a tag stay data`() throws {
    try writeBook(second: "Never `</script><b>`.\n")
    #expect(run() == 0)
    #expect(try read("index.html").contains("\\u003c/script>"))
  }

  @Test func `a published site has a sitemap`() throws {
    try writeBook("url: https://example.org/studies\n")
    #expect(run() == 0)
    let map = try read("sitemap.xml")
    #expect(map.contains("<loc>https://example.org/studies/first.html</loc>"))
    try writeBook("url: javascript:alert(1)\n")
    #expect(run() == 2)
  }

  @Test func `a project's looks are on every page`() throws {
    try write("own.css", "p { color: teal }")
    try write("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")
    try writeBook(
      "stylesheet: own.css\nlogo: logo.svg\nvalues: plain\ntheme: {scheme: dark, footer: Made by us}\n",
      second: "There are `{= 1 + 1}`.\n")
    #expect(run() == 0)
    let page = try read("second.html")
    #expect(page.contains("p { color: teal }") && page.contains("data:image/svg+xml;base64,"))
    #expect(page.contains("Made by us") && page.contains("color-scheme:dark"))
    #expect(page.contains("There are 2."))
    try writeBook("stylesheet: nowhere.css\n")
    #expect(run() == 2)
  }

  @Test func `titles have their values filled in wherever they stand`() throws {
    try write(
      "casebook.yml",
      "title: T\ntheme: {accent: \"#7a1fa2\"}\nbooks:\n  - title: One\n    notebooks: [first.md, second.md]\n"
    )
    try write(
      "first.md",
      "---\ntitle: \"All `{= d.rows}` rows\"\nparams: {n: 30}\n---\n\n```{simulate hillstrom #d}\nrows: ${n}\n```\n"
    )
    try write("second.md", "---\ntitle: Second\n---\n\nSee @d.\n")
    #expect(run() == 0)
    let second = try read("second.html")
    #expect(second.contains("All 30 rows") && !second.contains("{="))
    #expect(run("--sweep", "n=20,40") == 0)
    let comparison = try read("first.n.html")
    #expect(comparison.contains("rows: by n") && !comparison.contains("{="))
    #expect(comparison.contains("#7a1fa2"))
  }

  @Test func `a sweep writes a page for each value and compares them`() throws {
    try write(
      "study.md",
      """
      ---
      title: Study
      params:
        n: 10
      ---

      ```{simulate hillstrom #customers}
      rows: ${n}
      ```

      """)
    #expect(run("--sweep", "n=20,30") == 0)
    let comparison = try read("study.n.html")
    #expect(comparison.contains("customers.rows") && comparison.contains("study.n-20.html"))
    #expect(comparison.contains("<td>20") && comparison.contains("<td>30"))
    #expect(try read("study.n-30.html").contains("n = 30"))
    #expect(run("--sweep", "m=1,2") == 2)
    #expect(run("--sweep", "n=") == 2)
  }
}

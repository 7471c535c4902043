import Execution
import Frames
import Platform
import TestSupport
import Testing

/// `load` of databases, of addresses, and of what a cell above saved.
struct LoadSourceTests {
  private let folder: String

  init() throws {
    folder = "/tmp/casebook-tests/sources-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  private func database(_ keys: String, head: String = "") throws -> NotebookHarness {
    let copy = Path.join(folder, "shop.db")
    try FileSystem.writeAtomically(try FileSystem.read(TestDatabase.shop), to: copy)
    return NotebookHarness(
      "\(head)```{load #d}\nsource: shop.db\n\(keys)\n```\n", files: ["a.csv": "x\n1\n"],
      data: folder)
  }

  // MARK: Databases

  @Test func `a query reads a database`() throws {
    let notebook = try database(
      "query: SELECT id, name, note FROM customers WHERE spend > ${least} ORDER BY id\nwhere: id < 3",
      head: "---\nparams: {least: 2}\n---\n")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 2)
    #expect(notebook.value("d", "origin") == .text("file"))
    #expect(
      notebook.outcome("d")?.result?.notes.contains {
        $0.hasPrefix("note: 1 numbers stand among 1 texts")
      } == true)
  }

  @Test func `a wrong query points at its token, on one line and on several`() throws {
    let one = try database("query: SELECT nmae FROM customers")
    #expect(one.problems == ["3: error – sql.invalid"])
    #expect(one.run.diagnostics.first?.range?.lower.column == 15)
    #expect(one.messages == ["there is no column “nmae” (did you mean “name”?)"])
    let several = try database(
      "query: |\n  SELECT id,\n    sum(spend) AS total\n  FROM custmers\n  GROUP BY id")
    #expect(several.messages == ["there is no table “custmers” (did you mean “customers”?)"])
    let syntax = try database("query: |\n  SELECT id\n    , nmae\n  FROM customers")
    #expect(syntax.run.diagnostics.first?.range?.lower.line == 5)
    #expect(syntax.run.diagnostics.first?.range?.lower.column == 7)
  }

  @Test func `a database without a query says what tables it has`() throws {
    let notebook = try database("")
    #expect(notebook.problems == ["2: error – load.query"])
    #expect(
      notebook.run.diagnostics.first?.notes.contains("table order lines: customer, amount") == true)
  }

  @Test func `keys for text and a query for text are errors`() throws {
    #expect(
      try database("query: SELECT 1 AS a\nmissing: [NA]").problems == ["4: error – load.query"])
    let text = NotebookHarness(
      "```{load #d}\nsource: a.csv\nquery: SELECT 1\n```\n", files: ["a.csv": "x\n1\n"])
    #expect(text.problems == ["3: error – load.query"])
  }

  // MARK: Addresses

  private func address(
    _ keys: String, _ server: LoopbackServer?, allowsNetwork: Bool = true
  ) -> NotebookHarness {
    let port = server?.port ?? 1
    return NotebookHarness(
      "```{load #d}\nsource: http://127.0.0.1:\(port)/a/people.csv?x=1\n\(keys)\n```\n",
      cache: folder, allowsNetwork: allowsNetwork)
  }

  private let people = Array("name,age\nAda,36\nGrace,85\n".utf8)

  @Test func `an address is fetched once and read from the cache after`() throws {
    let hash = SHA256.hexadecimal(people)
    var server = LoopbackServer(body: people)
    let port = try #require(server?.port)
    let first = address("sha256: \(hash)", server)
    #expect(first.problems == [])
    #expect(first.number("d", "rows") == 2)
    #expect(first.value("d", "sha256") == .text(hash))
    server = nil
    let later = NotebookHarness(
      "```{load #d}\nsource: http://127.0.0.1:\(port)/a/people.csv?x=1\nsha256: \(hash)\n```\n",
      cache: folder)
    #expect(later.problems == [])
    #expect(later.number("d", "rows") == 2)
  }

  @Test func `without leave nothing is fetched, and the flag is named`() throws {
    let notebook = address("sha256: 00", nil, allowsNetwork: false)
    #expect(notebook.problems == ["2: error – load.network"])
    #expect(notebook.messages.first?.contains("--allow-net") == true)
  }

  @Test func `a file with another hash is not kept`() throws {
    let server = try #require(LoopbackServer(body: people))
    let notebook = address("sha256: 00ff", server)
    #expect(notebook.problems == ["3: error – load.changed"])
    #expect(try FileSystem.list(Path.join(folder, "downloads")) == [])
  }

  @Test func `http needs a hash, and a refusal is told`() throws {
    #expect(address("", nil).problems == ["2: error – load.network"])
    let server = try #require(LoopbackServer(status: "404 Not Found"))
    let notebook = address("sha256: 00ff", server)
    #expect(notebook.problems == ["2: error – load.network"])
    #expect(notebook.messages.first?.contains("404") == true)
  }

  // MARK: Files that cells above write

  private let saving = """
    ```{simulate hillstrom #customers}
    rows: 300
    ```

    ```{save}
    data: customers
    path: sub/kept.csv
    columns: [recency, segment, visit]
    ```


    """

  @Test func `a saved file is loaded on the first run, with its columns and its ancestry`() {
    let notebook = NotebookHarness(
      saving + "```{load #again}\nsource: sub/kept.csv\nwhere: recency < 6\n```\n")
    #expect(notebook.problems == [])
    #expect(notebook.number("again", "columns") == 3)
    // Rows of a simulation stay simulated when they pass through a file.
    #expect(notebook.value("again", "origin") == .text("simulated"))
    let typo = NotebookHarness(
      saving + "```{load #again}\nsource: sub/kept.csv\ncolumns: [recncy]\n```\n")
    #expect(typo.messages == ["there is no column “recncy” (did you mean “recency”?)"])
  }

  @Test func `a file is not there above the cell that saves it`() {
    let notebook = NotebookHarness(
      "```{load #again}\nsource: sub/kept.csv\n```\n\n" + saving)
    #expect(notebook.problems.contains("2: error – load.notFound"))
  }

  @Test func `a frame's origin outlives a rebinding`() {
    let notebook = NotebookHarness(
      """
      ```{simulate hillstrom #customers}
      rows: 300
      ```

      ```{fit s-learner #tau}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency]
      ```

      ```{predict #p}
      model: tau
      data: customers
      fitted: true
      ```

      From `{= customers.origin}`, `{= customers.rows}` rows, `{= customers.columns}` columns.
      """)
    let texts = notebook.run.inlineValues.sorted { $0.key < $1.key }.map { $0.value.text }
    #expect(texts.first == "simulated")
    #expect(texts.dropFirst().first == "300")
    #expect(notebook.run.inlineValues.values.allSatisfy { $0.diagnostic == nil })
  }
}

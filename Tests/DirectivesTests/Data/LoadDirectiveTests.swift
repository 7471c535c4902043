import Execution
import TestSupport
import Testing

struct LoadDirectiveTests {
  private let files = [
    "people.csv": "name,age,paid,note\nAda,36,US$ 1.5,x\nGrace,85,US$ 2,\nAlan,41,NA,y\n",
    "ragged.csv": "a,b\n1,2\n1,2,3\n",
  ]

  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness("```{load #d}\n\(keys)\n```\n", files: files)
  }

  @Test func `a file becomes a frame with a table of its columns`() {
    let notebook = notebook(
      "source: people.csv\nmissing: {paid: NA}\ntypes: {paid: {number: {strip: \"US$ \"}}}")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 3)
    #expect(notebook.number("d", "columns") == 4)
    #expect(notebook.value("d", "origin") == .text("file"))
    #expect(notebook.number("d", "missing[paid]") == 1)
    #expect(
      notebook.rows("d") == [
        "name category 0 3 Ada", "age int 0 3 36", "paid number 1 2 1.5", "note category 1 2 x",
      ])
    #expect(notebook.outcome("d")?.result?.notes == ["paid: “NA” means missing, in 1 cell."])
  }

  @Test func `a binary file is called one, not one without the columns`() {
    let notebook = NotebookHarness(
      "```{load #d}\nsource: b.csv\ntypes: {a: int}\n```\n", files: ["b.csv": "a\0,b\n1,2\n"])
    #expect(notebook.problems == ["2: error – load.malformed"])
    #expect(notebook.messages.first?.contains("NUL") == true)
  }

  @Test func `a column is picked once`() {
    #expect(
      notebook("source: people.csv\ncolumns: [age, age]").problems == ["3: error – column.repeated"]
    )
    let later = NotebookHarness(
      "```{load #d}\nsource: people.csv\n```\n"
        + ["show", "describe", "save"].map {
          "```{\($0)}\ncolumns: [age, name, age]\n\($0 == "save" ? "path: x.csv\n" : "")```\n"
        }.joined(), files: files)
    #expect(
      later.problems == [5, 8, 11].map { "\($0): error – column.repeated" })
  }

  @Test func `tokens for a column that is not there are a mistake`() {
    let notebook = notebook("source: people.csv\nmissing: {payed: NA}")
    #expect(notebook.problems == ["3: error – column.unknown"])
  }

  @Test func `rows can be filtered, drawn, and columns chosen`() {
    let notebook = notebook("source: people.csv\ncolumns: [age, name]\nwhere: age > 40\nsample: 1")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 1)
    #expect(notebook.number("d", "columns") == 2)
    #expect(notebook.outcome("d")?.result?.notes.count == 2)
  }

  @Test func `columns are known before anything runs`() {
    let notebook = notebook("source: people.csv\ncolumns: [nmae]")
    #expect(notebook.problems == ["3: error – column.unknown"])
    #expect(notebook.messages == ["there is no column “nmae” (did you mean “name”?)"])
  }

  @Test func `a missing file is an error with the nearest name`() {
    let notebook = notebook("source: poeple.csv")
    #expect(notebook.problems == ["2: error – load.notFound"])
    #expect(notebook.messages == ["there is no file “poeple.csv” (did you mean “people.csv”?)"])
  }

  @Test func `a file outside the project is forbidden`() {
    let notebook = notebook("source: ../../../etc/passwd")
    #expect(notebook.problems == ["2: error – load.forbidden"])
  }

  @Test func `a ragged row is located in the file`() {
    let notebook = notebook("source: ragged.csv")
    #expect(notebook.problems == ["2: error – load.malformed"])
    #expect(notebook.messages.first?.hasPrefix("ragged.csv:3:1: this record has 3 fields") == true)
  }

  @Test func `a changed file is noticed`() {
    let notebook = notebook("source: people.csv\nsha256: 00ff")
    #expect(notebook.problems == ["3: error – load.changed"])
  }

  @Test func `a wrong condition points at its token`() {
    let notebook = notebook("source: people.csv\nwhere: age > 40 and nmae = 'Ada'")
    #expect(notebook.problems == ["3: error – sql.invalid"])
    #expect(notebook.run.diagnostics.first?.range?.lower.column == 21)
    #expect(notebook.messages == ["there is no column “nmae” (did you mean “name”?)"])
  }

  @Test func `a catalogue name without data becomes its stand-in, and says so`() {
    let notebook = notebook("source: hillstrom\nfallback: {simulate: hillstrom, rows: 500}")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 500)
    #expect(notebook.number("d", "columns") == 12)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.outcome("d")?.result?.stamps == ["simulated"])
  }

  @Test func `without a fallback a missing data set is an error`() {
    let notebook = notebook("source: hillstrom\nfallback: none")
    #expect(notebook.problems == ["2: error – load.notFound"])
  }

  @Test(.needsData)
  func `a catalogue name is found in the data folder`() {
    let notebook = NotebookHarness(
      "```{load #d}\nsource: hillstrom\n```\n", data: SharedData.dataFolder)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 64_000)
    #expect(notebook.value("d", "origin") == .text("catalogue"))
    #expect(
      notebook.value("d", "sha256")
        == .text("0e5893329d8b93cefecc571777672028290ab69865718020c78c7284f291aece"))
  }
}

/// `load` with `schema:`.
struct LoadSchemaTests {
  private let rules = """
    required: [id]
    columns:
      id: {type: integer, unique: true}
      age: {type: integer, minimum: 18, maximum: 99}
      sex:
        enum: [f, m]
      code: {pattern: "^[A-Z][0-9]+$"}
      gone: number
    """
  private let json =
    #"{"properties": {"age": {"type": "integer", "minimum": 18}}, "required": ["id"]}"#
  private let data = "id,age,sex,code\n1,20,f,A1\n2,17,x,A2\n2,\"30\",m,22\n,101,f,B3\n"

  private func notebook(_ keys: String, schema: String = "rules.yml") -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\nschema: \(schema)\n\(keys)\n```\n",
      files: ["d.csv": data, "rules.yml": rules + "\n", "rules.json": json + "\n"])
  }

  @Test func `violations are counted by rule with their lines`() throws {
    let notebook = notebook("")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 4)
    #expect(notebook.number("d", "violations.rows") == 3)
    #expect(notebook.number("d", "violations[age: minimum 18]") == 1)
    #expect(notebook.number("d", "violations[id: required]") == 1)
    #expect(notebook.number("d", "violations[id: unique]") == 1)
    #expect(notebook.number("d", "violations[gone: the column is there]") == 1)
    let table = try #require(notebook.outcome("d")?.result?.tables.last)
    let lines = table.rows.map { "\($0[0]) \($0[1]) \($0[4])" }
    #expect(lines.contains { $0.contains("sex") && $0.contains("\"3\"") })
    #expect(lines.contains { $0.contains("code") && $0.contains("\"4\"") })
  }

  @Test func `rows that break it may be dropped or fail the cell`() {
    #expect(notebook("on-violation: drop").number("d", "rows") == 1)
    #expect(notebook("on-violation: fail").problems == ["3: error – load.schema"])
  }

  @Test func `JSON Schema is read too`() {
    let notebook = notebook("", schema: "rules.json")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "violations[age: minimum 18]") == 1)
    #expect(notebook.number("d", "violations[id: required]") == 1)
  }

  @Test(arguments: [
    ("columns: {age: {minimun: 18}}", "“minimun” is no rule that is checked"),
    ("columns: {age: {type: whole}}", "“whole” is no type of a column"),
    ("columns: {age: {minLength: 2}}", "“minLength” is no rule that is checked"),
  ])
  func `a rule that is not known is an error, since it would seem to hold`(
    schema: String, message: String
  ) {
    let notebook = NotebookHarness(
      "```{load #d}\nsource: d.csv\nschema: s.yml\n```\n",
      files: ["d.csv": data, "s.yml": schema + "\n"])
    #expect(notebook.problems == ["3: error – load.schemaInvalid"])
    #expect(notebook.messages.contains { $0.contains(message) })
  }

  @Test func `JSON Schema of an array, with null and remarks, is read`() {
    let json = """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "array",
       "items": {"type": "object", "required": ["sex"], "properties": {
         "age": {"type": ["integer", "null"], "maximum": 100, "description": "in years"}}}}
      """
    let notebook = NotebookHarness(
      "```{load #d}\nsource: d.csv\nschema: s.json\n```\n",
      files: ["d.csv": data, "s.json": json])
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "violations") == 1)
    #expect(notebook.number("d", "violations[age: maximum 100]") == 1)
  }

  @Test func `cells that fit are not blamed for others of their column`() throws {
    let notebook = NotebookHarness(
      "```{load #d}\nsource: m.csv\nschema: s.yml\n```\n",
      files: [
        "m.csv": "day,n\n2024-01-01,1\nsoon,-1\n2024-01-03,\n2024-01-04,many\n",
        "s.yml": "columns: {day: date, n: {type: number, minimum: 0}}\n",
      ])
    #expect(notebook.problems == [])
    let table = try #require(notebook.outcome("d")?.result?.tables.last)
    #expect(table.rows.map { "\($0[4])" } == ["text(\"3\")", "text(\"5\")", "text(\"3\")"])
    #expect(notebook.number("d", "violations[n: type number]") == 1)
    #expect(notebook.number("d", "violations[n: minimum 0]") == 1)
    #expect(notebook.number("d", "violations.rows") == 2)
  }

  @Test func `a missing schema is an error`() {
    #expect(notebook("", schema: "other.yml").problems == ["3: error – load.notFound"])
  }
}

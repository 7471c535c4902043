import CLI
import Diagnostics
import Directives
import Execution
import NotebookSyntax
import Platform
import Testing

/// Numbers typed by hand against what a run computed.
struct ProseLintTests {
  private let folder: String

  init() throws {
    folder = "/tmp/casebook-tests/lint-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  /// Hints for a page whose cell `tau` gave these values in its last run.
  private func hints(_ prose: String, _ values: String) throws -> [String] {
    let path = Path.join(folder, "page.json")
    try FileSystem.writeAtomically(
      "{\"cells\": [{\"index\": 0, \"name\": \"tau\", \"values\": {\(values)}}]}", to: path)
    let source = SourceFile(path: "page.md", text: "```{show #tau}\n```\n\n" + prose + "\n")
    let registry = DirectiveRegistry.casebook
    let plan = Planner.plan(
      [
        (
          NotebookParser.parse(source, grammar: registry.grammar),
          FileAccess(projectFolder: folder, notebookFolder: folder)
        )
      ], registry: registry)
    return ProseLint.diagnostics(plan, page: 0, runs: [LastRun(path)]).compactMap(\.hint)
  }

  @Test(arguments: [
    ("It is 0.424.", "\"ate\": 0.42441", "{= tau.ate:.3f}"),
    ("It is **0.425**.", "\"ate\": 0.42441", "{= tau.ate:.3f}"),
    ("It fell by 3.21.", "\"ate\": -3.2111", "{= -tau.ate:.2f}"),
    ("It is −3.21.", "\"ate\": -3.2111", "{= tau.ate:.2f}"),
    ("There are 64,000 rows.", "\"rows\": 64000", "{= tau.rows:,}"),
    ("That is 12.3% of all.", "\"share\": 0.1234", "{= tau.share:.1%}"),
    ("That is 12 % of all.", "\"share\": 0.1203", "{= tau.share:.0%}"),
    ("It is 4.5 percentage points.", "\"ate\": 0.04502", "{= tau.ate:points 1}"),
    ("It is $1,250.50 each.", "\"profit[rule]\": 1250.5", "{= tau.profit[rule]:$,.2f}"),
    ("# On 0.424\n", "\"ate\": 0.42441", "{= tau.ate:.3f}"),
    ("> [!NOTE] On 0.424\n> It is.\n", "\"ate\": 0.42441", "{= tau.ate:.3f}"),
    ("| a |\n| --- |\n| 0.424 |\n", "\"ate\": 0.42441", "{= tau.ate:.3f}"),
  ])
  func `a number that was computed is met with the path to use`(
    _ prose: String, _ values: String, _ wanted: String
  ) throws {
    #expect(try hints(prose, values) == ["write `\(wanted)`"])
  }

  @Test(arguments: [
    ("It is 0.42.", "\"ate\": 0.42441"), ("It is 0.431.", "\"ate\": 0.42441"),
    ("In 2024.", "\"rows\": 2024"), ("About 500.", "\"rows\": 500"),
    ("Version 0.424.1 and x0.424.", "\"ate\": 0.424"), ("On 2024-424-01.", "\"ate\": 424"),
    ("That is 12% of all.", "\"share\": 0.1243"), ("100% of all.", "\"share\": 1"),
    ("Code `0.424` and $0.424$.", "\"ate\": 0.424"), ("```\n0.424\n```", "\"ate\": 0.424"),
    ("It is 0.424.", "\"ate\": null, \"ci\": [0.424, 0.5], \"x\": \"0.424\", \"y\": true"),
    ("It is 0.000.", "\"ate\": 0"), ("[link](https://e.org/0.424)", "\"ate\": 0.424"),
  ])
  func `other numbers are left alone`(_ prose: String, _ values: String) throws {
    #expect(try hints(prose, values).isEmpty)
  }

  @Test func `a value that is equal comes before one that is near`() throws {
    #expect(
      try hints("It is 0.424.", "\"a\": 0.4250, \"longer\": 0.42402") == [
        "write `{= tau.longer:.3f}`"
      ])
  }

  @Test func `check reads what the last run left`() throws {
    let path = Path.join(folder, "study.md")
    let cell = "```{simulate nie-wager #study}\nrows: 12345\n```\n\n"
    try FileSystem.writeAtomically(cell + "There are 12,345 rows.\n", to: path)
    let out = Path.join(folder, "out")
    func check() -> Int32 {
      CasebookProgram.run(arguments: ["check", path, "-o", out, "--strict", "--quiet"])
    }
    #expect(check() == 0)
    #expect(CasebookProgram.run(arguments: ["run", path, "-o", out, "--quiet", "--no-cache"]) == 0)
    #expect(check() == 1)
    try FileSystem.writeAtomically(cell + "There are `{= study.rows:,}` rows.\n", to: path)
    #expect(check() == 0)
  }
}

import CLI
import Platform
import Testing

/// `casebook export`: files in other formats, through the command line.
struct ExportCommandTests {
  private let folder: String
  private static let hasBrowser =
    ChildProcess.find(["chromium", "chromium-browser", "google-chrome"]) != nil

  init() throws {
    folder = "/tmp/casebook-tests/export-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
    try FileSystem.writeAtomically(
      """
      ---
      title: Study
      ---

      ```{simulate nie-wager #study}
      rows: 200
      ```

      There are `{= study.rows}` rows.

      ```{plot histogram #y}
      data: study
      x: y
      ```

      """, to: Path.join(folder, "study.md"))
  }

  private func export(_ format: String, to output: String = "out") -> Int32 {
    CasebookProgram.run(arguments: [
      "export", Path.join(folder, "study.md"), "--to", format, "-o", Path.join(folder, output),
      "--quiet",
    ])
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try FileSystem.read(Path.join(folder, name)), as: UTF8.self)
  }

  @Test func `Markdown goes with a folder of charts`() throws {
    #expect(export("markdown") == 0)
    let text = try read("out/study.md")
    #expect(text.contains("There are 200 rows."))
    #expect(text.contains("](<study_figures/fig.y.svg>)"))
    #expect(try read("out/study_figures/fig.y.svg").hasPrefix("<?xml"))
  }

  @Test func `a notebook is never replaced by its export`() throws {
    #expect(export("markdown", to: "") == 2)
    #expect(try read("study.md").contains("{= study.rows}"))
  }

  @Test func `Jupyter and JSON`() throws {
    #expect(export("ipynb") == 0 && export("json") == 0)
    #expect(try read("out/study.ipynb").contains("\"nbformat\": 4"))
    #expect(try read("out/study.json").contains("\"status\": \"ok\""))
    #expect(export("docx") == 2)
  }

  @Test(.enabled(if: hasBrowser, "no Chromium is installed"))
  func `a PDF is printed where a browser is installed`() throws {
    #expect(export("pdf") == 0)
    #expect(
      try FileSystem.read(Path.join(folder, "out/study.pdf")).starts(with: Array("%PDF".utf8)))
    #expect(try FileSystem.list(Path.join(folder, "out")) == ["study.pdf"])
  }

  /// The program beside the tests, to run it in an environment of its own.
  private static let program = Path.join(
    Path.parent(CommandLine.arguments.first ?? ""), "casebook")

  @Test(
    .enabled(if: FileSystem.exists(program), "the program is not built"),
    arguments: [
      ("PATH=/nowhere CHROMIUM=", "looked for chromium, chromium-browser"),
      ("CHROMIUM=/nowhere/browser", "CHROMIUM names “/nowhere/browser”"),
    ])
  func `without a browser nothing runs, and the message says what was looked for`(
    environment: String, note: String
  ) throws {
    let command = """
      cd '\(folder)' || exit 9
      \(environment) '\(Self.program)' export study.md --to pdf -o out 2> words
      """
    #expect(throws: ChildProcess.Failure.failed(status: 2)) {
      try ChildProcess.run("/bin/sh", ["-c", command], seconds: 30)
    }
    let words = try read("words")
    #expect(words.hasPrefix("error: a PDF is printed by Chromium, Chrome or Edge, and none"))
    #expect(words.contains("note: " + note) && words.contains("hint: install one"))
    #expect(!FileSystem.exists(Path.join(folder, "out")))
  }
}

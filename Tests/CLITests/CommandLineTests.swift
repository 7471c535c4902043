import CLI
import Platform
import Testing

/// The command line in process: files in, exit status and files out.
struct CommandLineTests {
  private let folder: String

  init() throws {
    folder = "/tmp/casebook-tests/cli-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  private func write(_ name: String, _ text: String) throws -> String {
    let path = Path.join(folder, name)
    try FileSystem.makeDirectory(Path.parent(path))
    try FileSystem.writeAtomically(text, to: path)
    return path
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try FileSystem.read(Path.join(folder, name)), as: UTF8.self)
  }

  private func run(_ arguments: String...) -> Int32 {
    CasebookProgram.run(
      arguments: arguments + ["--quiet"] + (arguments[0] == "run" ? ["--no-cache"] : []))
  }

  @Test func `run writes a page and its JSON`() throws {
    let notebook = try write("study.md", "# Study\n\nSome *prose*.\n")
    #expect(run("run", notebook, "-o", Path.join(folder, "out")) == 0)
    #expect(try read("out/study.html").contains("<em>prose</em>"))
    #expect(try read("out/study.json").contains("\"status\""))
  }

  @Test func `two runs write the same page to the byte`() throws {
    let notebook = try write("study.md", "---\ntitle: T\n---\n\nProse.\n")
    #expect(run("run", notebook, "-o", Path.join(folder, "a")) == 0)
    #expect(run("run", notebook, "-o", Path.join(folder, "b"), "--jobs", "1") == 0)
    #expect(try read("a/study.html") == read("b/study.html"))
  }

  @Test func `a failed cell ends with 1 and the page is written all the same`() throws {
    let notebook = try write(
      "study.md", "Before.\n\n```{load}\nsource: nowhere.csv\n```\n\nAfter.\n")
    #expect(run("run", notebook, "-o", Path.join(folder, "out")) == 1)
    let page = try read("out/study.html")
    #expect(page.contains("Before.") && page.contains("After.") && page.contains("nowhere.csv"))
  }

  @Test func `check finds an unknown directive without running`() throws {
    let notebook = try write("study.md", "```{laod}\nsource: a.csv\n```\n")
    #expect(run("check", notebook) == 1)
    #expect(try FileSystem.list(folder) == ["study.md"])
  }

  @Test func `bad usage ends with 2`() throws {
    let notebook = try write("study.md", "Prose.\n")
    #expect(run("run", Path.join(folder, "missing.md")) == 2)
    #expect(run("run", notebook, "--jobs", "0") == 2)
    #expect(run("run", notebook, "-P", "cost") == 2)
    #expect(run("run", notebook, "-P", "cost=1", "-o", Path.join(folder, "out")) == 2)
    #expect(CasebookProgram.run(arguments: ["rnu"]) == 2)
    #expect(CasebookProgram.run(arguments: ["help", "laod"]) == 2)
  }

  @Test func `a project's books run in order and get an index`() throws {
    _ = try write(
      "casebook.yml",
      "title: Studies\nbooks:\n  - title: One\n    notebooks: [a/first.md, a/second.md]\n")
    _ = try write("a/first.md", "---\ntitle: First page\n---\n\nText.\n")
    _ = try write("a/second.md", "---\ntitle: Second page\n---\n\nText.\n")
    #expect(run("run", folder, "-o", Path.join(folder, "out")) == 0)
    let index = try read("out/index.html")
    #expect(index.contains("First page") && index.contains("a/second.html"))
    #expect(try read("out/a/first.html").contains("../a/second.html"))
  }

  @Test func `a project file with a wrong key or a missing notebook is bad usage`() throws {
    _ = try write(
      "casebook.yml", "title: Studies\nbooks:\n  - title: One\n    notebooks: [nowhere.md]\n")
    #expect(run("run", folder) == 2)
  }

  @Test func `help prints a directive's reference`() {
    #expect(CasebookProgram.run(arguments: ["help", "show"]) == 0)
    #expect(CasebookProgram.run(arguments: ["help"]) == 0)
    #expect(CasebookProgram.run(arguments: ["--version"]) == 0)
  }
}

import CLI
import Platform
import Testing

/// `casebook new`: what it writes runs.
struct NewCommandTests {
  private let folder: String

  init() throws {
    folder = "/tmp/casebook-tests/new-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  private func run(_ arguments: String...) -> Int32 {
    CasebookProgram.run(arguments: arguments + ["--quiet"])
  }

  @Test(arguments: ["experiment", "uplift", "observational", "blank"])
  func `every template runs without a warning`(template: String) throws {
    let path = Path.join(folder, "studies/my-\(template)")
    #expect(run("new", path, "--template", template) == 0)
    let text = String(decoding: try FileSystem.read(path + ".md"), as: UTF8.self)
    #expect(text.hasPrefix("---\ntitle: \"My \(template)\"\n"))
    #expect(
      run("run", path + ".md", "-o", Path.join(folder, "out"), "--strict", "--no-cache") == 0)
  }

  @Test func `a title cannot end its line, and a file is never replaced`() throws {
    let path = Path.join(folder, "a\"b\\c: d.md")
    #expect(run("new", path, "--template", "blank") == 0)
    #expect(run("check", path, "--strict") == 0)
    #expect(run("new", path) == 2)
    #expect(run("new", folder + "/.md") == 2)
    #expect(run("new", Path.join(folder, "x"), "--template", "none") == 2)
  }
}

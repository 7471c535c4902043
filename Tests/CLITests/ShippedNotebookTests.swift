import CLI
import Platform
import TestSupport
import Testing

/// Every notebook that ships is a test: it must run clean, on the real data and on the stand-ins.
struct ShippedNotebookTests {
  private static let notebooks = Golden.folder(beside: #filePath, named: "../../notebooks")

  @Test func `the notebooks run clean on simulated stand-ins`() {
    #expect(
      CasebookProgram.run(arguments: [
        "run", Self.notebooks, "-o", "/tmp/casebook-tests/notebooks-simulated", "--quiet",
        "--no-cache",
        "--simulated",
        "--strict",
      ]) == 0)
  }

  @Test(.needsData)
  func `the notebooks run clean on the real data`() throws {
    let folder = try #require(SharedData.dataFolder)
    Machine.setEnvironment("CASEBOOK_DATA", FileSystem.resolve(folder) ?? folder)
    #expect(
      CasebookProgram.run(arguments: [
        "run", Self.notebooks, "-o", "/tmp/casebook-tests/notebooks-real", "--quiet", "--no-cache",
        "--strict",
      ]) == 0)
  }

  @Test func `the notebooks check clean`() {
    #expect(
      CasebookProgram.run(arguments: ["check", Self.notebooks, "--quiet", "--simulated"]) == 0)
  }
}

import Platform
import TestSupport
import Testing

/// The notebooks in `docs/notebooks.md` and in the README run as they stand there.
@Suite struct DocumentationTests {
  private static let root = Path.parent(Path.parent(Path.parent(#filePath)))

  /// What stands between ````` ````markdown ````` and ````` ```` `````, block by block.
  private static func notebooks(in page: String) throws -> [String] {
    let bytes = try FileSystem.read(Path.join(root, page))
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    var notebooks: [String] = []
    var current: [Substring]?
    for line in lines {
      if line == "````markdown" {
        current = []
      } else if line == "````", let block = current {
        notebooks.append(block.joined(separator: "\n") + "\n")
        current = nil
      } else {
        current?.append(line)
      }
    }
    return notebooks
  }

  @Test func `every notebook of the guide runs without a word`() throws {
    let notebooks = try Self.notebooks(in: "docs/notebooks.md")
    #expect(notebooks.count >= 5)
    for notebook in notebooks {
      let harness = NotebookHarness(notebook)
      #expect(harness.messages == [], "\(notebook.prefix(200))")
    }
  }

  @Test(.needsData)
  func `the notebook of the README runs`() throws {
    let notebook = try #require(Self.notebooks(in: "README.md").first)
    #expect(NotebookHarness(notebook, data: SharedData.dataFolder).messages == [])
  }
}

import Testing

struct SizeTests {
  @Test(arguments: SourceTree.all.files)
  func `a file has at most 500 lines`(file: SourceTree.File) {
    #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
  }

  @Test func `most source files are short`() throws {
    let lengths = SourceTree.all.sources.map(\.lines.count).sorted()
    let median = try #require(lengths.isEmpty ? nil : lengths[lengths.count / 2])
    #expect(median <= 150)
  }

  @Test func `no folder or target collects whatever fits nowhere else`() {
    let names = Set(SourceTree.all.files.flatMap { $0.path.split(separator: "/") })
    for name in ["Utils", "Utilities", "Helpers", "Misc", "Common"] {
      #expect(!names.contains(Substring(name)))
    }
  }
}

import Testing

/// Who may import what: the directions of the design, kept by a test.
struct ImportTests {
  private static let ours: [String: Set<String>] = [
    "Platform": ["CCurl"], "JSON": [], "Diagnostics": ["JSON"],
    "Numerics": ["Platform", "CBLAS"],
    "Frames": ["Platform", "Numerics", "Diagnostics", "CSHA256", "CSQLite", "CZlib"],
    "Statistics": ["Numerics"],
    "Learners": ["Platform", "Statistics", "Numerics", "JSON", "CXGBoost"],
    "Causal": ["Learners", "Statistics", "Numerics"],
    "Charts": ["Numerics"],
    "NotebookSyntax": ["Diagnostics", "CCmark", "Yams"],
    "Execution": ["NotebookSyntax", "Frames", "Charts", "Diagnostics", "Numerics", "Platform"],
    "Directives": [
      "Execution", "NotebookSyntax", "Frames", "Charts", "Causal", "Learners", "Statistics",
      "Numerics", "Diagnostics", "JSON", "Platform",
    ],
    "Report": [
      "Execution", "Charts", "NotebookSyntax", "Frames", "Diagnostics", "Numerics", "JSON",
      "Platform",
    ],
    "CLI": [
      "Directives", "Execution", "Report", "NotebookSyntax", "Frames", "Diagnostics", "Numerics",
      "Platform", "ArgumentParser",
    ],
    "casebook": ["CLI"],
  ]

  /// Modules of the toolchain that any target may use.
  private static let toolchain: Set<String> = [
    "Glibc", "Darwin", "Dispatch", "Synchronization", "FoundationEssentials", "Swift",
  ]

  @Test(arguments: SourceTree.all.sources)
  func `a target imports only what stands below it`(file: SourceTree.File) throws {
    let allowed = try #require(Self.ours[file.target], "\(file.target) is not in the design")
    let foreign = file.imports.filter { !allowed.contains($0) && !Self.toolchain.contains($0) }
    #expect(foreign.isEmpty, "\(file.path) imports \(foreign)")
  }

  @Test(arguments: [
    ("CCmark", 1), ("CXGBoost", 2), ("CBLAS", 2), ("CSQLite", 8), ("CSHA256", 1), ("CZlib", 1),
    ("CCurl", 2),
    ("Yams", 2),
  ])
  func `a library has few importers, in one folder`(module: String, most: Int) {
    let importers = SourceTree.all.sources.filter { $0.imports.contains(module) }
    let folders = Set(
      importers.map { $0.path.split(separator: "/").dropLast().joined(separator: "/") })
    #expect(importers.count <= most, "\(importers.map(\.path))")
    #expect(folders.count <= 1, "\(folders.sorted())")
  }

  @Test func `nobody imports Foundation`() {
    // It makes the static binary four times as large and start-up twice as slow.
    let importers = SourceTree.all.files.filter { $0.imports.contains("Foundation") }
    #expect(importers.map(\.path).isEmpty)
  }
}

extension SourceTree.File: CustomTestStringConvertible {
  var testDescription: String { path }
}

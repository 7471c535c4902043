import CLI
import Execution
import Platform
import Synchronization
import Testing

/// The pages of a preview as files change.
struct PreviewSiteTests {
  private final class Log: Sendable {
    let titles = Mutex<[String]>([])
  }

  private let folder: String
  private let log = Log()

  init() throws {
    folder = "/tmp/casebook-tests/preview-\(UInt32.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
  }

  private func write(_ name: String, _ text: String) throws {
    try FileSystem.writeAtomically(text, to: Path.join(folder, name))
  }

  private func site(_ name: String) throws -> PreviewSite {
    let log = log
    return try PreviewSite(paths: [Path.join(folder, name)]) { event in
      if case .started(_, _, let title) = event { log.titles.withLock { $0.append(title) } }
    }
  }

  /// The cells that ran since the last call.
  private var ran: [String] {
    log.titles.withLock { titles in
      defer { titles = [] }
      return titles
    }
  }

  private let load = "```{load #d}\nsource: d.csv\n```\n\n"
  private let show = "```{show #rows}\ndata: d\n```\n"

  @Test func `a saved notebook runs only what the change affects`() throws {
    try write("d.csv", "a,b\n1,2\n3,4\n")
    try write("study.md", load + show)
    let site = try site("study.md")
    try site.refresh()
    #expect(ran == ["load #d", "show #rows"])
    #expect(site.start == "/study.html" && !site.hasChanged)
    try write("study.md", "Some prose.\n\n" + load + show)
    #expect(site.hasChanged)
    try site.refresh()
    #expect(ran.isEmpty && !site.hasChanged)
    #expect(site.pages["/study.html"]?.contains("Some prose.") == true)
    #expect(try FileSystem.list(folder) == ["d.csv", "study.md"])
  }

  @Test func `a data file that changes makes its readers run`() throws {
    try write("d.csv", "a,b\n1,2\n3,4\n")
    try write("study.md", "```{simulate nie-wager #other}\nrows: 100\n```\n\n" + load + show)
    let site = try site("study.md")
    try site.refresh()
    _ = ran
    try write("d.csv", "a,b\n1,2\n3,4\n777,6\n")
    #expect(site.hasChanged)
    try site.refresh()
    #expect(ran == ["load #d", "show #rows"])
    #expect(site.pages["/study.html"]?.contains("777") == true)
  }

  @Test func `an error shows in its place and is mended`() throws {
    try write("d.csv", "a,b\n1,2\n")
    try write("study.md", "```{laod #d}\n```\n")
    let site = try site("study.md")
    #expect(try site.refresh().flatMap(\.diagnostics).map(\.id) == ["directive.unknown"])
    #expect(site.pages["/study.html"]?.contains("directive.unknown") == true)
    try write("study.md", load)
    #expect(try site.refresh().flatMap(\.diagnostics).isEmpty)
  }

  @Test func `a project has an index, and a broken project file keeps the pages`() throws {
    try write("casebook.yml", "title: T\nbooks:\n  - title: One\n    notebooks: [a.md]\n")
    try write("a.md", "A page.\n")
    let site = try site("")
    try site.refresh()
    #expect(site.start == "/index.html" && site.pages.count == 2)
    try write("casebook.yml", "title: [T\n")
    #expect(site.hasChanged)
    #expect(throws: (any Error).self) { try site.refresh() }
    #expect(site.pages.count == 2 && !site.hasChanged)
    try write("casebook.yml", "title: New\nbooks:\n  - title: One\n    notebooks: [a.md]\n")
    #expect(site.hasChanged)
    try site.refresh()
    #expect(site.pages["/index.html"]?.contains("New") == true)
  }

  @Test func `a previewed page may run the preview's script and nothing else`() throws {
    try write("casebook.yml", "title: T\nbooks:\n  - title: One\n    notebooks: [a.md]\n")
    try write("a.md", "A page.\n")
    let site = try site("")
    try site.refresh()
    for name in ["/a.html", "/index.html"] {
      let page = try #require(site.pages[name])
      let live = PreviewScript.inject(into: page)
      #expect(live.contains("connect-src 'self'; "))
      #expect(live.components(of: "script-src ").count == 2)
      #expect(live.components(of: "EventSource(").count == 3)
      #expect(!page.contains("EventSource"))
    }
  }
}

extension String {
  /// The stretches between occurrences of a text.
  fileprivate func components(of separator: String) -> [String] {
    var parts = [""]
    var rest = Array(utf8)[...]
    let wanted = Array(separator.utf8)
    while let byte = rest.first {
      if rest.starts(with: wanted) {
        parts.append("")
        rest = rest.dropFirst(wanted.count)
      } else {
        parts[parts.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
        rest = rest.dropFirst()
      }
    }
    return parts
  }
}

import CLI
import Platform
import Testing

/// Books of which nothing has changed come from the cache; any change to what they read runs them.
///
/// A cached page says so in its JSON, which is how these tests tell.
@Suite(.serialized) struct RunCacheTests {
  private let folder: String

  init() throws {
    Machine.setEnvironment("XDG_CACHE_HOME", "/tmp/casebook-tests/cache")
    folder = "/tmp/casebook-tests/cached-\(UInt32.random(in: 0 ... .max))"
    try write("data.csv", "y,t\n1,0\n2,1\n3,1\n1,0\n")
    try write(
      "study.md",
      """
      ```{load #d}
      source: data.csv
      ```

      The mean is `{= m.y}`.

      ```{sql #m}
      SELECT avg(y) AS y FROM d
      ```

      ```{save}
      data: d
      path: copy.csv
      ```
      """)
  }

  private func write(_ name: String, _ text: String) throws {
    let path = Path.join(folder, name)
    try FileSystem.makeDirectory(Path.parent(path))
    try FileSystem.writeAtomically(text, to: path)
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try FileSystem.read(Path.join(folder, name)), as: UTF8.self)
  }

  /// Runs the study; whether its cells came from the cache.
  private func isCached(_ more: String...) throws -> Bool {
    let status = CasebookProgram.run(
      arguments: ["run", Path.join(folder, "study.md"), "-o", Path.join(folder, "out"), "--quiet"]
        + more)
    #expect(status == 0)
    return try read("out/study.json").contains("\"status\":\"cached\"")
      || read("out/study.json").contains("\"status\": \"cached\"")
  }

  @Test func `a second run is taken from the cache, with the same page`() throws {
    #expect(try !isCached())
    let page = try read("out/study.html")
    #expect(try isCached())
    #expect(try read("out/study.html") == page)
  }

  @Test func `a changed data file runs the notebook again`() throws {
    _ = try isCached()
    try write("data.csv", "y,t\n10,0\n20,1\n30,1\n10,0\n")
    #expect(try !isCached())
    #expect(try read("out/study.html").contains("17.5"))
  }

  @Test func `a changed text runs the notebook again`() throws {
    _ = try isCached()
    try write("study.md", try read("study.md") + "\nOne more line.\n")
    #expect(try !isCached())
    #expect(try read("out/study.html").contains("One more line."))
  }

  @Test func `a file that cells wrote and somebody deleted is written again`() throws {
    _ = try isCached()
    FileSystem.remove(Path.join(folder, "out/copy.csv"))
    #expect(try !isCached())
    #expect(try read("out/copy.csv").hasPrefix("y,t"))
  }

  @Test func `options that change what is read, and --no-cache, run the notebook again`() throws {
    _ = try isCached()
    #expect(try !isCached("--allow-read", "/tmp"))
    #expect(try !isCached("--no-cache"))
  }

  @Test func `a notebook with a failed cell is not kept`() throws {
    try write("study.md", "```{load #d}\nsource: nowhere.csv\n```\n")
    for _ in 1...2 {
      #expect(
        CasebookProgram.run(arguments: [
          "run", Path.join(folder, "study.md"), "-o", Path.join(folder, "out"), "--quiet",
        ]) == 1)
    }
  }

  @Test func `cache why and cache clean end well`() throws {
    _ = try isCached()
    #expect(CasebookProgram.run(arguments: ["cache", "why", Path.join(folder, "study.md")]) == 0)
    #expect(CasebookProgram.run(arguments: ["cache", "clean"]) == 0)
    #expect(try !isCached())
  }
}

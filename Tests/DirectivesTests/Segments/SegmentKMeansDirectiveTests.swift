import Execution
import Numerics
import Testing

struct SegmentKMeansDirectiveTests {
  /// Three groups of customers far apart in age and income, one row in five without an age.
  private static let file: String = {
    var stream = RandomStream(seed: 2, purpose: "customers")
    var lines = ["age,income,city,arm,y"]
    for row in 0..<600 {
      let group = row % 6 < 3 ? 0 : (row % 6 < 5 ? 1 : 2)
      let age = 20 + 25 * Double(group) + stream.normal()
      let income = 30_000 + 40_000 * Double((group + 1) % 3) + 500 * stream.normal()
      let treated = stream.bernoulli(0.5)
      let y = Double(group) * (treated ? 1 : 0) + 0.1 * stream.normal()
      lines.append(
        "\(row == 7 ? "" : String(age)),\(income),\(["a", "b"][row % 2]),\(treated ? 1 : 0),\(y)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{segment kmeans #kind}
      data: people
      columns: [age, income]
      \(keys)
      ```

      """, files: ["people.csv": Self.file])
  }

  @Test func `the number of clusters is chosen and shown`() throws {
    let notebook = run("")
    #expect(notebook.problems == [])
    #expect(notebook.number("kind", "k") == 3)
    #expect(notebook.number("kind", "silhouette") > 0.8)
    #expect(notebook.number("kind", "silhouette[3]") > notebook.number("kind", "silhouette[2]"))
    #expect(notebook.number("kind", "rows[1]") > notebook.number("kind", "rows[3]"))
    let result = try #require(notebook.outcome("kind")?.result)
    #expect(result.charts.contains { $0.kind == "silhouette" })
    #expect(result.notes.contains { $0.hasPrefix("1 row is in no segment") })
  }

  @Test func `effects are told where outcome and treatment are known`() {
    let notebook = run("k: 3\noutcome: y\ntreatment: arm\npropensity: 0.5")
    #expect(notebook.problems == [])
    // The largest group has no effect, the next 1, the smallest 2.
    for (index, effect) in [0.0, 1, 2].enumerated() {
      let error = notebook.number("kind", "effect.se[\(index + 1)]")
      #expect(abs(notebook.number("kind", "effect[\(index + 1)]") - effect) < 4 * error)
    }
    #expect(notebook.number("kind", "equal.p") < 0.001)
  }

  @Test func `an unscaled column that rules the distances is warned about`() {
    #expect(run("k: 3\nscale: false").problems == ["8: warning – segment.oneColumn"])
  }

  @Test func `categories are taken, dates and nothing are not`() {
    let notebook = NotebookHarness(
      "```{load #people}\nsource: people.csv\n```\n```{segment kmeans #kind}\ncolumns: [city, age]\nk: 2\n```\n",
      files: ["people.csv": Self.file])
    #expect(notebook.problems == [])
    #expect(notebook.number("kind", "mean[city=a 1]").isFinite)
    let none = NotebookHarness(
      "```{load #people}\nsource: people.csv\n```\n```{segment kmeans #kind}\nk: 2\n```\n",
      files: ["people.csv": Self.file])
    #expect(none.problems == ["4: error – judge.missingRole"])
  }

  @Test func `one cloud cut into parts is told as that`() throws {
    var stream = RandomStream(seed: 9, purpose: "cloud")
    let lines = (0..<600).map { _ in
      (0..<6).map { _ in "\(stream.normal())" }.joined(separator: ",")
    }
    let notebook = NotebookHarness(
      "```{load #cloud}\nsource: cloud.csv\n```\n```{segment kmeans #kind}\ncolumns: [a, b, c, d, e, f]\n```\n",
      files: ["cloud.csv": "a,b,c,d,e,f\n" + lines.joined(separator: "\n") + "\n"])
    #expect(notebook.problems == [])
    #expect(notebook.number("kind", "silhouette") < 0.25)
    let notes = try #require(notebook.outcome("kind")?.result?.notes)
    #expect(notes.contains { $0.hasPrefix("Below 0.25 the clusters hardly stand apart") })
    let isLargest = notebook.number("kind", "segments") == 8
    #expect(isLargest == notes.contains { $0.hasPrefix("8 is the largest k that was tried") })
  }
}

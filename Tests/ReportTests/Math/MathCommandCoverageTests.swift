import FoundationEssentials
import Platform
import Report
import TestSupport
import Testing

@Suite struct MathCommandCoverageTests {
  /// Arguments for the commands that need some; the rest stand alone between letters.
  private static let samples: [String: String] = [
    "begin": #"\begin{aligned} a &= b \end{aligned}"#, "end": #"\begin{cases} a \end{cases}"#,
    "\\": #"a \\ b"#, "left": #"\left( a \right)"#, "right": #"\left( a \right]"#,
    "{": #"\{ a \}"#, "}": #"\{ a \}"#, "text": #"\text{if }"#, "mbox": #"\mbox{if }"#,
    "frac": #"\frac{a}{b}"#, "dfrac": #"\dfrac{a}{b}"#, "sqrt": #"\sqrt[3]{a}"#,
    "big": #"\big( a \big)"#, "bigg": #"\bigg[ a \bigg]"#, "not": #"a \not= b"#,
    "operatorname": #"\operatorname{Var}(a)"#, "underset": #"\underset{a}{b}"#,
    "overset": #"\overset{a}{b}"#, "tag": #"a \tag{1}"#, "label": #"a \label{eq:a}"#,
    "hspace": #"a \hspace{1cm} b"#, "substack": #"\sum_{\substack{a \\ b}}"#,
  ]

  private static let argumentTakers: Set<String> = [
    "hat", "tilde", "bar", "pmb", "mathbb", "mathrm", "widehat", "bold", "underbrace", "ddot",
    "mathcal", "check", "overline", "mathtt",
  ]

  @Test(.enabled(if: SharedData.hasExpected, "needs the list of commands beside the data"))
  func everyCommandAndEnvironmentOfRealNotebooksIsKnown() throws {
    let folder = try #require(SharedData.expectedFolder)
    let bytes = try FileSystem.read(Path.join(folder, "latex_commands.json"))
    let census = try JSONDecoder().decode(Census.self, from: Data(bytes))
    #expect(census.commands.count > 100)
    for command in census.commands.map(\.name) {
      let tex =
        Self.samples[command]
        ?? (Self.argumentTakers.contains(command) ? "\\\(command){ab}" : "a \\\(command) b")
      #expect(MathFixture.problems(tex) == [], "\(tex)")
      #expect(try !MathFixture.content(tex).outline.isEmpty)
    }
    for environment in census.environments.map(\.name) {
      let tex = "\\begin{\(environment)} a &= b \\\\ c &= d \\end{\(environment)}"
      #expect(MathFixture.problems(tex) == [], "\(tex)")
      #expect(try MathFixture.content(tex).all("mtr").count == 2, "\(tex)")
    }
  }

  @Test func everyFormulaOfTheGalleryRendersWithoutProblem() throws {
    #expect(MathGallery.all.count > 150)
    for tex in MathGallery.all where !tex.contains("unknowncommand") {
      #expect(MathFixture.problems(tex) == [], "\(tex)")
      for display in [true, false] { _ = try MathFixture.content(tex, display: display) }
    }
  }

  /// Set `CASEBOOK_GALLERY` to a folder to get the page that shows all formulas.
  @Test func theGalleryPageHoldsEveryFormula() throws {
    let page = GalleryPage.html
    #expect(page.split(separator: "<math").count - 1 == MathGallery.all.count)
    if let folder = Machine.environment("CASEBOOK_GALLERY") {
      try FileSystem.makeDirectory(folder)
      try FileSystem.writeAtomically(page, to: Path.join(folder, "formulas.html"))
    }
  }

  private struct Census: Decodable {
    struct Item: Decodable {
      var name: String

      init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        name = try pair.decode(String.self)
      }
    }
    var commands: [Item]
    var environments: [Item]
  }
}

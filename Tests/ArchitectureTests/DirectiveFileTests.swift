import Platform
import Testing

/// One directive is one file with one test file, listed in the registry.
struct DirectiveFileTests {
  /// Files that declare a directive, with the types they declare.
  private static let declarations: [(file: SourceTree.File, type: String)] =
    SourceTree.all.sources.filter { $0.target == "Directives" }.flatMap { file in
      file.lines.compactMap { line -> (SourceTree.File, String)? in
        // A protocol of directives is named for what they have in common.
        guard line.contains("struct "), line.contains(": "), line.hasSuffix("Directive {")
        else { return nil }
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "struct"), keyword + 1 < words.count else {
          return nil
        }
        return (file, String(words[keyword + 1].prefix { $0 != ":" && $0 != "<" }))
      }
    }

  @Test func `there are directives`() { #expect(Self.declarations.count >= 15) }

  @Test func `each directive has a file of its own name`() {
    for (file, type) in Self.declarations {
      #expect(Path.stem(file.path) == type, "\(file.path) declares \(type)")
    }
  }

  @Test func `each directive is listed in the registry`() throws {
    let registry = try #require(
      SourceTree.all.sources.first { $0.path.hasSuffix("/DirectiveRegistry.swift") })
    for (_, type) in Self.declarations {
      #expect(registry.text.contains("\(type).self"), "\(type) is not in the registry")
    }
  }

  @Test func `each directive is run by a test`() {
    // A kind may share its family's test file; its name, as a notebook writes it, must be there.
    let tests = SourceTree.all.files.filter { $0.path.hasPrefix("Tests/DirectivesTests/") }
    let files = Set(tests.map { Path.stem($0.path) })
    let text = tests.map(\.text).joined(separator: "\n")
    for (file, type) in Self.declarations where !files.contains(type + "Tests") {
      let kind = Self.quoted("kind: ", in: file.text) ?? Self.quoted("verb: ", in: file.text)
      #expect(
        kind.map { text.contains("\"\($0)\"") || text.contains(" \($0) ") } == true,
        "no test runs \(type)")
    }
  }

  /// The string literal after a label.
  private static func quoted(_ label: String, in text: String) -> Substring? {
    guard let start = text.firstRange(of: label + "\"") else { return nil }
    return text[start.upperBound...].prefix { $0 != "\"" }
  }
}

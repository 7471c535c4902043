import Diagnostics
import Execution
import NotebookSyntax
import Platform
import Report

/// `casebook.yml`: title, output folder and books of a project.
struct ProjectFile {
  struct Book {
    var title: String
    /// Paths relative to the project's folder.
    var notebooks: [Located<String>]
  }

  static let name = "casebook.yml"
  private static let keys = [
    "title", "description", "output", "url", "theme", "stylesheet", "logo", "values", "books",
  ]
  let source: SourceFile
  private(set) var title = "Casebook"
  private(set) var description: String?
  private(set) var output: String?
  /// Where the site is published; then it gets a sitemap.
  private(set) var url: String?
  /// Looks of every page, with what was wrong in it already told.
  private(set) var theme = Theme()
  /// Files relative to the project's folder.
  private(set) var stylesheet: Located<String>?
  private(set) var logo: Located<String>?
  /// Whether computed values stand unmarked in the prose.
  private(set) var hasPlainValues = false
  private(set) var books: [Book] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// The project file in a folder or the nearest one above it.
  static func search(from folder: String) -> String? {
    guard var current = FileSystem.resolve(folder.isEmpty ? "." : folder) else { return nil }
    while true {
      let candidate = Path.join(current, name)
      if FileSystem.exists(candidate) { return candidate }
      if current == "/" { return nil }
      current = Path.parent(current)
    }
  }

  init(source: SourceFile) {
    self.source = source
    let (entries, problems) = ProjectReader.read(source)
    diagnostics = problems
    for entry in entries { read(entry) }
  }

  private mutating func read(_ entry: Entry) {
    switch entry.key.value {
    case "title": title = text(entry.value) ?? title
    case "output": output = text(entry.value)
    case "description": description = text(entry.value)
    case "stylesheet": stylesheet = text(entry.value).map { Located($0, entry.value.range) }
    case "logo": logo = text(entry.value).map { Located($0, entry.value.range) }
    case "theme":
      let reader = ThemeReader(entry.value)
      theme = reader.theme
      diagnostics += reader.diagnostics.map { problem in
        problem.located(path: source.path, range: problem.range ?? entry.value.range)
      }
    case "url":
      url = text(entry.value)
      if let url, !Sitemap.isAddress(url) {
        fail(
          .wrongType, entry.value.range,
          "url must be an address such as https://example.org/studies")
      }
    case "values":
      let value = text(entry.value)
      hasPlainValues = value == "plain"
      if let value, value != "plain", value != "marked" {
        fail(.unknownChoice, entry.value.range, "values is plain or marked, not “\(value)”")
      }
    case "books":
      guard case .list(let items) = entry.value.kind else {
        fail(.wrongType, entry.value.range, "books must be a list, each with title and notebooks")
        return
      }
      books = items.compactMap { book($0) }
    default:
      fail(
        .unknownKey, entry.key.range, "a project has no key “\(entry.key.value)”",
        hint: NearMiss.hint(
          for: entry.key.value, in: Self.keys, what: "keys"))
    }
  }

  private mutating func book(_ raw: RawValue) -> Book? {
    guard case .map(let entries) = raw.kind else {
      fail(.wrongType, raw.range, "a book needs title and notebooks")
      return nil
    }
    var book = Book(title: "", notebooks: [])
    for entry in entries {
      switch (entry.key.value, entry.value.kind) {
      case ("title", _): book.title = text(entry.value) ?? ""
      case ("notebooks", .list(let items)):
        book.notebooks = items.compactMap { item in text(item).map { Located($0, item.range) } }
      case ("notebooks", _):
        fail(.wrongType, entry.value.range, "notebooks must be a list of paths")
      default:
        fail(
          .unknownKey, entry.key.range, "a book has no key “\(entry.key.value)”",
          hint: NearMiss.hint(for: entry.key.value, in: ["title", "notebooks"], what: "keys"))
      }
    }
    return book
  }

  private mutating func text(_ raw: RawValue) -> String? {
    if case .scalar(let text, _) = raw.kind { return text }
    fail(.wrongType, raw.range, "expected a text")
    return nil
  }

  private mutating func fail(
    _ kind: DiagnosticKind, _ range: SourceRange, _ message: String, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(kind, path: source.path, range: range, message, hint: hint))
  }
}

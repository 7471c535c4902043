import Charts
import Execution
import NotebookSyntax

/// A page cut for export: stretches of prose, and the results of directives between them.
struct ExportPieces {
  enum Piece {
    /// Markdown with its values filled in.
    case prose(String)
    /// The position of a directive among the page's outcomes.
    case cell(Int)
  }

  let page: PageContext
  let source: FilledSource
  private(set) var pieces: [Piece] = []

  init(_ run: PageRun) {
    page = PageContext(run, PageOptions())
    source = FilledSource(page)
    // The head of the page is made from the front matter.
    var position = run.notebook.frontMatter.range?.upper.offset ?? 0
    for (index, cell) in run.notebook.cells.enumerated() {
      add(position..<max(position, cell.range.lower.offset))
      pieces.append(.cell(index))
      position = max(position, cell.range.upper.offset)
    }
    add(position..<run.notebook.source.bytes.count)
  }

  private mutating func add(_ range: Range<Int>) {
    let text = Self.trimmed(source.text(range))
    if !text.isEmpty { pieces.append(.prose(text)) }
  }

  /// Title, subtitle, authors, date and abstract; empty where the notebook's own first heading is
  /// the title.
  var head: String {
    let front = page.run.notebook.frontMatter
    var parts: [String] = []
    if let title = source.text(front.title) { parts.append("# \(title)") }
    if let subtitle = source.text(front.subtitle) { parts.append("*\(subtitle)*") }
    let line =
      front.authors.compactMap { source.text($0) } + [source.text(front.date)].compactMap { $0 }
    if !line.isEmpty { parts.append(line.joined(separator: ", ")) }
    if let abstract = source.text(front.abstract) { parts.append("> \(Self.oneLine(abstract))") }
    return parts.joined(separator: "\n\n")
  }

  /// The number of a figure or table in bold and its caption, the author's or the chart's own.
  func caption(_ cell: Int, item: Int, fallback: String, isOwn: Bool) -> String {
    let outcome = page.run.outcomes[cell]
    let targets = page.numbering.items[cell]
    let label =
      targets.indices.contains(item) ? targets[item].map { "**\($0.words).** " } ?? "" : ""
    let own = [outcome.presentation.title, outcome.presentation.caption]
      .compactMap { source.text($0) }
    return label
      + Self.oneLine(
        isOwn && !own.isEmpty ? own.joined(separator: " ") : Typography.minus(fallback))
  }

  /// What stands in the place of a directive that gave no result.
  static func problem(_ outcome: CellOutcome) -> String? {
    guard outcome.status == .failed || outcome.status == .skipped else { return nil }
    let messages = outcome.diagnostics.filter { $0.severity == .error || $0.kind == .skipped }
      .map { "\($0.severity == .error ? "error: " : "")\($0.message)" }
    return messages.isEmpty ? outcome.status.rawValue : messages.joined(separator: "\n")
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func trimmed(_ text: String) -> String {
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    // Leading blank lines go; the indentation of the first line means something.
    while let feed = bytes.firstIndex(of: 0x0A), bytes[..<feed].allSatisfy({ $0 <= 0x20 }) {
      bytes = bytes[(feed + 1)...]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

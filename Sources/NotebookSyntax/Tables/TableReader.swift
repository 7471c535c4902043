/// The tables of a draft, with their cells read as inlines.
struct TableReader {
  /// One table: the numbers of its fragments.
  struct Table {
    var layout: TableLayout
    /// The paragraph before it.
    var before: Int?
    /// The cells of the header and the rows; nil for an empty one.
    var cells: [[Int?]]
  }

  /// By node of the paragraph (or underlined heading) that libcmark made of it.
  private(set) var tables: [Int: Table] = [:]
  private var batch: FragmentBatch
  private(set) var inlines: [[Inline]] = []
  /// By fragment: the footnotes that it is the first to refer to.
  private(set) var footnotes: [[String]] = []

  /// `starts` are offsets of content at which a leaf's text starts later than usual.
  init(_ context: ParseContext, draft: Draft, starts: [Int: Int] = [:]) {
    batch = FragmentBatch(context)
    for leaf in draft.leaves {
      let content = (starts[leaf.node] ?? leaf.content.lowerBound)..<leaf.content.upperBound
      guard !content.isEmpty,
        let layout = TableLayout(bytes: draft.content.bytes, content: content)
      else { continue }
      add(layout, of: leaf, draft)
    }
  }

  private mutating func add(_ layout: TableLayout, of leaf: Draft.Leaf, _ draft: Draft) {
    var before: Int?
    if !layout.before.isEmpty {
      var text = MappedText()
      text.append(draft.content, layout.before)
      before = batch.add(text)
    }
    var cells: [[Int?]] = []
    let width = layout.alignments.count
    for row in layout.rows {
      cells.append(
        row.prefix(width).map { cell in
          cell.isEmpty ? nil : batch.add(Self.unescaped(draft.content, cell))
        } + Array(repeating: nil, count: max(0, width - row.count)))
    }
    tables[leaf.node] = Table(layout: layout, before: before, cells: cells)
  }

  /// The text of a cell, in which `\|` is a pipe, in code too.
  private static func unescaped(_ content: MappedText, _ cell: Range<Int>) -> MappedText {
    var text = MappedText()
    var start = cell.lowerBound
    for offset in cell
    where content.bytes[offset] == ASCII.backslash && offset + 1 < cell.upperBound
      && content.bytes[offset + 1] == ASCII.pipe
    {
      text.append(content, start..<offset)
      start = offset + 1
    }
    text.append(content, start..<cell.upperBound)
    return text
  }

  /// Reads all cells in one go.
  mutating func parse(definitions: () -> [UInt8], footnotes labels: Set<String>) {
    (inlines, footnotes) = batch.parse(definitions: definitions, footnotes: labels)
  }
}

/// Texts that are read as inlines on their own, all in one run of libcmark: cells of tables, the
/// paragraph that stood before a table, titles and captions.
///
/// Each becomes a paragraph that starts with a guard letter, so that no text of it can begin a
/// list or a heading. The document's reference definitions come last.
struct FragmentBatch {
  private let context: ParseContext
  private var text = MarkdownText()
  private(set) var count = 0
  private var mayNeedDefinitions = false

  init(_ context: ParseContext) { self.context = context }

  /// Adds a text and gives its number.
  mutating func add(_ fragment: MappedText) -> Int {
    var start = 0
    var isFirst = true
    let bytes = fragment.bytes
    let source = fragment.source(0)
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: ASCII.newline) ?? bytes.count
      let line = bytes[start..<end].trimmedRange
      // Trailing blanks matter: two of them are a line break. The last line has none.
      let kept = line.lowerBound..<(end < bytes.count && !line.isEmpty ? end : line.upperBound)
      if isFirst || !line.isEmpty {
        text.addLine(
          prefix: isFirst ? .guardLetter : .continuation, of: fragment, kept,
          at: kept.isEmpty ? source : fragment.source(kept.lowerBound))
      }
      isFirst = false
      start = end + 1
    }
    text.addLine(prefix: .none, of: fragment, 0..<0, at: fragment.sourceEnd(fragment.count))
    if bytes.contains(ASCII.openBracket) { mayNeedDefinitions = true }
    count += 1
    return count - 1
  }

  /// The inlines of every fragment, and the labels of the footnotes that they refer to.
  mutating func parse(
    definitions: () -> [UInt8], footnotes: Set<String>
  ) -> (inlines: [[Inline]], footnotes: [[String]]) {
    guard count > 0 else { return ([], []) }
    if mayNeedDefinitions {
      text.addSynthetic(definitions(), at: context.bytes.count)
    }
    var draft = Draft(text)
    var finder = MathFinder(context, draft: draft)
    finder.find(skipping: [])
    if finder.needsShield { draft = Draft(finder.shielded()) }
    var builder = InlineBuilder(
      context, draft: draft, math: finder.spans, footnotes: footnotes)
    var inlines: [[Inline]] = []
    var references: [[String]] = []
    let guardLength = MarkdownText.Prefix.guardLetter.bytes.count
    for leaf in draft.leaves.prefix(count) {
      let known = builder.referencedFootnotes.count
      inlines.append(builder.inlines(of: leaf, from: leaf.content.lowerBound + guardLength))
      references.append(Array(builder.referencedFootnotes[known...]))
    }
    while inlines.count < count {
      inlines.append([])
      references.append([])
    }
    return (inlines, references)
  }
}

/// Reads one Markdown text as blocks: the notebook's own, or that of its footnotes.
///
/// libcmark parses the text once. If a formula turns out to have been taken for emphasis, a list
/// or a heading, it parses once more with all formulas hidden; tables' cells follow in one batch.
struct DocumentReader {
  let context: ParseContext
  private(set) var draft: Draft
  private let math: [MathSpan]
  private var tables: TableReader
  private let callouts: [Int: CalloutMarker]

  init(_ context: ParseContext, draft: Draft) {
    self.context = context
    var draft = draft
    var callouts = Self.callouts(in: draft)
    var tables = TableReader(context, draft: draft, starts: callouts.mapValues(\.body))
    var finder = MathFinder(context, draft: draft)
    finder.find(skipping: Set(tables.tables.keys))
    if finder.needsShield {
      draft = Draft(finder.shielded())
      callouts = Self.callouts(in: draft)
      tables = TableReader(context, draft: draft, starts: callouts.mapValues(\.body))
    }
    self.draft = draft
    self.callouts = callouts
    self.tables = tables
    math = finder.spans
  }

  /// The markers of callouts, by the paragraph that starts with one.
  private static func callouts(in draft: Draft) -> [Int: CalloutMarker] {
    var callouts: [Int: CalloutMarker] = [:]
    for leaf in draft.leaves where leaf.quoteDepth > 0 {
      let node = draft.tree.nodes[leaf.node]
      guard node.kind == .paragraph, draft.tree.nodes[leaf.node - 1].kind == .blockQuote else {
        continue
      }
      callouts[leaf.node] = CalloutMarker(bytes: draft.content.bytes, content: leaf.content)
    }
    return callouts
  }

  /// The builder of the text's blocks; `definitions` are those of the whole notebook.
  mutating func builder(
    definitions: () -> [UInt8], footnotes: Set<String>, cellParser: CellParser?,
    anchors: HeadingAnchors
  ) -> BlockBuilder {
    tables.parse(definitions: definitions, footnotes: footnotes)
    return BlockBuilder(
      context, draft: draft, math: math, tables: tables, callouts: callouts,
      footnotes: footnotes, cellParser: cellParser, anchors: anchors)
  }
}

internal import Diagnostics

/// Takes the definitions of footnotes out of a text, and reads them on their own.
struct FootnoteReader {
  private let context: ParseContext
  private var document = MarkdownText()
  private var labels: [(text: String, range: Range<Int>)] = []

  /// The labels that a reference may have.
  var known: Set<String> { Set(labels.map(\.text)) }
  var isEmpty: Bool { labels.isEmpty }

  /// Moves the definitions of `draft` from `text`, which is what it was made of, into this reader.
  init(_ context: ParseContext, draft: Draft, text: inout MarkdownText) {
    self.context = context
    var first: [String: Range<Int>] = [:]
    for definition in FootnoteDefinition.find(in: draft) {
      let label = draft.text.text.string(definition.label)
      let place = draft.text.text.source(definition.label)
      if let earlier = first[label] {
        context.report(
          .duplicateFootnote, place, "the footnote “\(label)” is defined twice",
          notes: ["The first definition, in line \(context.range(earlier).lower.line), is used."])
      } else {
        first[label] = place
        labels.append((label, place))
        definition.append(to: &document, from: draft.text)
      }
      text.blank(lines: definition.lines)
    }
  }

  /// The footnotes that the text refers to, in order of their first reference.
  mutating func read(
    references: [String], definitions: () -> [UInt8], anchors: inout HeadingAnchors
  ) -> [Footnote] {
    guard !isEmpty else { return [] }
    document.addSynthetic(definitions(), at: context.bytes.count)
    var reader = DocumentReader(context, draft: Draft(document))
    var builder = reader.builder(
      definitions: definitions, footnotes: known, cellParser: nil, anchors: anchors)
    let blocks = builder.blocks()
    anchors = builder.anchors
    // Footnotes may refer to footnotes; these come after those of the text.
    var order = references
    var seen = Set(references)
    for label in builder.referencedFootnotes where seen.insert(label).inserted {
      order.append(label)
    }
    var numbers: [String: Int] = [:]
    for (number, label) in labels.enumerated() { numbers[label.text] = number }
    for label in labels where !seen.contains(label.text) {
      context.report(
        .unusedFootnote, label.range, "nothing refers to the footnote “\(label.text)”",
        hint: "refer to it as [^\(label.text)]")
    }
    return order.compactMap { label in
      guard let number = numbers[label], number < blocks.count else { return nil }
      return Footnote(
        label: label, blocks: Self.content(of: blocks[number]),
        range: context.range(labels[number].range))
    }
  }

  /// What stands inside the two quotes that a footnote was wrapped in.
  private static func content(of block: Block) -> [Block] {
    guard case .blockQuote(let outer) = block.kind, case .blockQuote(let inner) = outer.first?.kind
    else { return [] }
    return inner
  }
}

extension DiagnosticKind {
  static let duplicateFootnote = DiagnosticKind(
    "footnote.duplicate", .warning, "A footnote is defined once; later definitions are not read.")
  static let unusedFootnote = DiagnosticKind(
    "footnote.unused", .warning, "A footnote that nothing refers to is not shown.")
}

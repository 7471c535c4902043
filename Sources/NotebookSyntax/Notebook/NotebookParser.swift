package import Diagnostics

/// Parses a notebook: front matter, directives and prose.
package enum NotebookParser {
  /// Any bytes give a notebook; what is wrong with them is in its `diagnostics`, in order of place.
  package static func parse(_ source: SourceFile, grammar: DirectiveGrammar) -> Notebook {
    let context = ParseContext(source)
    EncodingCheck.report(in: context)
    var frontMatter = FrontMatterParser(context)
    let (head, bodyLine) = frontMatter.parse()
    let start = max(
      source.startOffset(ofLine: bodyLine), bodyLine == 1 ? EncodingCheck.markLength(source) : 0)
    var text = MarkdownText(context, from: start)
    var draft = Draft(text)
    var footnotes = FootnoteReader(context, draft: draft, text: &text)
    if !footnotes.isEmpty { draft = Draft(text) }
    var reader = DocumentReader(context, draft: draft)
    draft = reader.draft
    var collected: [UInt8]?
    func definitions() -> [UInt8] {
      let all = collected ?? ReferenceDefinitions.collect(draft)
      collected = all
      return all
    }
    var builder = reader.builder(
      definitions: definitions, footnotes: footnotes.known,
      cellParser: CellParser(context: context, grammar: grammar), anchors: HeadingAnchors())
    let blocks = builder.blocks()
    var anchors = builder.anchors
    let notes = footnotes.read(
      references: builder.referencedFootnotes, definitions: definitions, anchors: &anchors)
    return Notebook(
      source: source, frontMatter: head, blocks: blocks, cells: builder.cells, footnotes: notes,
      diagnostics: context.sortedDiagnostics)
  }
}

package import Diagnostics

/// Parses a notebook: front matter, directives and prose.
package enum NotebookParser {
  /// Any bytes give a notebook; what is wrong with them is in its `diagnostics`.
  package static func parse(_ source: SourceFile, grammar: DirectiveGrammar) -> Notebook {
    let context = ParseContext(source)
    var frontMatter = FrontMatterParser(context)
    let (head, bodyLine) = frontMatter.parse()
    let start = source.startOffset(ofLine: bodyLine)
    let tree = CommonMark.parse(source.bytes[start...])
    var builder = BlockBuilder(
      context, tree: tree, lineOffset: bodyLine - 1, grammar: grammar)
    let blocks = builder.blocks(of: 0)
    return Notebook(
      source: source, frontMatter: head, blocks: blocks, cells: builder.cells,
      diagnostics: context.diagnostics)
  }
}

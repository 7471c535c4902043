package import Diagnostics

/// Parses the inline Markdown of a title, caption or alternative text.
package enum InlineParser {
  /// `range` is where `text` was read from in `source`; positions inside it are exact where the
  /// text, or each of its lines, stands there as it is.
  package static func parse(
    _ text: String, at range: SourceRange, in source: SourceFile
  ) -> (text: RichText, diagnostics: [Diagnostic]) {
    let context = ParseContext(source)
    var batch = FragmentBatch(context)
    _ = batch.add(MappedText(text, at: range, in: source))
    let inlines = batch.parse(definitions: { [] }, footnotes: []).inlines
    return (
      RichText(source: text, inlines: inlines.first ?? [], range: range), context.diagnostics
    )
  }
}

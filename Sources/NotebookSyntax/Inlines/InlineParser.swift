package import Diagnostics

/// Parses the inline Markdown of a title, caption or alternative text.
package enum InlineParser {
  /// `range` is where `text` was read from in `source`; positions inside it are exact where the
  /// text stands there as it is.
  package static func parse(
    _ text: String, at range: SourceRange, in source: SourceFile
  ) -> (text: RichText, diagnostics: [Diagnostic]) {
    (RichText(source: text, inlines: [Inline(.text(text), range)], range: range), [])
  }
}

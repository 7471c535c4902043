package import Diagnostics
package enum InlineParser {
  package static func parse(_ text: String, at: SourceRange, in: SourceFile, diagnostics: inout [Diagnostic]) -> RichText { RichText(source: text, inlines: [], range: at) }
}

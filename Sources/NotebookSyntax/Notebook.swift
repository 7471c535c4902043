package import Diagnostics

/// A parsed notebook: prose as a tree, directives as cells, and all that was wrong with the text.
///
/// Parsing is total: any bytes give a notebook.
package struct Notebook: Sendable {
  package var source: SourceFile
  package var frontMatter: FrontMatter
  package var blocks: [Block]
  /// The directives, in source order; `Block.Kind.directive` points into this list.
  package var cells: [Cell]
  /// Footnote definitions in order of first reference.
  package var footnotes: [Footnote]
  package var diagnostics: [Diagnostic]

  package init(
    source: SourceFile, frontMatter: FrontMatter = FrontMatter(), blocks: [Block] = [],
    cells: [Cell] = [], footnotes: [Footnote] = [], diagnostics: [Diagnostic] = []
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.blocks = blocks
    self.cells = cells
    self.footnotes = footnotes
    self.diagnostics = diagnostics
  }
}

/// A value with the place that it was read from.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var range: SourceRange

  package init(_ value: Value, _ range: SourceRange) {
    self.value = value
    self.range = range
  }
}

/// One directive as written: nothing in it is typed yet.
package struct Cell: Sendable {
  /// Position among the notebook's directives, from 0.
  package var index: Int
  package var verb: Located<String>
  package var kind: Located<String>?
  package var name: Located<String>?
  /// Keys of the fence, then of the body, in order.
  package var entries: [Entry]
  /// The text of a directive that takes a text body (`sql`, `graph`).
  package var body: Located<String>?
  /// From the opening fence to the end of the closing one.
  package var range: SourceRange
  /// The block as written, fences included, for the fold under the result.
  package var sourceText: String

  package init(
    index: Int, verb: Located<String>, kind: Located<String>? = nil, name: Located<String>? = nil,
    entries: [Entry] = [], body: Located<String>? = nil, range: SourceRange, sourceText: String
  ) {
    self.index = index
    self.verb = verb
    self.kind = kind
    self.name = name
    self.entries = entries
    self.body = body
    self.range = range
    self.sourceText = sourceText
  }
}

/// `key: value`.
package struct Entry: Sendable {
  package var key: Located<String>
  package var value: RawValue

  package init(key: Located<String>, value: RawValue) {
    self.key = key
    self.value = value
  }
}

/// A value of a directive's body, before its schema types it: `no` is the text "no".
package struct RawValue: Sendable {
  package indirect enum Kind: Sendable {
    case scalar(String, quoted: Bool)
    case list([RawValue])
    case map([Entry])
  }
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// The YAML head of a notebook.
///
/// Its texts may hold inline values.
package struct FrontMatter: Sendable {
  package var range: SourceRange?
  package var title: RichText?
  package var subtitle: RichText?
  package var authors: [RichText] = []
  package var date: RichText?
  package var abstract: RichText?
  package var language: String = "en"
  /// Every other known key (`seed, params, theme, toc, bibliography, values, show, currency`), raw.
  package var entries: [Entry] = []

  package init() {}

  package func entry(_ key: String) -> RawValue? { entries.first { $0.key.value == key }?.value }
}

/// Text that may hold inline Markdown and inline values: a title, a caption.
package struct RichText: Sendable {
  package var source: String
  package var inlines: [Inline]
  package var range: SourceRange

  package init(source: String, inlines: [Inline], range: SourceRange) {
    self.source = source
    self.inlines = inlines
    self.range = range
  }
}

package struct Footnote: Sendable {
  package var label: String
  package var blocks: [Block]
  package var range: SourceRange

  package init(label: String, blocks: [Block], range: SourceRange) {
    self.label = label
    self.blocks = blocks
    self.range = range
  }
}

/// What the parser must know of the directives to read them: which keys are verbatim text and
/// which verbs take a text body.
package struct DirectiveGrammar: Sendable {
  /// Keys whose value is the rest of the line, verbatim, for a verb and kind.
  package var textKeys: @Sendable (_ verb: String, _ kind: String?) -> Set<String>
  package var hasTextBody: @Sendable (_ verb: String) -> Bool

  package init(
    textKeys: @escaping @Sendable (String, String?) -> Set<String>,
    hasTextBody: @escaping @Sendable (String) -> Bool
  ) {
    self.textKeys = textKeys
    self.hasTextBody = hasTextBody
  }
}

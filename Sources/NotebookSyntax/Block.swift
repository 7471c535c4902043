package import Diagnostics

/// A block of prose, or the place of a directive.
package struct Block: Sendable {
  package indirect enum Kind: Sendable {
    /// `level` as written, 1 to 6 (the page moves headings down by one); `anchor` is unique.
    case heading(level: Int, anchor: String, [Inline])
    case paragraph([Inline])
    case blockQuote([Block])
    case callout(CalloutKind, title: [Inline], [Block])
    case list(ListBlock)
    /// An ordinary listing: `info` is the info string, "" for none.
    case code(info: String, text: String)
    case html(String)
    case thematicBreak
    case table(TableBlock)
    /// Display mathematics: TeX without its delimiters, `label` of `\label{…}`.
    case math(tex: String, label: String?)
    /// The result of `Notebook.cells[index]` stands here.
    case directive(Int)
  }
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

package enum CalloutKind: String, Sendable, CaseIterable {
  case note, tip, important, warning, caution
}

package struct ListBlock: Sendable {
  package struct Item: Sendable {
    /// nil for an ordinary item; whether the box of a task is ticked.
    package var task: Bool?
    package var blocks: [Block]

    package init(task: Bool? = nil, blocks: [Block]) {
      self.task = task
      self.blocks = blocks
    }
  }
  package var ordered: Bool
  package var start: Int
  package var tight: Bool
  package var items: [Item]

  package init(ordered: Bool, start: Int = 1, tight: Bool, items: [Item]) {
    self.ordered = ordered
    self.start = start
    self.tight = tight
    self.items = items
  }
}

package struct TableBlock: Sendable {
  package enum Alignment: Sendable { case none, left, center, right }
  package var alignments: [Alignment]
  package var header: [[Inline]]
  /// Each row has as many cells as the header.
  package var rows: [[[Inline]]]

  package init(alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}

/// A piece of running text.
package struct Inline: Sendable {
  package indirect enum Kind: Sendable {
    case text(String)
    case softBreak
    case lineBreak
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    case link(destination: String, title: String, [Inline])
    /// `alt` is the image's description as written between its brackets.
    case image(source: String, title: String, alt: [Inline])
    case html(String)
    case math(tex: String)
    /// `` `{= path:format}` ``
    case value(InlineValue)
    case footnoteReference(label: String)
    /// `[see @kunzel2019, p. 4; @nie2021]`
    case citation([CitationItem])
    /// `@name`: the figure, table, section or equation of that name.
    case reference(String)
  }
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

package struct CitationItem: Sendable {
  package var prefix: String
  package var key: String
  package var suffix: String

  package init(prefix: String = "", key: String, suffix: String = "") {
    self.prefix = prefix
    self.key = key
    self.suffix = suffix
  }
}

import Diagnostics
import Execution
import NotebookSyntax

/// A notebook's own text with its inline values and references replaced by what they stand for.
struct FilledSource {
  private struct Replacement {
    var range: Range<Int>
    var text: String
  }

  private let page: PageContext
  /// In source order, without overlaps.
  private var replacements: [Replacement] = []

  init(_ page: PageContext) {
    self.page = page
    visit(page.run.notebook.blocks)
    for note in page.run.notebook.footnotes { visit(note.blocks) }
    replacements.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The text between two offsets of the notebook.
  func text(_ range: Range<Int>) -> String {
    let bytes = page.run.notebook.source.bytes
    let range = range.clamped(to: 0..<bytes.count)
    var out: [UInt8] = []
    var position = range.lowerBound
    // Bisection would save little: a page has few values.
    for replacement in replacements
    where replacement.range.lowerBound >= position
      && replacement.range.upperBound <= range.upperBound
    {
      out += bytes[position..<replacement.range.lowerBound]
      out += Array(replacement.text.utf8)
      position = replacement.range.upperBound
    }
    out += bytes[position..<range.upperBound]
    return String(decoding: out, as: UTF8.self)
  }

  /// The running text of a title or a caption; nothing of it stands in the notebook's prose.
  func text(_ rich: RichText?) -> String? {
    rich.map { TitleBlock.text($0.inlines, page.run) }
  }

  private mutating func visit(_ blocks: [Block]) {
    for block in blocks {
      switch block.kind {
      case .heading(_, _, let inlines), .paragraph(let inlines): visit(inlines)
      case .blockQuote(let inner), .callout(_, _, let inner): visit(inner)
      case .list(let list): for item in list.items { visit(item.blocks) }
      case .table(let table):
        for cell in table.header + table.rows.flatMap({ $0 }) { visit(cell) }
      case .code, .html, .thematicBreak, .math, .directive: break
      }
    }
  }

  private mutating func visit(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.kind {
      case .value(let value):
        guard let text = page.run.inlineValues[value.range.lower.offset]?.text else { continue }
        replace(inline.range, Typography.minus(text))
      case .reference(let name):
        guard let target = page.numbering.target(name, from: inline.range.lower.offset) else {
          continue
        }
        replace(inline.range, target.words)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, _, let inner), .image(_, _, let inner):
        visit(inner)
      case .text, .softBreak, .lineBreak, .code, .html, .math, .footnoteReference, .citation:
        break
      }
    }
  }

  private mutating func replace(_ range: SourceRange, _ text: String) {
    let lower = range.lower.offset
    replacements.append(
      Replacement(range: lower..<max(lower, range.upper.offset), text: text))
  }
}

extension PageNumbering.Target {
  /// What a reference to it reads: "Figure 3", "Section 2.1", "(4)".
  var words: String {
    switch kind {
    case .figure: "Figure\u{A0}\(number)"
    case .table: "Table\u{A0}\(number)"
    case .equation: "(\(number))"
    case .section: number.isEmpty ? title : "Section\u{A0}\(number)"
    }
  }
}

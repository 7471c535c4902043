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
    page.run.notebook.blocks.forEachInline { fill($0) }
    for note in page.run.notebook.footnotes { note.blocks.forEachInline { fill($0) } }
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

  private mutating func fill(_ inline: Inline) {
    switch inline.kind {
    case .value(let value):
      guard let text = page.run.inlineValues[value.range.lower.offset]?.text else { return }
      replace(inline.range, Typography.minus(text))
    case .reference(let name):
      guard let target = page.numbering.target(name, from: inline.range.lower.offset) else {
        return
      }
      replace(inline.range, target.words)
    default: return
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

import Diagnostics
import NotebookSyntax

/// Our tree as short lines, for tests of what CommonMark does not have.
enum Dump {
  static func blocks(_ blocks: [Block]) -> String { blocks.map(block).joined(separator: "\n") }

  static func block(_ block: Block) -> String {
    switch block.kind {
    case .heading(let level, let anchor, let inner): "h\(level)#\(anchor)(\(inlines(inner)))"
    case .paragraph(let inner): "p(\(inlines(inner)))"
    case .blockQuote(let inner): "quote{\(blocks(inner))}"
    case .callout(let kind, let title, let inner): "\(kind)[\(inlines(title))]{\(blocks(inner))}"
    case .list(let list):
      (list.ordered ? "ol" : "ul")
        + list.items.map { item in
          (item.task.map { $0 ? "[x]" : "[ ]" } ?? "") + "{\(blocks(item.blocks))}"
        }.joined()
    case .code(let info, let text): "code[\(info)](\(text))"
    case .html(let text): "html(\(text))"
    case .thematicBreak: "hr"
    case .table(let table):
      "table[\(table.alignments.map { "\($0)" }.joined(separator: ","))]"
        + ([table.header] + table.rows).map { row in
          "(" + row.map(inlines).joined(separator: " | ") + ")"
        }.joined()
    case .math(let tex, let label): "math\(label.map { "#\($0)" } ?? "")(\(tex))"
    case .directive(let index): "directive \(index)"
    }
  }

  static func inlines(_ inlines: [Inline]) -> String { inlines.map(inline).joined() }

  static func inline(_ inline: Inline) -> String {
    switch inline.kind {
    case .text(let text): text
    case .softBreak: "⏎"
    case .lineBreak: "↵"
    case .code(let text): "code(\(text))"
    case .emphasis(let inner): "em(\(inlines(inner)))"
    case .strong(let inner): "strong(\(inlines(inner)))"
    case .strikethrough(let inner): "del(\(inlines(inner)))"
    case .link(let destination, let title, let inner):
      "a[\(destination)\(title.isEmpty ? "" : " “\(title)”")](\(inlines(inner)))"
    case .image(let source, _, let alt): "img[\(source)](\(inlines(alt)))"
    case .html(let text): "html(\(text))"
    case .math(let tex): "math(\(tex))"
    case .value(let value):
      "value(\(expression(value.expression))\(value.format.map { " : " + $0.value } ?? ""))"
    case .footnoteReference(let label): "note(\(label))"
    case .citation(let items):
      "cite(" + items.map { "\($0.prefix)|\($0.key)|\($0.suffix)" }.joined(separator: "; ") + ")"
    case .reference(let name): "ref(\(name))"
    }
  }

  static func expression(_ expression: ValueExpression) -> String {
    switch expression {
    case .number(let number): "\(number)"
    case .text(let text): "“\(text)”"
    case .path(let path): path.text
    case .negate(let inner): "-(\(self.expression(inner)))"
    case .binary(let sign, let left, let right):
      "(\(self.expression(left)) \(sign.rawValue) \(self.expression(right)))"
    case .choose(let condition, let yes, let no):
      "choose(\(self.expression(condition)), \(self.expression(yes)), \(self.expression(no)))"
    case .invalid: "invalid"
    }
  }
}

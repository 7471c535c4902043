import Diagnostics
import NotebookSyntax

/// Checks that every inline stands in the file where its range says.
struct RangeChecker {
  let source: SourceFile
  private(set) var problems: [String] = []

  init(_ notebook: Notebook) {
    source = notebook.source
    check(notebook.blocks)
    for note in notebook.footnotes { check(note.blocks) }
  }

  private func bytes(_ range: SourceRange) -> [UInt8] {
    let lower = min(range.lower.offset, source.bytes.count)
    return Array(source.bytes[lower..<max(lower, min(range.upper.offset, source.bytes.count))])
  }

  private mutating func expect(_ condition: Bool, _ what: String, _ range: SourceRange) {
    if !condition {
      problems.append(
        "\(what) at \(range.lower.line):\(range.lower.column) “\(String(decoding: bytes(range), as: UTF8.self))”"
      )
    }
  }

  private mutating func check(position: SourcePosition) {
    let exact = source.position(at: position.offset)
    if exact != position { problems.append("\(position) is \(exact)") }
  }

  private mutating func check(_ range: SourceRange) {
    check(position: range.lower)
    check(position: range.upper)
  }

  private mutating func check(_ blocks: [Block]) {
    for block in blocks {
      check(block.range)
      switch block.kind {
      case .heading(_, _, let inlines), .paragraph(let inlines): check(inlines, inside: block.range)
      case .blockQuote(let inner): check(inner)
      case .callout(_, let title, let inner):
        check(title, inside: block.range)
        check(inner)
      case .list(let list): for item in list.items { check(item.blocks) }
      case .table(let table):
        for row in [table.header] + table.rows {
          for cell in row { check(cell, inside: block.range) }
        }
      case .code, .html, .thematicBreak, .math, .directive: break
      }
    }
  }

  private mutating func check(_ inlines: [Inline], inside outer: SourceRange) {
    var last = outer.lower.offset
    for inline in inlines {
      check(inline.range)
      expect(inline.range.lower.offset >= last, "order", inline.range)
      expect(inline.range.upper.offset <= outer.upper.offset, "inside", inline.range)
      last = inline.range.upper.offset
      let text = String(decoding: bytes(inline.range), as: UTF8.self)
      switch inline.kind {
      case .text(let shown):
        let isPlain = !text.contains("\\") && !text.contains("&") && !shown.contains("\u{FFFD}")
        expect(!isPlain || shown == text, "text “\(shown)”", inline.range)
      case .code: expect(text.hasPrefix("`") && text.hasSuffix("`"), "code", inline.range)
      case .value: expect(text.hasPrefix("`") && text.hasSuffix("`"), "value", inline.range)
      case .emphasis(let inner), .strong(let inner):
        expect(
          "*_".contains(text.first ?? " ") && "*_".contains(text.last ?? " "), "emphasis",
          inline.range)
        check(inner, inside: inline.range)
      case .strikethrough(let inner):
        expect(text.hasPrefix("~") && text.hasSuffix("~"), "strikethrough", inline.range)
        check(inner, inside: inline.range)
      case .link(_, _, let inner):
        check(inner, inside: inline.range)
        if text.hasPrefix("[") {
          expect(text.hasSuffix(")") || text.hasSuffix("]"), "link", inline.range)
        } else if text.hasPrefix("<") {
          expect(text.hasSuffix(">"), "autolink", inline.range)
        }
      case .image(_, _, let alt):
        expect(
          text.hasPrefix("![") && (text.hasSuffix(")") || text.hasSuffix("]")), "image",
          inline.range)
        check(alt, inside: inline.range)
      case .html: expect(text.hasPrefix("<") && text.hasSuffix(">"), "html", inline.range)
      case .math: expect("$\\".contains(text.first ?? " "), "math", inline.range)
      case .footnoteReference:
        expect(text.hasPrefix("[^") && text.hasSuffix("]"), "footnote", inline.range)
      case .citation: expect(text.hasPrefix("[") && text.hasSuffix("]"), "citation", inline.range)
      case .reference(let name): expect(text == "@" + name, "reference", inline.range)
      case .softBreak, .lineBreak: break
      }
    }
  }
}

extension SourcePosition {
  /// `line:column`.
  var text: String { "\(line):\(column)" }
}

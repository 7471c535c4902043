internal import Diagnostics

/// Divides a paragraph at its display mathematics.
enum DisplayMath {
  /// Appends paragraphs and formulas in turn.
  ///
  /// Punctuation right after a formula goes into it, as
  /// it would else stand alone on a line.
  static func divide(
    _ inlines: [Inline], display: (Inline) -> MathSpan?, to blocks: inout [Block]
  ) {
    var text: [Inline] = []
    for inline in inlines {
      guard let span = display(inline) else {
        text.append(inline)
        continue
      }
      flush(&text, to: &blocks)
      let (tex, label) = span.labelled
      blocks.append(Block(.math(tex: tex.trimmedBlanks, label: label), inline.range))
    }
    flush(&text, to: &blocks)
  }

  private static func flush(_ text: inout [Inline], to blocks: inout [Block]) {
    defer { text = [] }
    while text.last.map(isEmpty) == true { text.removeLast() }
    text = Array(text.drop(while: isEmpty))
    guard let first = text.first, let last = text.last else { return }
    if text.count == 1, case .text(let mark) = first.kind,
      [".", ",", ";", ":"].contains(mark.trimmedBlanks),
      case .math(let tex, let label) = blocks.last?.kind
    {
      blocks[blocks.count - 1].kind = .math(tex: tex + mark.trimmedBlanks, label: label)
      blocks[blocks.count - 1].range.upper = last.range.upper
      return
    }
    blocks.append(Block(.paragraph(text), SourceRange(first.range.lower, last.range.upper)))
  }

  private static func isEmpty(_ inline: Inline) -> Bool {
    if case .text(let text) = inline.kind { return text.utf8.allSatisfy(ASCII.isSpace) }
    return inline.isBreak
  }
}

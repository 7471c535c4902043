import NotebookSyntax

/// Inlines that stand on one line: a formula with the bracket before it and the comma behind it, and
/// a value with the relation that it completes, as in `($p =$ 0.03)`.
///
/// Browsers take a formula for a box and break a line on either side of it, whatever characters
/// stand there, so that only a wrapper can hold the line together.
struct InlineRun {
  let inlines: [Inline]

  /// Whether there is anything to hold together.
  var isTied: Bool { inlines.count > 1 }

  /// Running text as runs, in its order; text beside a formula is parted at its last space.
  static func runs(of inlines: [Inline]) -> [InlineRun] {
    guard inlines.contains(where: { if case .math = $0.kind { true } else { false } }) else {
      return inlines.map { InlineRun(inlines: [$0]) }
    }
    var runs: [InlineRun] = []
    // Whether what follows without a space belongs to the last run.
    var isOpen = false
    for (index, inline) in inlines.enumerated() {
      if completesRelation(inlines, index) {
        runs.append(inline: Inline(.text("\u{A0}"), inline.range), joins: isOpen)
        continue
      }
      switch inline.kind {
      case .math, .value, .footnoteReference:
        let isMath = if case .math = inline.kind { true } else { false }
        runs.append(inline: inline, joins: isOpen)
        isOpen = isMath || isOpen
      case .text(let text):
        let tail = isOpen ? String(text.unicodeScalars.prefix { sticks($0) }) : ""
        let rest = text.unicodeScalars.dropFirst(tail.unicodeScalars.count)
        if !tail.isEmpty {
          runs.append(inline: Inline(.text(tail), inline.range), joins: true)
        }
        guard !rest.isEmpty else { continue }
        let head = isFormula(inlines, index + 1) ? String(rest.suffix(while: sticks)) : ""
        let body = String(rest.dropLast(head.unicodeScalars.count))
        if !body.isEmpty {
          runs.append(inline: Inline(.text(body), inline.range), joins: false)
        }
        if !head.isEmpty {
          runs.append(inline: Inline(.text(head), inline.range), joins: false)
        }
        isOpen = !head.isEmpty
      default:
        runs.append(inline: inline, joins: false)
        isOpen = false
      }
    }
    return runs
  }

  private static func isFormula(_ inlines: [Inline], _ index: Int) -> Bool {
    guard inlines.indices.contains(index), case .math = inlines[index].kind else { return false }
    return true
  }

  /// Whether the inline is the space between a formula that ends in a relation and its value.
  private static func completesRelation(_ inlines: [Inline], _ index: Int) -> Bool {
    guard index > 0, index + 1 < inlines.count, case .value = inlines[index + 1].kind,
      case .math(let tex) = inlines[index - 1].kind, let sign = tex.last, "=<>".contains(sign)
    else { return false }
    switch inlines[index].kind {
    case .text(" "), .softBreak: return true
    default: return false
    }
  }

  /// Spaces and dashes are where a line may end.
  private static func sticks(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && scalar != "–" && scalar != "—"
  }
}

extension [InlineRun] {
  fileprivate mutating func append(inline: Inline, joins: Bool) {
    guard joins, let last = popLast() else { return append(InlineRun(inlines: [inline])) }
    append(InlineRun(inlines: last.inlines + [inline]))
  }
}

extension BidirectionalCollection {
  fileprivate func suffix(while isIn: (Element) -> Bool) -> SubSequence {
    self[(lastIndex { !isIn($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}

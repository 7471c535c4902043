/// Collects the link reference definitions of a draft: libcmark uses them up and keeps no trace,
/// but texts that are read again on their own need them.
enum ReferenceDefinitions {
  /// The definitions as lines, in the order of the text: the first of a label counts.
  static func collect(_ draft: Draft) -> [UInt8] {
    var out: [UInt8] = [ASCII.newline]
    let covered = coveredLines(draft)
    var leaf = 0
    var number = 1
    while number <= draft.text.lineCount {
      while leaf < draft.leaves.count,
        draft.tree.nodes[draft.leaves[leaf].node].startLine <= number
      {
        append(draft.content.bytes[draft.leaves[leaf].definitions], to: &out)
        leaf += 1
      }
      guard !covered[number] else {
        number += 1
        continue
      }
      number = appendLost(from: number, covered, draft, to: &out)
    }
    return out
  }

  private static func append(_ definitions: ArraySlice<UInt8>, to out: inout [UInt8]) {
    guard !definitions.isEmpty else { return }
    out += definitions
    out += [ASCII.newline]
  }

  /// By line (from 1): whether a leaf of the tree stands on it.
  private static func coveredLines(_ draft: Draft) -> [Bool] {
    var covered = Array(repeating: false, count: draft.text.lineCount + 2)
    for (index, node) in draft.tree.nodes.enumerated() {
      switch node.kind {
      case .paragraph, .heading, .codeBlock, .htmlBlock, .thematicBreak:
        guard node.startLine >= 1 else { continue }
        for line in node.startLine...max(node.startLine, draft.lastLines[index])
        where line < covered.count {
          covered[line] = true
        }
      default: continue
      }
    }
    return covered
  }

  /// Definitions that filled a paragraph, which is then gone from the tree; gives the next line.
  private static func appendLost(
    from first: Int, _ covered: [Bool], _ draft: Draft, to out: inout [UInt8]
  ) -> Int {
    var number = first
    var paragraph: [UInt8] = []
    while number <= draft.text.lineCount, !covered[number] {
      let line = draft.text.line(number)
      let start = afterMarkers(draft.text.bytes, line)
      number += 1
      if start == line.upperBound { break }
      paragraph += draft.text.bytes[start..<line.upperBound]
      paragraph.append(ASCII.newline)
    }
    let links = LinkSyntax(bytes: paragraph, end: paragraph.count)
    var position = 0
    while position < paragraph.count, paragraph[position] == ASCII.openBracket,
      let end = links.definition(position)
    {
      append(paragraph[position..<end], to: &out)
      position = end
    }
    return max(number, first + 1)
  }

  /// Where a line's text starts, after blanks, `>` and the markers of list items.
  private static func afterMarkers(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] != ASCII.openBracket {
      let byte = bytes[index]
      guard
        ASCII.isBlank(byte) || ASCII.isDigit(byte) || byte == ASCII.greater || byte == ASCII.dash
          || byte == ASCII.asterisk || byte == ASCII.dot || byte == ASCII.closeParenthesis
          || byte == UInt8(ascii: "+")
      else { break }
      index += 1
    }
    return index
  }
}

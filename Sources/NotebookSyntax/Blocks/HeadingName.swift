internal import Diagnostics

/// The name that a heading gives itself at its end: `# Data {#sec-data}`.
struct HeadingName {
  let name: String
  /// The heading without it.
  let heading: [Inline]

  /// nil where the heading ends otherwise, in an escaped brace, or is nothing but a name.
  init?(_ heading: [Inline], in context: ParseContext) {
    guard let last = heading.last, case .text(let text) = last.kind else { return nil }
    let bytes = Array(text.utf8)
    guard bytes.last == ASCII.closeBrace, let open = bytes.lastIndex(of: ASCII.openBrace),
      open + 3 < bytes.count, bytes[open + 1] == ASCII.hash, ASCII.isLetter(bytes[open + 2])
    else { return nil }
    let name = bytes[(open + 2)..<(bytes.count - 1)]
    let joints = [ASCII.dash, ASCII.colon, ASCII.dot]
    guard name.allSatisfy({ ASCII.isNameByte($0) || joints.contains($0) }) else { return nil }
    let kept = bytes[..<open].trimmedRange
    let lower = last.range.lower.offset
    let end = last.range.upper.offset - (bytes.count - kept.upperBound)
    // The file says the same there, unescaped.
    guard !kept.isEmpty || heading.count > 1, end >= lower,
      context.bytes[end..<last.range.upper.offset].elementsEqual(bytes[kept.upperBound...])
    else { return nil }
    self.name = String(decoding: name, as: UTF8.self)
    var rest = Array(heading.dropLast())
    if !kept.isEmpty {
      let shown = String(decoding: bytes[..<kept.upperBound], as: UTF8.self)
      rest.append(Inline(.text(shown), context.range(lower, end)))
    }
    self.heading = rest
  }
}

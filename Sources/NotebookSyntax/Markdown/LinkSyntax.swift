/// Scanners for the parts of links and of link reference definitions, with CommonMark's rules.
///
/// Each takes the offset at which its part would start and gives the offset after it, or nil.
struct LinkSyntax {
  let bytes: [UInt8]
  let end: Int

  /// `[label]`, without brackets inside and at most 999 characters long.
  func label(_ start: Int) -> Int? {
    guard start < end, bytes[start] == ASCII.openBracket else { return nil }
    var index = start + 1
    while index < end, index - start <= 1000 {
      switch bytes[index] {
      case ASCII.backslash where index + 1 < end && ASCII.isPunctuation(bytes[index + 1]):
        index += 1
      case ASCII.openBracket: return nil
      case ASCII.closeBracket: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  /// `<destination>` or a destination without blanks and with balanced parentheses.
  func destination(_ start: Int) -> Int? {
    guard start < end else { return nil }
    if bytes[start] == ASCII.less { return bracketedDestination(start) }
    var depth = 0
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte == ASCII.backslash, index + 1 < end, ASCII.isPunctuation(bytes[index + 1]) {
        index += 1
      } else if byte == ASCII.openParenthesis {
        depth += 1
        if depth > 32 { return nil }
      } else if byte == ASCII.closeParenthesis {
        if depth == 0 { break }
        depth -= 1
      } else if ASCII.isSpace(byte) {
        if index == start { return nil }
        break
      }
      index += 1
    }
    return min(index, end)
  }

  private func bracketedDestination(_ start: Int) -> Int? {
    var index = start + 1
    while index < end {
      switch bytes[index] {
      case ASCII.greater: return index + 1
      case ASCII.backslash: index += 1
      case ASCII.newline, ASCII.less: return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// `"title"`, `'title'` or `(title)`.
  func title(_ start: Int) -> Int? {
    guard start < end else { return nil }
    let open = bytes[start]
    let close = open == ASCII.openParenthesis ? ASCII.closeParenthesis : open
    guard open == ASCII.doubleQuote || open == ASCII.singleQuote || open == ASCII.openParenthesis
    else { return nil }
    var index = start + 1
    while index < end {
      if bytes[index] == ASCII.backslash, index + 1 < end, ASCII.isPunctuation(bytes[index + 1]) {
        index += 1
      } else if bytes[index] == close {
        return index + 1
      } else if bytes[index] == ASCII.openParenthesis, open == ASCII.openParenthesis {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// `(destination "title")` after the text of a link.
  func inlineTail(_ start: Int) -> Int? {
    guard start < end, bytes[start] == ASCII.openParenthesis,
      let afterDestination = destination(skipSpace(start + 1))
    else { return nil }
    var index = skipSpace(afterDestination)
    if index > afterDestination, let afterTitle = title(index) { index = skipSpace(afterTitle) }
    return index < end && bytes[index] == ASCII.closeParenthesis ? index + 1 : nil
  }

  /// `[label]: destination "title"` with the end of its line.
  func definition(_ start: Int) -> Int? {
    guard let afterLabel = label(start), afterLabel > start + 2, afterLabel < end,
      bytes[afterLabel] == ASCII.colon,
      let afterDestination = destination(skipLineSpace(afterLabel + 1)),
      afterDestination > skipLineSpace(afterLabel + 1)
    else { return nil }
    let titleStart = skipLineSpace(afterDestination)
    if titleStart > afterDestination, let afterTitle = title(titleStart),
      let lineEnd = endOfLine(afterTitle)
    {
      return lineEnd
    }
    return endOfLine(afterDestination)
  }

  /// The offset after the line ending, if nothing but blanks stands before it.
  private func endOfLine(_ start: Int) -> Int? {
    var index = start
    while index < end, ASCII.isBlank(bytes[index]) { index += 1 }
    if index >= end { return end }
    return bytes[index] == ASCII.newline ? index + 1 : nil
  }

  private func skipSpace(_ start: Int) -> Int {
    var index = start
    while index < end, ASCII.isSpace(bytes[index]) { index += 1 }
    return index
  }

  /// Skips blanks with at most one line ending among them.
  private func skipLineSpace(_ start: Int) -> Int {
    var index = start
    while index < end, ASCII.isBlank(bytes[index]) { index += 1 }
    if index < end, bytes[index] == ASCII.newline { index += 1 }
    while index < end, ASCII.isBlank(bytes[index]) { index += 1 }
    return index
  }
}

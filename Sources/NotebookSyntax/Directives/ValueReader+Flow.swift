internal import Diagnostics

extension ValueReader {
  /// A collection in brackets, over as many lines as it needs.
  mutating func scanFlow() {
    var open: [(close: UInt8, start: Int, place: SkeletonPlace)] = []
    let start = position
    repeat {
      skipFlowSpace()
      guard position < end else {
        fail(
          .unclosedBracket, start..<min(end, endOfLine(from: start)),
          "this bracket is not closed")
        return
      }
      let byte = bytes[position]
      switch byte {
      case ASCII.openBracket, ASCII.openBrace:
        guard open.count < Self.depthLimit else {
          fail(.tooDeep, start..<position, "this value is nested too deeply")
          return
        }
        let column = skeleton.count - skeletonLineStart + 1
        open.append(
          (
            byte == ASCII.openBracket ? ASCII.closeBracket : ASCII.closeBrace, position,
            SkeletonPlace(line: skeletonLine, column: column)
          ))
        skeleton.append(byte)
        position += 1
      case ASCII.closeBracket, ASCII.closeBrace:
        guard let last = open.popLast(), last.close == byte else {
          fail(
            .unclosedBracket, position..<position + 1,
            "this closing bracket does not match the opening one")
          return
        }
        skeleton.append(byte)
        position += 1
        brackets[last.place] = context.range(text.source(last.start..<position))
      case ASCII.comma:
        skeleton.append(contentsOf: [byte, ASCII.space])
        position += 1
      case ASCII.colon:
        skeleton.append(contentsOf: [byte, ASCII.space])
        position += 1
      case ASCII.doubleQuote, ASCII.singleQuote:
        emit(atom: scanQuoted())
      default:
        scanFlowAtom(inMap: open.last?.close == ASCII.closeBrace)
      }
    } while !open.isEmpty && !failed
  }

  /// A plain scalar inside brackets, which may itself nest brackets: `tau[Womens E-Mail]`.
  mutating func scanFlowAtom(inMap: Bool) {
    let start = position
    var depth = 0
    while position < end {
      let byte = bytes[position]
      if byte == ASCII.newline { break }
      if depth == 0 {
        if byte == ASCII.comma || byte == ASCII.closeBracket || byte == ASCII.closeBrace { break }
        if byte == ASCII.colon, isFlowColonEnd(position + 1) { break }
      }
      if byte == ASCII.openBracket || byte == ASCII.openBrace || byte == ASCII.openParenthesis {
        depth += 1
      } else if byte == ASCII.closeBracket || byte == ASCII.closeBrace
        || byte == ASCII.closeParenthesis
      {
        depth -= 1
      }
      position += 1
    }
    if depth > 0 {
      fail(.unclosedBracket, start..<position, "a bracket in this value is not closed")
    }
    emit(atom: plain(start..<position))
  }

  func isFlowColonEnd(_ index: Int) -> Bool {
    isBlankOrEnd(index) || bytes[index] == ASCII.comma || bytes[index] == ASCII.closeBrace
      || bytes[index] == ASCII.closeBracket
  }

  mutating func skipFlowSpace() {
    while position < end {
      if bytes[position] == ASCII.newline {
        position += 1
        newSkeletonLine()
        // The continuation is indented so that it belongs to the value whatever its depth.
        skeleton.append(contentsOf: repeatElement(ASCII.space, count: 2 * Self.depthLimit + 2))
        let start = position
        while position < end, ASCII.isBlank(bytes[position]) { position += 1 }
        if position < end, bytes[position] == ASCII.hash { position = endOfLine(from: start) }
      } else if ASCII.isBlank(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }
}

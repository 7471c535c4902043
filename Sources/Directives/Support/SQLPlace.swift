import Diagnostics
import Execution
import Frames

/// Turns SQL errors into words and places of the notebook.
enum SQLPlace {
  /// The token at `offset` of an expression; the whole expression where it cannot be told, as when
  /// it is quoted or folded.
  static func range(
    in expression: SQLExpression, offset: Int?, source: SourceFile
  ) -> SourceRange {
    let lower = expression.range.lower.offset
    let upper = min(expression.range.upper.offset, source.bytes.count)
    guard let offset, lower <= upper else { return expression.range }
    let text = Array(expression.text.utf8)
    guard offset < text.count,
      let place = place(of: offset, of: text, in: source.bytes[lower..<upper])
    else { return expression.range }
    return source.range(place, min(upper, place + tokenLength(text, offset)))
  }

  /// Where the byte at `offset` of a text is written; nil where the two part.
  ///
  /// A text after `|` lacks the first line and the indentation of the others, and `${cost}` became
  /// `:cost`.
  static func place(of offset: Int, of text: [UInt8], in written: ArraySlice<UInt8>) -> Int? {
    var position = written.startIndex
    var indent = 0
    if written.first == UInt8(ascii: "|") {
      guard let lineEnd = written.firstIndex(of: 0x0A) else { return nil }
      position = lineEnd + 1
      let first = written[position...].drop { $0 == 0x0A }
      indent = first.prefix { $0 == 0x20 }.count
      position = min(position + indent, written.endIndex)
    }
    var i = 0
    while position < written.endIndex {
      let isParameter = written[position...].starts(with: Array("${".utf8))
      if i == offset { return position }
      if isParameter, text[i] == UInt8(ascii: ":") {
        guard let end = written[position...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        i += end - position - 1
        if i > offset { return position }
        position = end + 1
        continue
      }
      guard text[i] == written[position] else { return nil }
      position += 1
      i += 1
      if text[i - 1] == 0x0A {
        position += written[position...].prefix(indent).prefix { $0 == 0x20 }.count
      }
    }
    return nil
  }

  /// Where a query names a table: behind FROM, JOIN or a comma, else where the word first stands.
  ///
  /// nil where it is quoted apart.
  static func offset(ofTable name: String, in text: String) -> Int? {
    let bytes = Array(text.utf8)
    let wanted = name.lowercased()
    var first: Int?
    var before = ""
    var i = 0
    while i < bytes.count {
      let length = tokenLength(bytes, i)
      let word = String(decoding: bytes[i..<i + length], as: UTF8.self).lowercased()
      if word == wanted {
        if ["from", "join", ","].contains(before) { return i }
        first = first ?? i
      }
      if bytes[i] > 0x20, bytes[i] != UInt8(ascii: "\"") { before = word }
      i += length
    }
    return first
  }

  /// The length of the word or mark at `offset`.
  static func tokenLength(_ text: [UInt8], _ offset: Int) -> Int {
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
        || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
    return max(1, text[offset...].prefix(while: isWord).count)
  }

  static func message(_ error: SQLError) -> String {
    if let column = missingColumn(error) { return "there is no column “\(column)”" }
    if let table = missingTable(error) { return "there is no frame “\(table)”" }
    return error.message
  }

  static func missingTable(_ error: SQLError) -> String? {
    let prefix = "no such table: "
    return error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : nil
  }

  static func missingColumn(_ error: SQLError) -> String? {
    let prefix = "no such column: "
    return error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : nil
  }
}

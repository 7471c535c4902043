internal import Diagnostics

/// Reads one directive: its fence, then its body.
struct CellParser {
  let context: ParseContext
  let grammar: DirectiveGrammar

  /// - Parameters:
  ///   - info: the info string of the opening fence, in the file.
  ///   - body: the lines between the fences, each ended by a newline.
  ///   - range: both fences and what is between them, in the file.
  func parse(
    index: Int, info: Range<Int>, body: MappedText, range: Range<Int>, sourceText: String
  ) -> Cell {
    var headParser = FenceHeadParser(context, range: info)
    let head = headParser.parse()
    var cell = Cell(
      index: index, verb: head.verb, kind: head.kind, name: head.name, entries: head.entries,
      range: context.range(range), sourceText: sourceText)
    let textKeys = grammar.textKeys(head.verb.value, head.kind?.value)
    var keys = body
    if grammar.hasTextBody(head.verb.value) {
      let split = TextBody.split(body)
      cell.body = Located(split.text, context.range(split.range))
      keys = split.keys
    }
    var entryParser = EntryParser(context, text: keys, textKeys: textKeys, given: head.entries)
    cell.entries += entryParser.parse()
    return cell
  }
}

/// Divides the body of a directive that takes a text into keys and text.
enum TextBody {
  /// Keys stand above the first line that is exactly `---`, if every line above it is `key:`.
  static func split(_ body: MappedText) -> (keys: MappedText, text: String, range: Range<Int>) {
    let bytes = body.bytes
    var keys = MappedText(at: body.source(0))
    var textStart = 0
    var line = 0
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: ASCII.newline) ?? bytes.count
      let content = bytes[line..<end]
      if content.elementsEqual("---".utf8) {
        keys = body
        keys.truncate(to: line)
        textStart = min(bytes.count, end + 1)
        break
      }
      let key = content.prefix {
        ASCII.isNameByte($0) || $0 == ASCII.dash || $0 == ASCII.dot || $0 == ASCII.at
      }
      guard content.isEmpty || (!key.isEmpty && content.has(":", at: key.endIndex)) else { break }
      line = end + 1
    }
    var end = bytes.count
    if end > textStart, bytes[end - 1] == ASCII.newline { end -= 1 }
    return (
      keys, String(decoding: bytes[textStart..<end], as: UTF8.self), body.source(textStart..<end)
    )
  }
}

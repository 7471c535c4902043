/// `[!NOTE] Title` at the start of a quote.
struct CalloutMarker {
  var kind: CalloutKind
  /// The title in the content: the rest of the marker's line.
  var title: Range<Int>
  /// Where the text below the marker's line starts.
  var body: Int

  init?(bytes: [UInt8], content: Range<Int>) {
    guard bytes[content].has("[!", at: content.lowerBound) else { return nil }
    let word = bytes[content].dropFirst(2).prefix(while: ASCII.isLetter)
    let name = String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
    guard let kind = CalloutKind(rawValue: name), word.endIndex < content.upperBound,
      bytes[word.endIndex] == ASCII.closeBracket
    else { return nil }
    let lineEnd = bytes[content][word.endIndex...].firstIndex(of: ASCII.newline)
    let title = bytes[(word.endIndex + 1)..<(lineEnd ?? content.upperBound)]
    guard title.first.map(ASCII.isSpace) ?? true else { return nil }
    self.kind = kind
    self.title = title.trimmedRange
    body = lineEnd.map { $0 + 1 } ?? content.upperBound
  }
}

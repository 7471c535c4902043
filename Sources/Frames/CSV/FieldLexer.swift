/// Where one field lies in the text.
struct Field {
  /// The content, without the quotes around it.
  var start: Int
  var end: Int
  /// The delimiter, the line end, or the end of the text that closed the field.
  var terminator: Int
  var isQuoted = false
  /// Whether the content has doubled quotes, or text after the closing quote.
  var isEscaped = false
  var isClosed = true
}

/// Finds fields as RFC 4180 has them, and as lenient readers agree on for what it leaves open:
/// a quote inside an unquoted field is an ordinary character, and text after a closing quote is
/// part of the field.
struct FieldLexer {
  let delimiter: UInt8

  @inline(__always)
  func isTerminator(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
  }

  func field(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Field {
    var i = start
    if i < end, bytes[i] == ASCII.quote { return quotedField(bytes, at: start, end: end) }
    while i < end, !isTerminator(bytes[i]) { i += 1 }
    return Field(start: start, end: i, terminator: i)
  }

  private func quotedField(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Field {
    var i = start + 1
    var field = Field(start: i, end: end, terminator: end, isQuoted: true)
    while true {
      while i < end, bytes[i] != ASCII.quote { i += 1 }
      if i >= end {
        field.isClosed = false
        return field
      }
      if i + 1 < end, bytes[i + 1] == ASCII.quote {
        field.isEscaped = true
        i += 2
        continue
      }
      field.end = i
      i += 1
      break
    }
    if i < end, !isTerminator(bytes[i]) {
      // Text after the closing quote: quotes in it are ordinary characters.
      field.isEscaped = true
      while i < end, !isTerminator(bytes[i]) { i += 1 }
      field.end = i
    }
    field.terminator = i
    return field
  }

  /// The bytes that the field stands for.
  func content(_ bytes: Span<UInt8>, _ field: Field) -> [UInt8] {
    var content: [UInt8] = []
    content.reserveCapacity(field.end - field.start)
    guard field.isEscaped else {
      for i in field.start..<field.end { content.append(bytes[i]) }
      return content
    }
    var isInside = true
    var i = field.start
    while i < field.end {
      if isInside, bytes[i] == ASCII.quote {
        if i + 1 < field.end, bytes[i + 1] == ASCII.quote { i += 1 } else { isInside = false }
        if isInside { content.append(ASCII.quote) }
      } else {
        content.append(bytes[i])
      }
      i += 1
    }
    return content
  }

  /// The position after a line end that starts at `i`: LF, CRLF or CR.
  @inline(__always)
  func afterLineEnd(_ bytes: Span<UInt8>, at i: Int, end: Int) -> Int {
    if bytes[i] == ASCII.carriageReturn, i + 1 < end, bytes[i + 1] == ASCII.lineFeed {
      return i + 2
    }
    return i + 1
  }

  /// The fields of the record at `start` as text, and where the next one begins.
  func record(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (fields: [Field], next: Int) {
    var fields: [Field] = []
    var i = start
    while true {
      let field = field(bytes, at: i, end: end)
      fields.append(field)
      i = field.terminator
      if i >= end { return (fields, end) }
      if bytes[i] != delimiter { return (fields, afterLineEnd(bytes, at: i, end: end)) }
      i += 1
    }
  }
}

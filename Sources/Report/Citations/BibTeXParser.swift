import Diagnostics

/// Reads BibTeX's syntax into entries, in one pass over the bytes.
///
/// An entry that is broken ends at the next line that starts with `@name{` or `@name(`, so that one
/// missing brace does not swallow the file.
struct BibTeXParser {
  /// A file with more problems than this is no bibliography; the rest is not told.
  static let maximumProblems = 100

  private let source: SourceFile
  private let bytes: [UInt8]
  private var index = 0
  /// Each entry with the bytes of its type and key.
  private(set) var entries: [(entry: BibliographyEntry, place: Range<Int>)] = []
  private(set) var problems: [BibliographyProblem] = []
  /// The line of the entry that was read last, and where it starts.
  private var line = (number: 1, offset: 0)
  private var strings: [String: String] = [
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
  ]

  init(_ source: SourceFile) {
    self.source = source
    bytes = source.bytes
  }

  mutating func parse() {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "@") { item() } else { index += 1 }
    }
  }

  // MARK: - Items

  private mutating func item() {
    let start = index
    index += 1
    let type = name().lowercased()
    skipSpace()
    guard !type.isEmpty, let open = current, open == openBrace || open == openParenthesis else {
      // An at sign in the comment between entries, as in an e-mail address.
      return
    }
    index += 1
    let close = open == openBrace ? closeBrace : UInt8(ascii: ")")
    switch type {
    case "comment", "preamble": skipBody(close)
    case "string": stringDefinition(start, close)
    default: entry(type, start, close)
    }
  }

  private mutating func stringDefinition(_ start: Int, _ close: UInt8) {
    skipSpace()
    let key = name().lowercased()
    guard !key.isEmpty, take(UInt8(ascii: "=")), let text = value() else {
      report(start, "@string needs a name, an equals sign and a value")
      return
    }
    strings[key] = text
    if !take(close) { report(start, "no closing bracket for this @string") }
  }

  private mutating func entry(_ type: String, _ start: Int, _ close: UInt8) {
    skipSpace()
    let keyStart = index
    while let byte = current, !Self.isSpace(byte), byte != comma, byte != close, byte != openBrace,
      byte != UInt8(ascii: "=")
    {
      index += 1
    }
    let key = String(decoding: bytes[keyStart..<index], as: UTF8.self)
    skipSpace()
    guard !key.isEmpty, let byte = current, byte == comma || byte == close else {
      report(start, "@\(type) needs a key and a comma after it")
      return
    }
    var entry = BibliographyEntry(key: key, type: type, fields: [:], line: lineNumber(at: start))
    fields(of: &entry, start, close)
    entries.append((entry, start..<keyStart + key.utf8.count))
  }

  /// `, name = value` up to the closing bracket.
  private mutating func fields(of entry: inout BibliographyEntry, _ start: Int, _ close: UInt8) {
    while true {
      let hadComma = take(comma)
      skipSpace()
      if take(close) { return }
      guard index < bytes.count, !startsItem(index) else {
        report(start, "no closing bracket for the entry \(entry.key)")
        return
      }
      let fieldStart = index
      let field = name().lowercased()
      guard hadComma, !field.isEmpty, take(UInt8(ascii: "=")), let text = value() else {
        let what = field.isEmpty ? "a field" : field
        report(
          fieldStart,
          hadComma
            ? "\(what) of \(entry.key) needs a name, an equals sign and a value"
            : "a comma is missing before \(what) of \(entry.key)")
        skipToItem()
        return
      }
      if entry.fields[field] == nil {
        entry.fields[field] = text
      } else {
        report(
          fieldStart..<fieldStart + field.utf8.count, "\(entry.key) has the field \(field) twice",
          .duplicateField)
      }
    }
  }

  // MARK: - Values

  /// Pieces joined by `#`; nil where there is none or it does not end.
  private mutating func value() -> String? {
    var out = ""
    repeat {
      skipSpace()
      guard let byte = current, let piece = piece(byte) else { return nil }
      out += piece
    } while take(UInt8(ascii: "#"))
    return out
  }

  private mutating func piece(_ byte: UInt8) -> String? {
    let start = index
    switch byte {
    case openBrace: return delimited(by: closeBrace)
    case UInt8(ascii: "\""): return delimited(by: byte)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while let byte = current, (0x30...0x39).contains(byte) { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    default:
      let key = name()
      if key.isEmpty { return nil }
      if let text = strings[key.lowercased()] { return text }
      // Looking for near names costs more than a file of nothing but slips is worth.
      let near =
        problems.count < 20 ? NearMiss.best(for: key.lowercased(), in: strings.keys.sorted()) : nil
      report(
        start..<index, "no @string defines \(key)", .unknownString,
        hint: near.map { "did you mean “\($0)”?" } ?? "put the value in braces")
      return key
    }
  }

  /// What stands up to the delimiter outside inner braces; nil where an entry starts before.
  private mutating func delimited(by end: UInt8) -> String? {
    index += 1
    let start = index
    var depth = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == end, depth == 0 {
        defer { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "\"")
      {
        // K\"unzel between quotes: BibTeX wants braces around it, people forget them.
        index += 1
      } else if byte == openBrace {
        depth += 1
      } else if byte == closeBrace {
        depth -= 1
        if depth < 0 { return nil }
      } else if byte == UInt8(ascii: "@"), startsItem(index) {
        return nil
      }
      index += 1
    }
    index = min(index, bytes.count)
    return nil
  }

  // MARK: - Bytes

  private let comma = UInt8(ascii: ",")
  private let openBrace = UInt8(ascii: "{")
  private let closeBrace = UInt8(ascii: "}")
  private let openParenthesis = UInt8(ascii: "(")

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = current, Self.isSpace(byte) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard current == byte else { return false }
    index += 1
    return true
  }

  /// A name of an entry type, a field or a string.
  private mutating func name() -> String {
    let start = index
    while let byte = current, Self.isNameByte(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// Whether a line starts here with `@name{` or `@name(`.
  private func startsItem(_ place: Int) -> Bool {
    guard bytes[place] == UInt8(ascii: "@"), place == 0 || bytes[place - 1] == 0x0A else {
      return false
    }
    var end = place + 1
    while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
    return end > place + 1 && end < bytes.count
      && (bytes[end] == openBrace || bytes[end] == openParenthesis)
  }

  /// Skips the rest of a broken entry.
  private mutating func skipToItem() {
    while index < bytes.count, !startsItem(index) { index += 1 }
  }

  /// Skips a comment or preamble up to its bracket.
  private mutating func skipBody(_ close: UInt8) {
    var depth = 0
    while index < bytes.count, !startsItem(index) {
      let byte = bytes[index]
      index += 1
      if byte == close, depth == 0 { return }
      if byte == openBrace { depth += 1 }
      if byte == closeBrace { depth -= 1 }
    }
  }

  private mutating func report(_ place: Int, _ message: String) {
    report(place..<max(place, min(place + 1, bytes.count)), message, .malformed)
  }

  private mutating func report(
    _ place: Range<Int>, _ message: String, _ kind: BibliographyProblem.Kind,
    hint: String? = nil
  ) {
    guard problems.count < Self.maximumProblems else { return }
    problems.append(
      BibliographyProblem(
        kind: kind, range: source.range(place), message: message, hint: hint))
  }

  /// The line of a place at or after the last one asked for, so that all together cost one pass.
  private mutating func lineNumber(at offset: Int) -> Int {
    while line.offset < offset {
      let byte = bytes[line.offset]
      line.offset += 1
      let endsLine =
        byte == 0x0A
        || (byte == 0x0D && (line.offset == bytes.count || bytes[line.offset] != 0x0A))
      if endsLine { line.number += 1 }
    }
    return line.number
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: byte >= 0x80
    }
  }
}

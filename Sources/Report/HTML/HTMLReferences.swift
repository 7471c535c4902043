/// Character references of HTML: `&amp;`, `&#38;`.
enum HTMLReferences {
  /// Text with markup characters escaped; references that are complete stay as they are.
  static func escape(_ bytes: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "<"): out += Array("&lt;".utf8)
      case UInt8(ascii: ">"): out += Array("&gt;".utf8)
      case UInt8(ascii: "\""): out += Array("&quot;".utf8)
      case UInt8(ascii: "&"):
        out.append(byte)
        if !isReference(bytes, at: index) { out += Array("amp;".utf8) }
      case 0x09, 0x0A: out.append(byte)
      case 0x0D: break
      case 0x00..<0x20, 0x7F: out += Array("\u{FFFD}".utf8)
      default: out.append(byte)
      }
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Text with its numeric and its commonest named references replaced.
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"), let (character, end) = reference(bytes, at: index) {
        out += Array(String(character).utf8)
        index = end
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether `&name;`, `&#12;` or `&#xA;` stands here.
  private static func isReference(_ bytes: ArraySlice<UInt8>, at start: Int) -> Bool {
    let (isNumber, content) = content(bytes, at: start)
    guard let first = content.first, content.endIndex < bytes.endIndex,
      bytes[content.endIndex] == UInt8(ascii: ";")
    else { return false }
    return isNumber ? scalar(number: content) != nil : ASCIICase.isLetter(first)
  }

  private static func reference(
    _ bytes: [UInt8], at start: Int
  ) -> (Unicode.Scalar, end: Int)? {
    let (isNumber, content) = content(bytes[...], at: start)
    guard !content.isEmpty else { return nil }
    let isClosed =
      content.endIndex < bytes.count && bytes[content.endIndex] == UInt8(ascii: ";")
    let end = content.endIndex + (isClosed ? 1 : 0)
    if isNumber { return scalar(number: content).map { ($0, end) } }
    guard isClosed else { return nil }
    return named[String(decoding: content, as: UTF8.self)].map { ($0, end) }
  }

  /// The letters and digits behind `&` or `&#`.
  private static func content(
    _ bytes: ArraySlice<UInt8>, at start: Int
  ) -> (isNumber: Bool, ArraySlice<UInt8>) {
    let rest = bytes[(start + 1)...]
    let isNumber = rest.first == UInt8(ascii: "#")
    return (
      isNumber,
      rest.dropFirst(isNumber ? 1 : 0).prefix(longestName).prefix {
        ASCIICase.isLetter($0) || (0x30...0x39).contains($0)
      }
    )
  }

  private static let longestName = 32

  /// The character of `65` or `x41`; nil for what HTML forbids.
  private static func scalar(number: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let text = String(decoding: number, as: UTF8.self)
    let value =
      number.first.map(ASCIICase.lower) == UInt8(ascii: "x")
      ? UInt32(text.dropFirst(), radix: 16) : UInt32(text)
    guard let value, value >= 0x20 || value == 0x09 || value == 0x0A, !(0x7F...0x9F).contains(value)
    else { return nil }
    return Unicode.Scalar(value)
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "colon": ":",
    "Tab": "\t", "NewLine": "\n", "sol": "/", "num": "#", "quest": "?", "equals": "=",
    "lpar": "(", "rpar": ")", "semi": ";", "comma": ",", "period": ".", "excl": "!", "percnt": "%",
    "lowbar": "_", "hyphen": "‐", "bsol": "\\",
  ]
}

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
    var index = start + 1
    let isNumber = index < bytes.endIndex && bytes[index] == UInt8(ascii: "#")
    if isNumber { index += 1 }
    let first = index
    while index < bytes.endIndex, index - first < 32,
      ASCIICase.isLetter(bytes[index]) || (0x30...0x39).contains(bytes[index])
    {
      index += 1
    }
    guard index > first, index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") else {
      return false
    }
    guard isNumber else { return ASCIICase.isLetter(bytes[first]) }
    return scalar(number: bytes[first..<index]) != nil
  }

  private static func reference(
    _ bytes: [UInt8], at start: Int
  ) -> (Unicode.Scalar, end: Int)? {
    var index = start + 1
    let isNumber = index < bytes.count && bytes[index] == UInt8(ascii: "#")
    if isNumber { index += 1 }
    let first = index
    while index < bytes.count, index - first < 32,
      ASCIICase.isLetter(bytes[index]) || (0x30...0x39).contains(bytes[index])
    {
      index += 1
    }
    guard index > first else { return nil }
    let end = index < bytes.count && bytes[index] == UInt8(ascii: ";") ? index + 1 : index
    if isNumber { return scalar(number: bytes[first..<index]).map { ($0, end) } }
    guard end > index else { return nil }
    return named[String(decoding: bytes[first..<index], as: UTF8.self)].map { ($0, end) }
  }

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

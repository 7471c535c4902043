/// The first line and the host of a request.
struct HTTPRequestHead {
  let method: String
  /// Without query; `%20` and the like are decoded.
  let path: String
  let host: String

  /// nil until the blank line that ends the head has come.
  init?(_ bytes: [UInt8]) {
    guard let end = Self.end(of: bytes) else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
    let words = (lines.first ?? "").split(separator: " ").map(String.init)
    method = words.first ?? ""
    let target = words.count > 1 ? words[1] : "/"
    path = Self.decoded(target.prefix { $0 != "?" && $0 != "#" })
    let named = lines.first { $0.lowercased().hasPrefix("host:") }
    host = String((named ?? "").dropFirst(5).drop { $0 == " " }.prefix { $0 != " " })
  }

  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (0...(bytes.count - 4)).first {
      bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10
    }
  }

  private static func decoded(_ text: Substring) -> String {
    var out: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        out.append(value)
        rest = rest.dropFirst(2)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

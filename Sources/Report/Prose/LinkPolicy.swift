/// Which addresses a link may have.
enum LinkPolicy {
  private static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

  /// The address as it may stand in an `href`, or nil where following it could do harm.
  ///
  /// Spaces and control characters do not hide a scheme: a browser would skip them too.
  static func address(_ destination: String) -> String? {
    if let scheme = scheme(of: destination), !schemes.contains(scheme) { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(destination.utf8.count)
    for byte in destination.utf8 {
      if isKept(byte) {
        out.append(byte)
      } else {
        out.append(UInt8(ascii: "%"))
        out.append(hexadecimal(byte >> 4))
        out.append(hexadecimal(byte & 0xF))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether an address leads to another server.
  static func isRemote(_ destination: String) -> Bool {
    destination.hasPrefix("//") || scheme(of: destination).map { $0 != "data" } ?? false
  }

  /// The letters before the first colon, lower case, where these make a scheme.
  private static func scheme(of destination: String) -> String? {
    var scheme = ""
    for byte in destination.utf8 {
      switch byte {
      case UInt8(ascii: ":"): return scheme.isEmpty ? nil : scheme.lowercased()
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return nil
      case 0x00...0x20, 0x7F: continue
      default: scheme.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return nil
  }

  /// Bytes that an address holds as they are; the rest is percent-encoded, as CommonMark has it.
  private static func isKept(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "%"), UInt8(ascii: "#"),
      UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: ";"),
      UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "&"), UInt8(ascii: "$"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }
}

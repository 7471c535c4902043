/// Images as data inside a page.
enum ImageData {
  /// The media type of an image by its first bytes; nil for anything that is not one.
  static func mediaType(of bytes: [UInt8]) -> String? {
    func starts(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + signature.count
        && bytes[offset..<(offset + signature.count)].elementsEqual(signature)
    }
    if starts([0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if starts([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if starts(Array("GIF8".utf8)) { return "image/gif" }
    if starts(Array("RIFF".utf8)), starts(Array("WEBP".utf8), at: 8) { return "image/webp" }
    let head = String(decoding: bytes.prefix(512), as: UTF8.self)
    // An image inside <img> runs no script, so an SVG is as safe as a PNG there.
    return contains(head, "<svg") ? "image/svg+xml" : nil
  }

  private static func contains(_ text: String, _ pattern: String) -> Bool {
    let bytes = Array(text.utf8)
    let wanted = Array(pattern.utf8)
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains {
      bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }

  /// Base 64 (RFC 4648) with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    var i = 0
    while i < bytes.count {
      let first = bytes[i]
      let second = i + 1 < bytes.count ? bytes[i + 1] : 0
      let third = i + 2 < bytes.count ? bytes[i + 2] : 0
      out.append(alphabet[Int(first >> 2)])
      out.append(alphabet[Int((first & 0x03) << 4 | second >> 4)])
      let padding = UInt8(ascii: "=")
      out.append(i + 1 < bytes.count ? alphabet[Int((second & 0x0F) << 2 | third >> 6)] : padding)
      out.append(i + 2 < bytes.count ? alphabet[Int(third & 0x3F)] : padding)
      i += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}

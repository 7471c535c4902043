/// Widths of text, estimated without a font: the reader's is not known.
///
/// The widths are those of DejaVu Sans, the widest of the usual sans-serif fonts, so that a
/// label which fits here fits with Segoe UI, Helvetica, Roboto or San Francisco too.
package enum TextMetrics {
  /// Hundredths of an em for U+0020 to U+007E.
  private static let ascii: [UInt8] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
  ]

  /// How much wider bold is.
  private static let boldFactor = 1.12

  /// The width in pixels at a font size in pixels.
  package static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    var hundredths = 0.0
    for scalar in text.unicodeScalars {
      hundredths += Double(width(of: scalar))
    }
    return hundredths / 100 * size * (bold ? boldFactor : 1)
  }

  private static func width(of scalar: Unicode.Scalar) -> UInt8 {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: return ascii[Int(value) - 0x20]
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: return 0
    case 0x2070...0x209F: return 53
    case 0x2026, 0x1100...0x11FF, 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xFF00...0xFFEF,
      0x1F000...0x3FFFF:
      return 100
    case 0x2190...0x22FF: return 84
    default: return 66
    }
  }

  /// The text, or as much of it as fits with an ellipsis.
  package static func fit(_ text: String, width: Double, size: Double, bold: Bool = false) -> String
  {
    if self.width(text, size: size, bold: bold) <= width { return text }
    let room = width - self.width("…", size: size, bold: bold)
    var kept = ""
    var used = 0.0
    for character in text {
      used += self.width(String(character), size: size, bold: bold)
      if used > room { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept.isEmpty ? String(text.prefix(1)) + "…" : kept + "…"
  }

  /// Texts that fit, cut at their ends; those that would look alike keep what tells them apart, and
  /// lose their middles.
  package static func fit(_ texts: [String], width: Double, size: Double) -> [String] {
    let cut = texts.map { fit($0, width: width, size: size) }
    var alike: [String: Set<String>] = [:]
    for (text, cut) in zip(texts, cut) where text != cut { alike[cut, default: []].insert(text) }
    return zip(texts, cut).map { text, cut in
      guard let group = alike[cut], group.count > 1, let first = group.min(), let last = group.max()
      else { return cut }
      // What the first and the last in order share, all share.
      return fitEnds(text, parting: commonPrefix(first, last), width: width, size: size)
    }
  }

  private static func commonPrefix(_ a: String, _ b: String) -> Int {
    zip(a, b).prefix { $0 == $1 }.count
  }

  /// The text with an ellipsis in its middle: as much of what follows its first `parting` characters
  /// as fits, and of its beginning what room is left.
  private static func fitEnds(
    _ text: String, parting: Int, width: Double, size: Double
  ) -> String {
    let room = width - self.width("…", size: size)
    var tail = text.dropFirst(parting)
    while self.width(String(tail), size: size) > room * 0.75, tail.count > 1 { tail.removeLast() }
    if tail.endIndex != text.endIndex { tail = Substring(tail.dropLast() + "…") }
    var head = text.prefix(parting)
    while self.width("\(head)\(tail)", size: size) > room, !head.isEmpty { head.removeLast() }
    return "\(head)…\(tail)"
  }

  /// The text on at most `lines` lines that fit, broken at spaces; nil where it cannot be done.
  package static func wrap(_ text: String, width: Double, size: Double, lines limit: Int)
    -> [String]?
  {
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ") {
      let longer = current.isEmpty ? String(word) : current + " " + word
      if self.width(longer, size: size) <= width {
        current = longer
      } else {
        if !current.isEmpty { lines.append(current) }
        current = String(word)
        if lines.count == limit || self.width(current, size: size) > width { return nil }
      }
    }
    lines.append(current)
    return lines.count <= limit ? lines : nil
  }
}

/// Markup under construction: pieces that together are well-formed, and how many elements they are.
struct MathMarkup {
  private(set) var text = ""
  /// Elements at the outermost level.
  private(set) var count = 0

  mutating func append(_ other: MathMarkup) {
    text += other.text
    count += other.count
  }

  /// An element with text; `attributes` are written by us and start with a space.
  mutating func leaf(_ name: String, _ attributes: String = "", _ content: String) {
    text += "<\(name)\(attributes)>\(MathMarkup.escape(content))</\(name)>"
    count += 1
  }

  mutating func element(_ name: String, _ attributes: String = "", _ content: MathMarkup) {
    text += "<\(name)\(attributes)>\(content.text)</\(name)>"
    count += 1
  }

  mutating func empty(_ name: String, _ attributes: String) {
    text += "<\(name)\(attributes)/>"
    count += 1
  }

  /// Exactly one element: the markup itself, or a row around it.
  var asOneElement: MathMarkup {
    if count == 1 { return self }
    var row = MathMarkup()
    row.element("mrow", "", self)
    return row
  }

  /// Text with the characters that mean something to HTML, or that it forbids, replaced.
  static func escape(_ content: String) -> String {
    var out = ""
    out.reserveCapacity(content.utf8.count)
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case _ where out.isEmpty && scalar.properties.canonicalCombiningClass != .notReordered:
        // As it stands it would combine with the mark-up before it.
        out += "&#x" + String(scalar.value, radix: 16) + ";"
      case "\t", "\n": out.unicodeScalars.append(scalar)
      case "\r": out += "\n"
      default: out.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return out
  }

  /// Control characters and the non-characters of Unicode.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 || (0x7F...0x9F).contains(value) || value & 0xFFFE == 0xFFFE
      || (0xFDD0...0xFDEF).contains(value)
  }

  /// A length in em for an attribute, from mu: 3 gives `0.1667em`.
  static func em(mu: Int) -> String { em(Double(mu) / 18) }

  /// A length in em with at most four decimals.
  static func em(_ value: Double) -> String {
    let units = Int((value * 10_000).rounded())
    if units == 0 { return "0" }
    let fraction = String(10_000 + abs(units) % 10_000).dropFirst()
    let kept = fraction.reversed().drop { $0 == "0" }.reversed()
    return (units < 0 ? "-" : "") + String(abs(units) / 10_000)
      + (kept.isEmpty ? "" : "." + String(kept)) + "em"
  }
}

import Diagnostics
import Frames
import Numerics

/// The format of an inline value: Python's and D3's short codes, or a name.
///
/// `,` `,.0f` `.2f` `.1%` `+.3f` `$,.2f` `.2e` `.3g` · `p` · `points 1` · `currency USD 2` · `date`
/// · `ordinal` · `scientific`.
package struct ValueFormat: Sendable, Equatable {
  enum Style: Sendable, Equatable {
    case automatic
    case fixed(digits: Int)
    case percent(digits: Int)
    case scientific(digits: Int)
    case significant(digits: Int)
    case probability
    case points(digits: Int)
    case currency(code: String, digits: Int)
    case date
    case ordinal
  }
  var style: Style
  var grouping = false
  var plus = false
  var prefix = ""

  package static let automatic = ValueFormat(style: .automatic)

  /// Names of formats, for hints.
  package static let names = ["p", "points", "currency", "date", "ordinal", "scientific"]

  init(style: Style) { self.style = style }

  /// Reads a format; nil where it is none.
  package init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let digits = words.last.flatMap { Int($0) }.flatMap { (0...12).contains($0) ? $0 : nil }
    switch (first, words.count) {
    case ("p", 1): self.init(style: .probability)
    case ("points", 1): self.init(style: .points(digits: 1))
    case ("points", 2):
      guard let digits else { return nil }
      self.init(style: .points(digits: digits))
    case ("currency", 2) where digits == nil:
      self.init(style: .currency(code: words[1], digits: 2))
    case ("currency", 3):
      guard let digits else { return nil }
      self.init(style: .currency(code: words[1], digits: digits))
    case ("date", 1): self.init(style: .date)
    case ("ordinal", 1): self.init(style: .ordinal)
    case ("scientific", 1): self.init(style: .scientific(digits: 2))
    case (_, 1): self.init(code: first)
    default: return nil
    }
  }

  /// Reads a short code: `[+][$][,][.digits][f|%|e|g|d]`.
  private init?(code: String) {
    var rest = Array(code.utf8)[...]
    func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }
    self.init(style: .automatic)
    plus = take(UInt8(ascii: "+"))
    for symbol in ["$", "€", "£"] where rest.starts(with: symbol.utf8) {
      prefix = symbol
      rest = rest.dropFirst(symbol.utf8.count)
    }
    grouping = take(UInt8(ascii: ","))
    var digits: Int?
    if take(UInt8(ascii: ".")) {
      let run = rest.prefix { (0x30...0x39).contains($0) }
      guard let count = Int(String(decoding: run, as: UTF8.self)), count <= 12 else { return nil }
      digits = count
      rest = rest.dropFirst(run.count)
    }
    guard rest.count <= 1 else { return nil }
    switch rest.first {
    case nil:
      if let digits {
        style = .significant(digits: digits)
      } else if !grouping, !plus, prefix.isEmpty {
        return nil
      }
    case UInt8(ascii: "f"): style = .fixed(digits: digits ?? 6)
    case UInt8(ascii: "%"): style = .percent(digits: digits ?? 0)
    case UInt8(ascii: "e"): style = .scientific(digits: digits ?? 6)
    case UInt8(ascii: "g"): style = .significant(digits: max(1, digits ?? 6))
    case UInt8(ascii: "d"): style = .fixed(digits: 0)
    default: return nil
    }
  }

  /// The value as prose shows it, with a true minus; an interval as a range.
  package func string(_ value: ResultValue) -> String {
    switch value {
    case .text(let text): text
    case .boolean(let flag): flag ? "yes" : "no"
    case .missing: "not available"
    case .interval(let low, let high): "\(number(low)) to \(number(high))"
    case .integer(let n):
      style == .automatic && prefix.isEmpty
        ? NumberFormat.typographic((plus && n > 0 ? "+" : "") + NumberFormat.count(n))
        : number(Double(n))
    case .number(let x): number(x)
    case .date(let days):
      style == .date || style == .automatic
        ? Self.day(days) : number(Double(days))
    }
  }

  private func number(_ x: Double) -> String {
    guard x.isFinite else { return "not available" }
    let magnitude = abs(x)
    let sign = x < 0 ? "-" : plus ? "+" : ""
    let body: String
    switch style {
    case .automatic:
      // A sum or a count may be held as a real; its zeros after the point would claim precision.
      body =
        magnitude == magnitude.rounded() && magnitude < 1e15
        ? NumberFormat.fixed(magnitude, digits: 0, grouping: true)
        : NumberFormat.significant(magnitude, digits: 4, grouping: true)
    case .fixed(let digits):
      body = NumberFormat.fixed(magnitude, digits: digits, grouping: grouping)
    case .percent(let digits):
      body = NumberFormat.fixed(magnitude * 100, digits: digits, grouping: grouping) + "%"
    case .scientific(let digits): body = NumberFormat.scientific(magnitude, digits: digits)
    case .significant(let digits):
      body = NumberFormat.significant(magnitude, digits: digits, grouping: grouping)
    case .probability: return NumberFormat.typographic(Self.probability(x))
    case .points(let digits):
      body = NumberFormat.fixed(magnitude * 100, digits: digits, grouping: true)
    case .currency(let code, let digits):
      body = Self.symbol(of: code) + NumberFormat.fixed(magnitude, digits: digits, grouping: true)
    case .date: return Self.day(Int(max(-1e6, min(x.rounded(), 1e7))))
    case .ordinal: return Self.ordinal(Int(max(-1e15, min(x.rounded(), 1e15))))
    }
    let isZero = !body.contains { ("1"..."9").contains($0) }
    return NumberFormat.typographic((isZero && !plus ? "" : sign) + prefix + body)
  }

  /// `0.032`, or `3.1e-7` as a power of ten; never a bare 0.
  package static func probability(_ p: Double) -> String {
    if p >= 0.0995 { return NumberFormat.fixed(p, digits: 2) }
    if p >= 0.001 { return NumberFormat.fixed(p, digits: 3) }
    if p <= 0 { return "< 1e-300" }
    let text = NumberFormat.scientific(p, digits: 1)
    guard let e = text.firstIndex(of: "e") else { return text }
    let exponent = Int(text[text.index(after: e)...]) ?? 0
    return "\(text[..<e]) × 10\(superscript(exponent))"
  }

  private static func superscript(_ n: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (n < 0 ? "⁻" : "")
      + String(String(abs(n)).compactMap { $0.wholeNumberValue }.map { digits[$0] })
  }

  private static func day(_ days: Int) -> String {
    CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: days)).description
  }

  private static func symbol(of code: String) -> String {
    ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"][code] ?? code + "\u{A0}"
  }

  private static func ordinal(_ n: Int) -> String {
    let ending =
      switch (abs(n) % 100, abs(n) % 10) {
      case (11...13, _): "th"
      case (_, 1): "st"
      case (_, 2): "nd"
      case (_, 3): "rd"
      default: "th"
      }
    return NumberFormat.typographic(NumberFormat.count(n) + ending)
  }
}

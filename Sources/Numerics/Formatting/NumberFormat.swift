import Glibc

/// Numbers as text, in the one way in which every table, chart, and file of the product shows them.
///
/// Decimals are rounded correctly from the binary value, as C's `printf` does (half to even on the
/// exact value). The minus is ASCII; `typographic` turns it into the true sign for a page.
/// A value that is not finite reads `NaN`, `∞` or `-∞`.
package enum NumberFormat {
  /// A fixed number of decimals: `1234.5` with two digits is `1234.50`.
  ///
  /// A value that rounds to zero carries no sign. `digits` is held within 0 and 60.
  package static func fixed(
    _ x: Double, digits: Int, grouping: Bool = false, plus: Bool = false
  ) -> String {
    guard x.isFinite else { return notFinite(x, plus: plus) }
    var text = printf("%.*f", digits: digits, x)
    if text.hasPrefix("-"), !text.utf8.contains(where: { (0x31...0x39).contains($0) }) {
      text.removeFirst()
    }
    if grouping { text = grouped(text) }
    return plus && x > 0 ? "+" + text : text
  }

  /// Scientific notation with a fixed number of decimals: `1.50e-7`.
  package static func scientific(_ x: Double, digits: Int) -> String {
    guard x.isFinite else { return notFinite(x, plus: false) }
    return trimmedExponent(printf("%.*e", digits: digits, x == 0 ? 0 : x))
  }

  /// A number of significant digits, trailing zeros kept: `0.0452331` with three digits is `0.0452`.
  ///
  /// Very small (below 1e-5) and very large (1e15 and above) magnitudes use scientific notation.
  package static func significant(_ x: Double, digits: Int, grouping: Bool = false) -> String {
    guard x.isFinite else { return notFinite(x, plus: false) }
    let digits = max(1, digits)
    if x == 0 { return fixed(0, digits: digits - 1) }
    // The exponent is read from the rounded number: 9.996 to three digits is 10.0, not 9.996.
    let scientificText = printf("%.*e", digits: digits - 1, x)
    guard let mark = scientificText.firstIndex(of: "e"),
      let exponent = Int(scientificText[scientificText.index(after: mark)...])
    else { return scientificText }
    if exponent < -5 || exponent >= 15 { return trimmedExponent(scientificText) }
    return fixed(x, digits: max(0, digits - 1 - exponent), grouping: grouping)
  }

  /// A number with the decimals that two digits of its standard error have: 0.00012 ± 0.034 is `0.000`.
  ///
  /// Three significant digits where the error is zero or unknown.
  package static func precise(_ x: Double, error: Double) -> String {
    guard error > 0, error.isFinite, x.isFinite else { return significant(x, digits: 3) }
    let text = printf("%.*e", digits: 1, error)
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
      (-12...3).contains(exponent)
    else { return significant(x, digits: 3) }
    return fixed(x, digits: max(0, 1 - exponent))
  }

  /// The shortest decimal text that reads back as the same value; whole numbers carry no `.0`.
  ///
  /// Valid JSON for every finite value; a value that is not finite has no JSON number and gives
  /// `null`.
  package static func shortest(_ x: Double) -> String {
    guard x.isFinite else { return "null" }
    let text = x.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A whole number with thousands separators: `64,000`.
  package static func count(_ n: Int) -> String { grouped(String(n)) }

  /// The same text with the true minus sign U+2212 in the place of each ASCII hyphen-minus.
  package static func typographic(_ text: String) -> String {
    text.utf8.contains(0x2D)
      ? String(text.map { $0 == "-" ? "\u{2212}" : $0 }) : text
  }

  // MARK: Parts

  private static func notFinite(_ x: Double, plus: Bool) -> String {
    if x.isNaN { return "NaN" }
    return x < 0 ? "-∞" : plus ? "+∞" : "∞"
  }

  /// Puts a comma before each group of three digits of the whole part.
  private static func grouped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let start = bytes.first == 0x2D ? 1 : 0
    let end = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
    guard end - start > 3 else { return text }
    var result = Array(bytes[..<start])
    for position in start..<end {
      if position > start, (end - position) % 3 == 0 { result.append(0x2C) }
      result.append(bytes[position])
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }

  /// `1.5e-07` as `1.5e-7`: C pads the exponent to two digits.
  private static func trimmedExponent(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "e"),
      let exponent = Int(text[text.index(after: mark)...])
    else { return text }
    return "\(text[..<mark])e\(exponent)"
  }

  private static func printf(_ format: String, digits: Int, _ x: Double) -> String {
    let digits = Int32(min(max(digits, 0), 60))
    // The longest text is that of the largest finite value: 309 digits, sign, point, decimals.
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let count = unsafe withVaList([digits, x]) {
        unsafe vsnprintf(buffer.baseAddress, buffer.count, format, $0)
      }
      let length = min(max(Int(count), 0), buffer.count - 1)
      return unsafe String(
        decoding: UnsafeRawBufferPointer(buffer).prefix(length), as: UTF8.self)
    }
  }
}

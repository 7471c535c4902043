/// Lengths of TeX such as `2pt`, `-0.5em`, `3mu`, in em of a 10-point font.
enum TeXLength {
  /// Nil where `text` is no length; a length beyond 100 em is cut to that.
  static func em(_ text: String) -> Double? {
    let compact = text.filter { !$0.isWhitespace && $0 != "\\" }
    let digits = compact.prefix { "+-.0123456789".contains($0) }
    guard let number = Double(digits), number.isFinite,
      let factor = factors[String(compact.dropFirst(digits.count).prefix(2))]
    else { return nil }
    return min(max(number * factor, -100), 100)
  }

  private static let factors: [String: Double] = [
    "em": 1, "ex": 0.43, "pt": 0.1, "mu": 1.0 / 18, "pc": 1.2, "px": 0.0753, "in": 7.227,
    "cm": 2.845, "mm": 0.2845, "bp": 0.10037, "dd": 0.107, "cc": 1.284, "sp": 0.1 / 65536,
  ]
}

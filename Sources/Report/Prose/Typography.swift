/// Signs as they are set in print.
enum Typography {
  /// Sets the minus of a number as U+2212; hyphens inside words and dates stay.
  ///
  /// A hyphen is a minus before a digit, a point or a currency sign, at the start or after a space
  /// or an opening bracket. Between a sign and a currency browsers may break a line; a word joiner
  /// forbids it.
  static func minus(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "-" || isSign($0) }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var out = ""
    for (i, scalar) in scalars.enumerated() {
      let opens =
        i == 0 || scalars[i - 1] == " " || scalars[i - 1] == "(" || scalars[i - 1] == "["
        || isExponent(scalars, i)
      let isMinus = scalar == "-" && opens && i + 1 < scalars.count && startsNumber(scalars[i + 1])
      out.unicodeScalars.append(isMinus ? "\u{2212}" : scalar)
      if isMinus || isSign(scalar), i + 1 < scalars.count, isCurrency(scalars[i + 1]) {
        out.unicodeScalars.append("\u{2060}")
      }
    }
    return out
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2212}" || scalar == "+"
  }

  /// A sentence of results: true minus signs, and `p = 0.03` on one line.
  static func statement(_ text: String) -> String {
    let scalars = Array(minus(text).unicodeScalars)
    var out = ""
    for (i, scalar) in scalars.enumerated() {
      let besideSign =
        scalar == " "
        && (i > 0 && isRelation(scalars[i - 1])
          || i + 1 < scalars.count && isRelation(scalars[i + 1]))
      out.unicodeScalars.append(besideSign ? "\u{A0}" : scalar)
    }
    return out
  }

  private static func isRelation(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "=" || scalar == "<" || scalar == ">" || scalar == "≤" || scalar == "≥"
  }

  private static func isExponent(_ scalars: [Unicode.Scalar], _ i: Int) -> Bool {
    i >= 2 && (scalars[i - 1] == "e" || scalars[i - 1] == "E") && isDigit(scalars[i - 2])
  }

  private static func startsNumber(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || scalar == "." || scalar == "∞" || isCurrency(scalar)
  }

  private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .currencySymbol
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

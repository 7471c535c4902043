/// The faces of letters that TeX selects with `\mathbb`, `\mathcal`, `\mathbf` and the like.
///
/// Browsers slant single letters and ignore every other `mathvariant`, so that letters are mapped
/// to the mathematical alphanumeric symbols of Unicode (block U+1D400), with the characters that
/// were in Unicode before that block was made taken from where they stood.
enum MathAlphabet: Sendable, Hashable {
  case upright, italic, bold, boldItalic, doubleStruck, script, boldScript, fraktur
  case sansSerif, boldSansSerif, monospace

  /// Whether neighbouring letters form one name: `\mathrm{ATE}`.
  var joinsLetters: Bool {
    switch self {
    case .upright, .italic, .bold, .sansSerif, .boldSansSerif, .monospace: true
    case .boldItalic, .doubleStruck, .script, .boldScript, .fraktur: false
    }
  }

  /// The face of `\boldsymbol{\mathcal{L}}` and the like: this one where another holds already.
  func combined(inside outer: MathAlphabet?) -> MathAlphabet {
    guard outer == .bold || outer == .boldItalic else { return self }
    switch self {
    case .upright: return .bold
    case .italic: return .boldItalic
    case .script: return .boldScript
    case .sansSerif: return .boldSansSerif
    default: return self
    }
  }

  /// The letter or digit in this face, or itself where the face has none.
  func map(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let hole = holes[scalar] { return hole }
    let value = scalar.value
    switch value {
    case 0x41...0x5A: return Self.offset(latin, value - 0x41) ?? scalar
    case 0x61...0x7A: return Self.offset(latin, value - 0x61 + 26) ?? scalar
    case 0x30...0x39: return Self.offset(digits, value - 0x30) ?? scalar
    case 0x391...0x3A9: return Self.offset(greek, value - 0x391) ?? scalar
    case 0x3B1...0x3C9: return Self.offset(greek, value - 0x3B1 + 26) ?? scalar
    default:
      guard let variant = Self.greekVariants.firstIndex(of: scalar) else { return scalar }
      return Self.offset(greek, UInt32(variant) + (variant == 0 ? 25 : 50)) ?? scalar
    }
  }

  func map(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars { out.unicodeScalars.append(map(scalar)) }
    return out
  }

  /// ∇ follows the capitals; the rest follow ω.
  private static let greekVariants: [Unicode.Scalar] = ["∇", "∂", "ϵ", "ϑ", "ϰ", "ϕ", "ϱ", "ϖ"]

  private static func offset(_ base: UInt32?, _ index: UInt32) -> Unicode.Scalar? {
    base.flatMap { Unicode.Scalar($0 + index) }
  }

  /// Where the face's 52 Latin letters start.
  private var latin: UInt32? {
    switch self {
    case .upright: nil
    case .bold: 0x1D400
    case .italic: 0x1D434
    case .boldItalic: 0x1D468
    case .script: 0x1D49C
    case .boldScript: 0x1D4D0
    case .fraktur: 0x1D504
    case .doubleStruck: 0x1D538
    case .sansSerif: 0x1D5A0
    case .boldSansSerif: 0x1D5D4
    case .monospace: 0x1D670
    }
  }

  private var greek: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .italic: 0x1D6E2
    case .boldItalic: 0x1D71C
    case .boldSansSerif: 0x1D756
    default: nil
    }
  }

  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic, .boldScript: 0x1D7CE
    case .doubleStruck: 0x1D7D8
    case .sansSerif: 0x1D7E2
    case .boldSansSerif: 0x1D7EC
    case .monospace: 0x1D7F6
    default: nil
    }
  }

  private var holes: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .italic: ["h": "ℎ"]
    case .script: Self.scriptHoles
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    case .doubleStruck: Self.doubleStruckHoles
    default: [:]
    }
  }

  private static let scriptHoles: [Unicode.Scalar: Unicode.Scalar] = [
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
    "e": "ℯ", "g": "ℊ", "o": "ℴ",
  ]

  private static let doubleStruckHoles: [Unicode.Scalar: Unicode.Scalar] = [
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
    "π": "ℼ", "γ": "ℽ", "Γ": "ℾ", "Π": "ℿ",
  ]
}

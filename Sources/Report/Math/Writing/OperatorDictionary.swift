/// What browsers assume of an operator that says nothing (MathML Core, appendix B).
///
/// Only characters of which browsers agree are listed; for any other the writer states the space.
enum OperatorDictionary {
  struct Spacing: Hashable, Sendable {
    /// In mu (1/18 em).
    var left: Int
    var right: Int

    static let zero = Spacing(left: 0, right: 0)
  }

  /// The space around an operator with no attributes, or nil where it must be stated.
  ///
  /// `isInside` says that the operator is neither the first nor the last child of its row.
  static func spacing(of text: String, isInside: Bool) -> Spacing? {
    if unspaced.contains(text) { return .zero }
    if text == "," || text == ";" { return Spacing(left: 0, right: 3) }
    if isInside {
      if mediumInside.contains(text) { return Spacing(left: 4, right: 4) }
      if thickInside.contains(text) { return Spacing(left: 5, right: 5) }
    }
    return thick.contains(text) ? Spacing(left: 5, right: 5) : nil
  }

  /// Whether the operator has a form without space, which `form="prefix"` asks for.
  static func hasPrefixForm(_ text: String) -> Bool { mediumInside.contains(text) }

  /// Whether the character grows with its row, or with what it marks, unless told not to.
  static func stretches(_ text: String) -> Bool { stretchy.contains(text) }

  private static let unspaced: Set<String> = [
    "(", ")", "[", "]", "{", "}", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "!", "′", "″", "‴", "⁗", "‖",
    "\u{2061}",
  ]

  private static let mediumInside: Set<String> = ["+", "−", "±", "∓"]
  private static let thickInside: Set<String> = ["∼"]

  private static let thick: Set<String> = [
    "=", "<", ">", "≤", "≥", "≠", "≈", "≃", "≅", "≡", "∝", "∈", "∉", "⊂", "⊆", "⊃", "⊇", "→",
    "←", "⇒", "⇔", "↦", "≪", "≫", "≺", "≻", "⟹", "⟺", "∣", "∥", "⊥", "⫫", "≔", "≜",
  ]

  private static let stretchy: Set<String> = [
    "(", ")", "[", "]", "{", "}", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "|", "‖", "⟦", "⟧", "⟮", "⟯",
    "⎰", "⎱", "↑", "↓", "↕", "⇑", "⇓", "⇕", "^", "~", "¯", "‾", "ˇ", "_", "→", "←", "↔", "⏞",
    "⏟", "⎴", "⎵", "⏜", "⏝", "´", "`", "˘", "˙", "¨", "˚", "⌜", "⌝", "⌞", "⌟",
  ]
}

/// Signs that are set like letters: ℓ, ∞, ∇.
enum LetterSymbols {
  static let upright: [(String, String)] = [
    ("ell", "ℓ"), ("hbar", "ℏ"), ("hslash", "ℏ"), ("imath", "𝚤"), ("jmath", "𝚥"), ("wp", "℘"),
    ("Re", "ℜ"), ("Im", "ℑ"), ("aleph", "ℵ"), ("beth", "ℶ"), ("gimel", "ℷ"), ("daleth", "ℸ"),
    ("infty", "∞"), ("infin", "∞"), ("emptyset", "∅"), ("varnothing", "∅"), ("nabla", "∇"),
    ("eth", "ð"), ("mho", "℧"), ("complement", "∁"), ("Finv", "Ⅎ"), ("Bbbk", "𝕜"),
    ("R", "ℝ"), ("N", "ℕ"), ("Z", "ℤ"), ("reals", "ℝ"), ("Reals", "ℝ"), ("natnums", "ℕ"),
    ("AA", "Å"), ("ss", "ß"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"), ("OE", "Œ"), ("o", "ø"),
    ("O", "Ø"), ("degree", "°"),
  ]
}

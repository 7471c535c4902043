import Report
import Testing

/// The LaTeX of titles, seen through `BibliographyEntry.title`.
@Suite struct LaTeXTextTests {
  private func decoded(_ tex: String) -> [Unicode.Scalar] {
    let entry = BibliographyEntry(key: "k", type: "a", fields: ["title": tex])
    return Array((entry.title ?? "").unicodeScalars)
  }

  @Test(arguments: [
    (#"K{\"u}nzel"#, "Künzel"), (#"K\"{u}nzel"#, "Künzel"), (#"K\"unzel"#, "Künzel"),
    (#"{\'e}t{\'e}"#, "été"), (#"\`a \^o \~n \=a \.z"#, "à ô ñ ā ż"),
    (#"\c{c} \v{s} \H{o} \k{a}"#, "ç š ő ą"),
    (#"\u{g}"#, "ğ"), (#"\'{\i}"#, "í"), (#"\'\i"#, "í"), (#"\ss \ae \O \l"#, "ßæØł"),
    (#"\aa{}b"#, "åb"), (#"{\AA}ngstr{\"o}m"#, "Ångström"), (#"A \& B"#, "A & B"),
    ("a -- b --- c", "a – b — c"), ("``q'' `r'", "“q” ‘r’"), ("don't", "don’t"),
    ("a~b", "a\u{A0}b"), ("{The {ABC} of} X", "The ABC of X"), ("two\n   lines", "two lines"),
    (#"\textbf{b} \emph{e} {\em f}"#, "b e f"), (#"50\%"#, "50%"), (#"Proc.\ of"#, "Proc. of"),
    (#"\unknown{x}"#, "x"), (#"\"{}"#, ""), (#"trailing \"#, "trailing "), ("a } b {", "a b "),
    (#"\d{x}"#, "x\u{323}"), ("$x$ y", "x y"), ("5$", "5$"),
  ])
  func latexBecomesUnicode(_ tex: String, _ text: String) {
    #expect(decoded(tex) == Array(text.unicodeScalars), "\(tex)")
  }
}

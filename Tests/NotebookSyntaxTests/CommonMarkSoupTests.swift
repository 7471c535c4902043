import NotebookSyntax
import Testing

/// Random mixtures of CommonMark's own tokens, compared with libcmark's renderer.
@Suite struct CommonMarkSoupTests {
  /// No token of our extensions is among them, alone or together.
  private static let tokens = [
    "*", "**", "_", "__", "***", "`", "``", "[", "](", "]", "[a]", "[b][a]", "(", ")", "<", ">",
    "!",
    "![", "&amp;", "&copy;", "&#42;", "\\*", "\\\\", "\\`", "\\\n", "\n", "\n", "\n\n", "  \n",
    "\t",
    "    ", " ", " ", "- ", "* ", "1. ", "2) ", "> ", "> ", "# ", "## ", "\n===\n", "\n---\n",
    "```\n",
    "\n~~~\n", "x", "yz", "é", "foo bar", "<b>", "</b>", "<!-- ", " -->", "\n<div>\n", "[a]: /u\n",
    "[b]: <v> 'w'\n", "<a:b>", "\"t\"", "/u", "(/u \"t\")", "\n  ", "\n    ", "\n> ", "\n- ",
    "\n\n  - ",
    "\n   ", "<b\nc='d'>", "\n1. ", "\u{1A}", "&", ";",
  ]

  @Test(arguments: 0..<40)
  func rendersAsLibcmarkDoes(_ seed: Int) {
    var random = TestRandom(seed: UInt64(seed))
    for _ in 0..<100 {
      var text = "s"
      for _ in 0..<(3 + random.below(30)) { text += Self.tokens[random.below(Self.tokens.count)] }
      if text.contains("[ ]") || text.contains("\\(") || text.contains("\\[") { continue }
      let notebook = parse(text)
      let ours = ReferenceRenderer.html(notebook)
      // libcmark shows the blanks of a lazy line below a reference definition.
      let theirs = CommonMarkReference.html(Array(text.utf8)).replacingAll("<p> ", by: "<p>")
      #expect(ours == theirs, "\(text.debugDescription)")
      let problems = RangeChecker(notebook).problems
      #expect(problems == [], "\(text.debugDescription)")
    }
  }
}

/// A small generator with the same numbers on every machine (SplitMix64).
struct TestRandom {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}

extension String {
  fileprivate func replacingAll(_ part: String, by other: String) -> String {
    var out = ""
    var rest = self[...]
    while let found = rest.ranges(of: part).first {
      out += rest[..<found.lowerBound] + other
      rest = rest[found.upperBound...]
    }
    return out + rest
  }
}

import Report
import Testing

/// Whatever is thrown at it, the renderer answers at once with well-formed markup.
@Suite struct MathFuzzTests {
  @Test func randomBytesRender() {
    var random = SplitMix(state: 1)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func randomTokensRender() {
    let pieces = [
      "{", "}", "^", "_", "&", #"\\"#, "'", "$", "[", "]", "#1", "%\n", " ", "x", "12", "~",
      #"\left("#, #"\right)"#, #"\left."#, #"\middle|"#, #"\begin{cases}"#, #"\end{cases}"#,
      #"\begin{array}{l|r}"#, #"\end{array}"#, #"\begin{foo}"#, #"\end"#, #"\frac"#, #"\sqrt"#,
      #"\sqrt["#, #"\hat"#, #"\text{"#, #"\mathbf"#, #"\over"#, #"\choose"#, #"\not"#, #"\perp"#,
      #"\!"#, #"\big"#, #"\limits"#, #"\color{red}"#, #"\displaystyle"#, #"\bf"#, #"\tag{1}"#,
      #"\label{a}"#, #"\hline"#, #"\newcommand{\q}{"#, #"\q"#, #"\def\r#1"#, #"\r"#, #"\foo"#,
      #"\underbrace"#, #"\sum"#, #"\operatorname*"#, #"\substack{"#, #"\sideset"#, #"\rotatebox"#,
      #"\hspace"#, #"\kern"#, #"\unicode{x"#, #"\'"#, #"\"#, "é", "⊥", "\u{338}", "\u{0}",
    ]
    var random = SplitMix(state: 2)
    for _ in 0..<1500 {
      let count = Int.random(in: 1...40, using: &random)
      check(
        (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined())
    }
  }

  @Test func mutationsOfRealFormulasRender() {
    var random = SplitMix(state: 3)
    for tex in MathGallery.all {
      var scalars = Array(tex.unicodeScalars)
      for _ in 0..<4 where scalars.count > 2 {
        let place = Int.random(in: 0..<scalars.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: scalars.remove(at: place)
        case 1:
          scalars.insert(scalars[Int.random(in: 0..<scalars.count, using: &random)], at: place)
        default: scalars = Array(scalars[..<max(1, place)])
        }
        var mutated = ""
        mutated.unicodeScalars.append(contentsOf: scalars)
        check(mutated)
      }
    }
  }

  @Test(arguments: [
    "{", "}", "^{", "_", #"\frac"#, #"\sqrt["#, #"\sqrt[{"#, #"\left("#, #"\begin{cases}"#,
    #"\hat"#, #"\not"#,
    #"\text{"#, #"\text{$"#, #"\big"#, "'", "&", #"\\"#, #"\foo"#, #"\perp\!"#, #"\over"#, "x_",
    "[",
    #"\mathbf"#, #"{\bf "#, #"\color{red}"#, #"\displaystyle"#, #"\unknownx{"#, #"\end{a}"#, "|",
    "-",
    #"\underbrace{"#, #"\substack{"#, #"\operatorname{"#, #"\middle|"#,
  ])
  func longRepetitionsTakeLinearTime(_ piece: String) {
    let clock = ContinuousClock()
    let short = clock.measure { check(String(repeating: piece, count: 400)) }
    let long = clock.measure { check(String(repeating: piece, count: 4_000)) }
    #expect(long < max(.seconds(2), short * 60), "\(piece): \(short) and \(long)")
  }

  @Test func macrosThatGrowWithoutEndAreStopped() {
    for tex in [
      #"\def\a{\a}\a"#, #"\def\a{x\a}\a"#, #"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\a"#,
      #"\def\a#1{#1#1}\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{x}}}}}}}}}}}}}}}}}}"#,
    ] {
      check(tex)
      #expect(!MathRenderer.render(tex: tex, display: true).problems.isEmpty)
    }
  }

  private func check(_ tex: String) {
    let result = MathRenderer.render(tex: tex, display: true)
    let tree = MarkupTree.parse(result.markup)
    #expect(tree != nil, "not well-formed for \(tex.debugDescription.prefix(300))")
    for problem in result.problems {
      #expect(problem.offset >= 0 && problem.offset + problem.length <= tex.utf8.count)
    }
  }
}

/// A small generator, so that a failure comes again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

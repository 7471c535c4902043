import Report
import Testing

/// What TeX source means, seen in the outline of the markup.
@Suite struct MathParserTests {
  @Test(arguments: [
    (#"x^2"#, "msup(mi:x mn:2)"), (#"x_i^2"#, "msubsup(mi:x mi:i mn:2)"),
    (#"x^2_i"#, "msubsup(mi:x mi:i mn:2)"), (#"x^12"#, "mrow(msup(mi:x mn:1) mn:2)"),
    (#"{}^{14}C"#, "mrow(msup(mrow mn:14) mi:C)"), (#"_a"#, "msub(mrow mi:a)"),
    (#"f'"#, "mrow(mi:f mo:′)"), (#"f''"#, "mrow(mi:f mo:″)"),
    (#"f'^2"#, "msup(mrow(mi:f mo:′) mn:2)"),
    (#"x_i'"#, "msubsup(mi:x mi:i mpadded(mstyle(mo:′)))"),
    (#"X^{\prime}"#, "mrow(mi:X mo:′)"), (#"\frac12"#, "mfrac(mn:1 mn:2)"),
    (#"a + \dots + b"#, "mrow(mi:a mo:+ mo:⋯ mo:+ mi:b)"),
    (#"a, \dots, b"#, "mrow(mi:a mo:, mo:… mo:, mi:b)"),
    (#"\frac\alpha\beta"#, "mfrac(mi:α mi:β)"), (#"{a \over b}"#, "mfrac(mi:a mi:b)"),
    (#"\sqrt{x}"#, "msqrt(mi:x)"), (#"\sqrt[3]{x}"#, "mroot(mi:x mn:3)"),
    (#"\binom{n}{k}"#, "mrow(mo:( mfrac(mi:n mi:k) mo:))"), (#"3.14"#, "mn:3.14"),
    (#"a % b"#, "mi:a"), ("a %b\nc", "mrow(mi:a mi:c)"), (#"{{a}}"#, "mi:a"),
  ])
  func scriptsAndFractionsNest(_ tex: String, _ outline: String) throws {
    #expect(try MathFixture.outline(tex) == outline)
  }

  @Test(arguments: [
    (#"\sum_{i=1}^n"#, "munderover(mo:∑ mrow(mi:i mo:= mn:1) mi:n)"),
    (#"\int_0^1"#, "msubsup(mo:∫ mn:0 mn:1)"), (#"\int\limits_0^1"#, "munderover(mo:∫ mn:0 mn:1)"),
    (#"\sum\nolimits_i"#, "msub(mo:∑ mi:i)"), (#"\max_x"#, "munder(mo:max mi:x)"),
    (#"\log_2"#, "msub(mi:log mn:2)"), (#"\operatorname{Var}_x"#, "msub(mi:Var mi:x)"),
    (#"\operatorname*{argmin}_x"#, "munder(mo:argmin mi:x)"),
    (#"\underset{x}{\max}"#, "munder(mi:max mi:x)"),
    (#"\stackrel{p}{\to}"#, "mover(mo:→ mi:p)"),
    (#"\underbrace{a}_{b}"#, "munder(munder(mi:a mo:⏟) mi:b)"),
  ])
  func limitsStandBelowWhereTeXPutsThem(_ tex: String, _ outline: String) throws {
    #expect(try MathFixture.outline(tex) == outline)
  }

  @Test func limitsMoveBesideTheSignWithinText() throws {
    #expect(try MathFixture.content(#"\max_x"#).children[0].attributes["movablelimits"] == "true")
    let fixed = try MathFixture.content(#"\sum\limits_x"#).children[0]
    #expect(fixed.attributes["movablelimits"] == "false")
  }

  @Test(arguments: [
    #"X \perp\!\!\!\perp Y"#, #"X \perp \! \! \! \perp Y"#, #"X \perp\perp Y"#, #"X \indep Y"#,
    #"X \perp\mkern-10mu\perp Y"#, #"X ⫫ Y"#, #"X \rotatebox[origin=c]{90}{$\models$} Y"#,
    #"X \mathrel{\perp\mspace{-10mu}\perp} Y"#,
  ])
  func everyWayToWriteIndependenceIsOneSign(_ tex: String) throws {
    let signs = try MathFixture.content(tex).all("mrow").filter {
      $0.attributes["class"] == "tex-indep"
    }
    #expect(signs.map(\.outline) == ["mrow(mo:⊥ mspace mo:⊥)"])
    #expect(MathFixture.problems(tex) == [])
  }

  @Test func dependenceAndSubscriptsOfIndependenceAreKept() throws {
    #expect(
      try MathFixture.outline(#"X \not\perp\!\!\!\perp Y"#).unicodeScalars.contains("\u{338}"))
    #expect(try MathFixture.outline(#"X \perp\!\!\!\perp_G Y"#).contains(") mi:G)"))
    #expect(try MathFixture.outline(#"X \perp \quad \perp Y"#).contains("tex") == false)
  }

  @Test(arguments: [
    (#"\mathbb{E}"#, "𝔼"), (#"\mathbb{R}"#, "ℝ"), (#"\mathbb{1}"#, "𝟙"), (#"\mathcal{L}"#, "ℒ"),
    (#"\mathcal{N}"#, "𝒩"), (#"\mathbf{x}"#, "𝐱"), (#"\boldsymbol{\beta}"#, "𝜷"),
    (#"\boldsymbol{\Sigma}"#, "𝚺"), (#"\mathit{h}"#, "ℎ"), (#"\mathfrak{C}"#, "ℭ"),
    (#"\mathsf{A}"#, "𝖠"), (#"\mathtt{a1}"#, "𝚊"), (#"\pmb{X}"#, "𝑿"), (#"\mathrm{ATE}"#, "ATE"),
    (#"\mathbf{AB}"#, "𝐀𝐁"), (#"\boldsymbol{\mathcal{L}}"#, "𝓛"), (#"{\bf x}"#, "𝐱"),
    (#"\epsilon"#, "ϵ"), (#"\varepsilon"#, "ε"), (#"\phi"#, "ϕ"), (#"\varphi"#, "φ"),
  ])
  func alphabetsBecomeUnicodeLetters(_ tex: String, _ letters: String) throws {
    let content = try MathFixture.content(tex)
    let text = content.children.first?.text ?? content.text
    #expect(Array(text.unicodeScalars) == Array(letters.unicodeScalars))
  }

  @Test func capitalGreekAndRomanLettersStandUpright() throws {
    for tex in [#"\Gamma"#, #"\mathrm{d}"#, #"\nabla"#] {
      #expect(try MathFixture.content(tex).attributes["mathvariant"] == "normal", "\(tex)")
    }
    for tex in [#"\gamma"#, "x", #"\infty"#, #"\mathrm{ATE}"#, #"\partial"#] {
      #expect(try MathFixture.content(tex).attributes["mathvariant"] == nil, "\(tex)")
    }
  }

  @Test func wordsKeepTheirSpacesAndHoldFormulas() throws {
    #expect(
      try MathFixture.outline(#"\text{if $x > 0$ and }y"#)
        == "mrow(mrow(mtext:if\u{A0} mrow(mi:x mo:> mn:0) mtext:\u{A0}and\u{A0}) mi:y)")
    #expect(try MathFixture.outline(#"\text{a\_b \& 5\% \'e}"#) == "mtext:a_b & 5% é")
    #expect(try MathFixture.outline(#"\text{a_1^2}"#) == "mtext:a_1^2")
  }

  @Test func macrosOfTheFormulaAreExpanded() throws {
    #expect(
      try MathFixture.outline(#"\newcommand{\E}[1]{\mathbb{E}[#1]} \E{X}"#)
        == "mrow(mi:𝔼 mo:[ mi:X mo:])")
    #expect(try MathFixture.outline(#"\def\b{\beta}\b_1"#) == "msub(mi:β mn:1)")
    #expect(
      try MathFixture.outline(#"\DeclareMathOperator*{\am}{arg\,max}\am_x"#)
        == "munder(mo:arg\u{2009}max mi:x)")
    #expect(
      try MathFixture.outline(#"\newcommand{\p}[2][i]{x_{#1#2}}\p{1}\p[j]{2}"#)
        == "mrow(msub(mi:x mrow(mi:i mn:1)) msub(mi:x mrow(mi:j mn:2)))")
  }

  @Test func charactersOfUnicodeMeanWhatTheirCommandsMean() throws {
    for (character, command) in [("τ", #"\tau"#), ("≤", #"\leq"#), ("−", "-"), ("∑", #"\sum"#)] {
      #expect(
        try MathFixture.outline("a \(character) b") == (try MathFixture.outline("a \(command) b")))
    }
  }
}

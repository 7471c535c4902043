import Testing

/// The space around operators, in the attributes that state it.
@Suite struct MathSpacingTests {
  private func operators(_ tex: String) throws -> [String] {
    try MathFixture.content(tex).all("mo").map { sign in
      let stated = ["form", "lspace", "rspace"].compactMap { key in
        sign.attributes[key].map { "\(key)=\($0)" }
      }
      return ([sign.text] + stated).joined(separator: " ")
    }
  }

  @Test(arguments: [
    ("a + b", ["+"]), ("a = b", ["="]), ("a, b", [","]),
    ("-x", ["− form=prefix"]), ("a = -b", ["=", "− form=prefix"]),
    ("(-1)", ["(", "− form=prefix", ")"]),
    (#"2 \times -3"#, ["× lspace=0.2222em rspace=0.2222em", "− form=prefix"]),
    ("x_{i=1}", ["= lspace=0 rspace=0"]), ("e^{-x}", ["− form=prefix"]),
    ("a / b", ["/ lspace=0 rspace=0"]), ("n!", ["!"]),
    ("f : X", [": lspace=0.2778em rspace=0.2778em"]),
    (#"a \mid b"#, ["∣"]), ("P(Y|X)", ["(", "| lspace=0 rspace=0", ")"]),
    ("|x|", ["| lspace=0 rspace=0", "| lspace=0 rspace=0"]),
    ("|-x|", ["| lspace=0 rspace=0", "− form=prefix", "| lspace=0 rspace=0"]),
    ("1{,}000", [", rspace=0"]), (#"a \sim b"#, ["∼"]),
  ])
  func operatorsAreSpacedByTheirNeighbours(_ tex: String, _ expected: [String]) throws {
    #expect(try operators(tex) == expected)
  }

  @Test func functionsTakeAThinSpaceButNotBeforeBrackets() throws {
    #expect(try operators(#"\log x"#) == ["\u{2061} rspace=0.1667em"])
    #expect(try operators(#"\log(x)"#) == ["\u{2061}", "(", ")"])
    #expect(try MathFixture.outline(#"2\log x"#) == "mrow(mn:2 mspace mi:log mo:\u{2061} mi:x)")
    #expect(try operators(#"\log = x"#) == ["="])
  }

  @Test(arguments: [
    (#"a\,b"#, "width", "0.1667em"), (#"a\;b"#, "width", "0.2778em"),
    (#"a\quad b"#, "width", "1em"), (#"a\qquad b"#, "width", "2em"),
    (#"a\!b"#, "style", "margin-left:-0.1667em"), (#"a\hspace{2em}b"#, "width", "2em"),
    (#"a\kern-3mu b"#, "style", "margin-left:-0.1667em"), (#"a\,\,b"#, "width", "0.3333em"),
    (#"a\hspace{1e9cm}b"#, "width", nil), (#"a~b"#, "width", "0.333em"),
  ])
  func spacesHaveTheirWidth(_ tex: String, _ attribute: String, _ value: String?) throws {
    #expect(try MathFixture.content(tex).all("mspace").first?.attributes[attribute] == value)
  }

  @Test func bracketsGrowOnlyBetweenLeftAndRight() throws {
    let plain = try MathFixture.content(#"(\frac{a}{b})"#).all("mo")
    #expect(plain.allSatisfy { $0.attributes["stretchy"] == "false" })
    let grown = try MathFixture.content(#"\left(\frac{a}{b}\right)"#).all("mo")
    #expect(grown.allSatisfy { $0.attributes["stretchy"] != "false" })
    let bar = try MathFixture.content(#"\left.\frac{a}{b}\right|_0"#).all("mo")
    #expect(bar.map { $0.attributes["stretchy"] } == ["true"])
  }

  @Test func bracketsAroundALineOfLettersStayAsTheyAre() throws {
    let flat = try MathFixture.content(#"\left(x_i^2 + \hat{y}\right)"#).all("mo")
    #expect(
      flat.filter { $0.text == "(" || $0.text == ")" }.allSatisfy {
        $0.attributes["stretchy"] == "false"
      })
  }

  @Test func sizedBracketsHaveTheirSize() throws {
    let big = try MathFixture.content(#"\Big[ x \Big]"#).all("mo")
    #expect(big.allSatisfy { $0.attributes["minsize"] == "1.8em" })
  }
}

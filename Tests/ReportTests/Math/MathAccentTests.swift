import Testing

@Suite struct MathAccentTests {
  @Test(arguments: [
    (#"\hat{x}"#, "ˆ", "false"), (#"\tilde{x}"#, "˜", "false"), (#"\bar{x}"#, "¯", "false"),
    (#"\dot{x}"#, "˙", "false"), (#"\ddot{x}"#, "¨", "false"), (#"\vec{x}"#, "→", "false"),
    (#"\check{x}"#, "ˇ", "false"), (#"\widehat{xy}"#, "\u{302}", "true"),
    (#"\widetilde{xy}"#, "~", "true"), (#"\overline{xy}"#, "‾", "true"),
    (#"\overbrace{xy}"#, "⏞", "true"), (#"\hat\tau"#, "ˆ", "false"),
  ])
  func marksStandOverTheirBaseAsAccents(_ tex: String, _ mark: String, _ stretchy: String) throws {
    let content = try MathFixture.content(tex)
    #expect(content.name == "mover")
    #expect(content.attributes["accent"] == "true")
    #expect(content.children.count == 2)
    #expect(content.children[1].text.unicodeScalars.elementsEqual(mark.unicodeScalars))
    #expect(content.children[1].attributes["stretchy"] == stretchy)
  }

  @Test func linesBelowAreUnderscripts() throws {
    let content = try MathFixture.content(#"\underline{x}"#)
    #expect(content.name == "munder")
    #expect(content.attributes["accentunder"] == "true")
  }

  @Test func scriptsFollowTheAccent() throws {
    #expect(try MathFixture.outline(#"\hat{\tau}_i^2"#) == "msubsup(mover(mi:τ mo:ˆ) mi:i mn:2)")
    #expect(try MathFixture.outline(#"\hat{\mu_1}"#) == "mover(msub(mi:μ mn:1) mo:ˆ)")
    #expect(try MathFixture.outline(#"\bar{\hat{Y}}"#) == "mover(mover(mi:Y mo:ˆ) mo:¯)")
  }
}

import Charts
import Testing

@Suite struct ValueFormatTests {
  @Test func ticksHaveTheDigitsOfTheirStep() {
    let quarter = ValueFormat(.number, step: 0.25, magnitude: 1)
    #expect([0, 0.25, -0.5].map(quarter.text) == ["0", "0.25", "−0.50"])
    let thousands = ValueFormat(.count, step: 500, magnitude: 2000)
    #expect([0, 1500].map(thousands.text) == ["0", "1,500"])
  }

  @Test func sharesArePercentages() {
    let format = ValueFormat(.share, step: 0.025, magnitude: 0.1)
    #expect([0, 0.025, -0.05].map(format.text) == ["0%", "2.5%", "−5.0%"])
  }

  @Test func pointsAreHundredths() {
    #expect(ValueFormat(.points, step: 0.005, magnitude: 0.02).text(-0.015) == "−1.5")
  }

  @Test func moneyHasItsSignBeforeTheSymbol() {
    let format = ValueFormat(.money(symbol: "$"), step: 0.5, magnitude: 2)
    #expect([0, 0.5, -1.5].map(format.text) == ["$0", "$0.50", "−$1.50"])
    #expect(ValueFormat.single(-1234.6, .money(symbol: "€")) == "−€1,235")
  }

  @Test func plainNumbersHaveNoSeparators() {
    #expect(ValueFormat(.plain, step: 1, magnitude: 2024).text(2024) == "2024")
  }

  @Test func millionsAreShortened() {
    #expect(ValueFormat(.count, step: 500_000, magnitude: 2e6).text(1.5e6) == "1.5M")
    #expect(ValueFormat(.money(symbol: "$"), step: 1e9, magnitude: 3e9).text(3e9) == "$3B")
  }

  @Test func aTinyStepKeepsTicksApartAtAGreatMagnitude() {
    let format = ValueFormat(.number, step: 0.001, magnitude: 1e6)
    #expect(format.text(1_000_000.001) == "1,000,000.001")
  }

  @Test func extremeMagnitudesArePowersOfTen() {
    #expect(ValueFormat(.number, step: 1e-9, magnitude: 5e-9).text(2e-9) == "2×10⁻⁹")
    #expect(ValueFormat(.number, step: 5e19, magnitude: 2e20).text(1.5e20) == "1.5×10²⁰")
    #expect(ValueFormat(.number, step: 1e-9, magnitude: 5e-9).text(0) == "0")
  }

  @Test func singleValuesHaveThreeDigits() {
    #expect(ValueFormat.single(0.123456, .number) == "0.123")
    #expect(ValueFormat.single(1234.6, .number) == "1,235")
    #expect(ValueFormat.single(0.1284, .share) == "12.8%")
    #expect(ValueFormat.single(7, .count) == "7")
  }

  @Test(arguments: [
    Double.nan, .infinity, -.infinity, 0, -0.0, 5e-324, 1e-300, 1e300, 1.8e308, -1e-7, 123.456,
  ])
  func everyNumberHasAText(value: Double) {
    for format: AxisFormat in [.number, .count, .plain, .share, .points, .money(symbol: "$")] {
      let text = ValueFormat.single(value, format)
      #expect(!text.isEmpty && !text.contains("nan") && !text.contains("inf"))
      #expect(!text.contains("-"), "a typographic minus: \(text)")
      #expect(!text.hasPrefix("−0") || text.contains { "123456789".contains($0) })
    }
  }
}

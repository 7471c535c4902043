import Numerics
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (1234.5, 2, "1,234.50"), (-1_234_567.891, 1, "-1,234,567.9"), (999.0, 0, "999"),
    (0.125, 2, "0.12"), (2.675, 2, "2.67"), (0.375, 2, "0.38"), (-0.001, 2, "0.00"),
    (1e21, 0, "1,000,000,000,000,000,000,000"), (.nan, 2, "NaN"), (-.infinity, 2, "-∞"),
  ])
  func fixedDecimalsRoundTheBinaryValue(_ x: Double, _ digits: Int, _ text: String) {
    #expect(NumberFormat.fixed(x, digits: digits, grouping: true) == text)
  }

  @Test func plusMarksPositiveValuesAlone() {
    #expect(NumberFormat.fixed(0.5, digits: 1, plus: true) == "+0.5")
    #expect(NumberFormat.fixed(-0.5, digits: 1, plus: true) == "-0.5")
    #expect(NumberFormat.fixed(0, digits: 1, plus: true) == "0.0")
  }

  @Test func theLargestDoubleFits() {
    #expect(
      NumberFormat.fixed(-.greatestFiniteMagnitude, digits: 60).utf8.count == 1 + 309 + 1 + 60)
  }

  @Test(arguments: [
    (0.045233, 3, "0.0452"), (9.996, 3, "10.0"), (123_456.0, 3, "123456"), (1.5e-7, 2, "1.5e-7"),
    (0.0, 3, "0.00"), (-42.42, 4, "-42.42"), (3e20, 2, "3.0e20"),
  ])
  func significantDigitsAreCountedAfterRounding(_ x: Double, _ digits: Int, _ text: String) {
    #expect(NumberFormat.significant(x, digits: digits) == text)
  }

  @Test func scientificDropsPaddingOfTheExponent() {
    #expect(NumberFormat.scientific(1.4523540718690788e-40, digits: 2) == "1.45e-40")
    #expect(NumberFormat.scientific(12345, digits: 1) == "1.2e4")
  }

  @Test(arguments: [0.1, 1.0 / 3, 2.5e-300, 1e300, -2.5, 64000] as [Double])
  func shortestReadsBackAsTheSameValue(_ x: Double) {
    #expect(Double(NumberFormat.shortest(x)) == x)
  }

  @Test func shortestIsJSON() {
    #expect(NumberFormat.shortest(64000) == "64000")
    #expect(NumberFormat.shortest(.nan) == "null")
  }

  @Test func countsAreGrouped() {
    #expect(NumberFormat.count(64000) == "64,000")
    #expect(NumberFormat.count(-1234) == "-1,234")
    #expect(NumberFormat.count(12) == "12")
  }

  @Test func typographicUsesTheTrueMinus() {
    #expect(NumberFormat.typographic("-1.5") == "\u{2212}1.5")
  }

  @Test(
    arguments: [
      (0.00044, 0.0163, "0.000"), (-0.0000683, 0.02, "0.000"), (12.345, 3.2, "12.3"),
      (1234.5, 220, "1234"), (0.5, 0, "0.500"),
    ] as [(Double, Double, String)])
  func aPreciseNumberHasTheDecimalsOfItsError(_ x: Double, _ error: Double, _ text: String) {
    #expect(NumberFormat.precise(x, error: error) == text)
  }
}

import Execution
import Testing

@Suite("Numbers in a table")
struct ColumnFormatTests {
  @Test("share decimals down a column: four significant digits of the largest, fewer if exact")
  func automatic() {
    #expect(
      Results.column(.automatic, [.number(0.144432), .number(-0.0176123), .number(0.09901)])
        == ["0.1444", "−0.0176", "0.0990"])
    #expect(Results.column(.automatic, [.number(12.5), .number(3)]) == ["12.5", "3.0"])
    #expect(Results.column(.automatic, [.integer(64000), .integer(7)]) == ["64,000", "7"])
    #expect(Results.column(.automatic, [.number(99.99961), .number(12.34)]) == ["100.0", "12.3"])
    #expect(Results.column(.automatic, [.number(1234.567)]) == ["1,235"])
    #expect(Results.column(.automatic, [.number(0)]) == ["0"])
  }

  @Test("of quite different size keep their own digits, points below each other")
  func mixed() {
    #expect(
      Results.column(.automatic, [.number(64000), .number(0.04523311), .number(-5.5)])
        == [
          "64,000\u{2008}\u{2007}\u{2007}\u{2007}\u{2007}\u{2007}", "0.04523",
          "−5.5\u{2007}\u{2007}\u{2007}\u{2007}",
        ])
    #expect(Results.column(.automatic, [.number(3.21e-8)]) == ["3.21\u{202F}×\u{202F}10⁻⁸"])
  }

  @Test(
    "follow the style of their column",
    arguments: [
      (NumberStyle.fixed(2), 1234.5, "1,234.50"), (.fixed(1), -0.04, "0.0"),
      (.count, 63999.6, "64,000"), (.share(1), 0.15141, "15.1%"), (.share(0), -0.075, "−8%"),
      (.points(1), 0.04523, "4.5"), (.points(2), -0.001, "−0.10"),
      (.probability, 0.0312, "0.031"), (.probability, 0.9999, "1.000"),
      (.probability, 0.00031, "3.1\u{202F}×\u{202F}10⁻⁴"), (.probability, 0, "&lt; 10⁻³⁰⁰"),
      (.money("USD", 2), 1234.5, "$1,234.50"), (.money("EUR", 0), -12.4, "−€12"),
      (.money("CHF", 2), 3, "CHF\u{A0}3.00"), (.fixed(2), 1e16, "1.00\u{202F}×\u{202F}10¹⁶"),
    ])
  func styles(style: NumberStyle, value: Double, text: String) {
    #expect(Results.column(style, [.number(value)]) == [text])
  }

  @Test("leave the currency sign to a header that has the unit")
  func unit() {
    #expect(Results.column(.money("USD", 2), [.number(3)], unit: "$") == ["3.00"])
  }

  @Test("of an estimate have two significant digits of the smallest standard error")
  func estimate() {
    let errors: [TableCell] = [.number(0.0032345), .number(0.0212)]
    #expect(
      Results.column(
        .estimate(standardErrors: 2), [.number(0.0452331), .number(0.5)], others: [errors])
        == ["0.0452", "0.5000"])
    #expect(
      Results.column(.estimate(standardErrors: 1), [.number(0.00995), .number(0.0212)])
        == ["0.010", "0.021"])
    #expect(
      Results.column(
        .estimate(standardErrors: 2), [.number(4523.31), .number(12)],
        others: [[.number(123.4), .number(98)]]) == ["4,523", "12"])
    #expect(
      Results.column(.estimate(standardErrors: 2), [.number(0.25)], others: [[.missing]])
        == ["0.25"])
  }

  @Test("of estimates on quite different scales have the digits that each row asks for")
  func estimatesByRow() {
    #expect(
      Results.column(
        .estimate(standardErrors: 2), [.number(0.1019), .number(0.00005653), .number(12.3)],
        others: [[.number(0.011), .number(0.0000082), .number(1.4)]])
        == [
          "0.102\u{2007}\u{2007}\u{2007}\u{2007}", "0.0000565",
          "12.3\u{2007}\u{2007}\u{2007}\u{2007}\u{2007}\u{2007}",
        ])
    #expect(
      Results.column(.automatic, [.interval(0.08037, 0.1235), .interval(0.00004051, 0.00007256)])
        == ["0.080 to 0.123", "0.0000405 to 0.0000726"])
  }

  @Test("of an interval read “a to b” with the digits of the column")
  func intervals() {
    #expect(
      Results.column(.points(1), [.interval(-0.0509, 0.0111), .missing])
        == ["−5.1 to 1.1", "–"])
    #expect(Results.column(.fixed(1), [.interval(-.infinity, 2)]) == ["−∞ to 2.0"])
  }

  @Test("that are missing or not finite are a dash; other kinds are words")
  func others() {
    #expect(Results.column(.automatic, [.number(.nan), .number(.infinity)]) == ["–", "–"])
    #expect(Results.column(.automatic, [.boolean(true), .boolean(false)]) == ["yes", "no"])
    #expect(
      Results.column(.automatic, [.date(19_782), .date(-1)]) == ["2024-02-29", "1969-12-31"])
    #expect(Results.column(.automatic, [.date(.max)]) == ["9223372036854775807"])
    #expect(Results.column(.automatic, [.text("a < b")]) == ["a &lt; b"])
  }
}

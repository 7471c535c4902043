import Execution
import Testing

struct ValueFormatTests {
  @Test(
    arguments: [
      (".2f", 1234.567, "1234.57"), (",.2f", 1234.567, "1,234.57"), (",", 64000.0, "64,000"),
      (",", 467.0, "467"), (",", 467.25, "467.2"), (",", 1e15, "1.000e15"), ("+,", -3.0, "−3"),
      ("$,", 2.0, "$2"),
      (".1%", 0.16407, "16.4%"), (".0%", 0.5, "50%"), ("+.3f", 0.0452, "+0.045"),
      ("+.1f", -2.26, "−2.3"), ("$,.2f", 1234.5, "$1,234.50"), ("$.2f", -0.5, "−$0.50"),
      (".2e", 0.00012345, "1.23e−4"), ("points 1", 0.0452331, "4.5"),
      ("points", -0.0452331, "−4.5"),
      ("currency USD 2", 19.999, "$20.00"), ("currency CHF 0", 1200, "CHF\u{A0}1,200"),
      ("ordinal", 3, "3rd"), ("ordinal", 112, "112th"), ("p", 0.0321, "0.032"), ("p", 0.41, "0.41"),
      ("p", 1.4523540718690788e-40, "1.5 × 10⁻⁴⁰"), (".3g", 0.0452331, "0.0452"),
      ("date", 13958, "2008-03-20"), ("$+.2f", 0.5, nil), ("+$.2f", 0.5, "+$0.50"),
      ("nonsense", 1, nil), ("", 1, nil), (".99f", 1, nil),
    ] as [(String, Double, String?)])
  func `a number reads as its format says`(format: String, value: Double, expected: String?) {
    #expect(ValueFormat(format)?.string(.number(value)) == expected)
  }

  @Test func `a value that rounds to zero has no minus`() throws {
    let format = try #require(ValueFormat(".2f"))
    #expect(format.string(.number(-0.001)) == "0.00")
  }

  @Test func `an interval is a range`() throws {
    let format = try #require(ValueFormat("points 1"))
    #expect(format.string(.interval(0.03889, 0.05157)) == "3.9 to 5.2")
  }

  @Test func `without a format counts are grouped and numbers have four digits`() {
    #expect(ValueFormat.automatic.string(.integer(64000)) == "64,000")
    #expect(ValueFormat.automatic.string(.number(0.0452331066)) == "0.04523")
    #expect(ValueFormat.automatic.string(.number(25)) == "25")
    #expect(ValueFormat.automatic.string(.number(0)) == "0")
    #expect(ValueFormat.automatic.string(.interval(12, 14.5)) == "12 to 14.50")
    #expect(ValueFormat.automatic.string(.missing) == "not available")
  }
}

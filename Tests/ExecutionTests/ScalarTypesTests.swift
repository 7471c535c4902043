import Execution
import Testing

struct ScalarTypesTests {
  @Test(
    arguments: [
      ("0.5", 0.5), ("1/3", 1.0 / 3), ("-2", -2), ("1e-3", 0.001), (" 3 / 4 ", 0.75), ("1/0", nil),
      ("nan", nil), ("inf", nil), ("0x10", nil), ("", nil), ("1/2/3", nil), ("twelve", nil),
    ] as [(String, Double?)])
  func `numbers and fractions are read, nothing else`(text: String, expected: Double?) {
    #expect(parseNumber(text) == expected)
  }
}

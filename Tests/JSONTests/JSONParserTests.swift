import JSON
import Testing

struct JSONParserTests {
  private func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
  }

  private func error(_ text: String) -> String {
    do throws(JSONSyntaxError) {
      _ = try parse(text)
      return "none"
    } catch { return error.description }
  }

  @Test func `what is written is read`() throws {
    let value = JSONValue.object([
      ("text", .string("a\"\\\n\t\u{1}é😀")), ("numbers", .numbers([0, -1, 2.5e-300])),
      ("mixed", .array([.integer(1), .null, .boolean(true), .array([]), .object([])])),
    ])
    let text = JSONText.text(value)
    #expect(JSONText.text(try parse(text)) == text)
  }

  @Test(arguments: [
    0.1, -0.0, 1e22, 1e23, 1e-22, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308,
    9_007_199_254_740_993.0, 0.30000000000000004, 123_456_789.123_456_78, -1e-7, 4.35, 1.0 / 3,
  ])
  func `a number comes back to the bit`(number: Double) throws {
    let read = JSONCursor(try parse(JSONText.text(.exact(number))))
    #expect(try read.number().bitPattern == number.bitPattern)
    let list = JSONCursor(try parse(JSONText.text(.exact([number, .nan, .infinity]))))
    #expect(try list.numbers()[0].bitPattern == number.bitPattern)
    #expect(try list.numbers()[1].isNaN)
    #expect(try list.numbers()[2] == .infinity)
  }

  @Test func `numbers of many magnitudes come back to the bit`() throws {
    var word: UInt64 = 88_172_645_463_325_252
    var numbers: [Double] = []
    var floats: [Float] = []
    for _ in 0..<5000 {
      word ^= word << 13
      word ^= word >> 7
      word ^= word << 17
      let number = Double(bitPattern: word)
      if number.isFinite { numbers.append(number) }
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: word))
      if float.isFinite { floats.append(float) }
      numbers.append(Double(word % 100_000) / 1000)
    }
    let read = try JSONCursor(parse(JSONText.text(.exact(numbers)))).numbers()
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
    let readFloats = try JSONCursor(parse(JSONText.text(.exact(floats)))).floats()
    #expect(readFloats.map(\.bitPattern) == floats.map(\.bitPattern))
  }

  @Test(arguments: [
    ("", "line 1, column 1: the text ends where a value should stand"),
    ("[1,\n 2", "line 2, column 3: a comma or ] is missing"),
    ("[1,]", "line 1, column 4: a value cannot start here"),
    ("{\"a\": 1, \"a\": 2}", "line 1, column 10: the key “a” stands twice"),
    ("{\"a\" 1}", "line 1, column 6: a colon is missing after the key"),
    ("{a: 1}", "line 1, column 2: a key in quotation marks is missing"),
    ("01", "line 1, column 1: a number starts with a needless 0"),
    ("1.", "line 1, column 3: a digit is missing after the point"),
    ("-", "line 1, column 2: a digit is missing"),
    ("1e", "line 1, column 3: a digit is missing in the exponent"),
    ("1e999", "line 1, column 1: the number is out of range"),
    ("tru", "line 1, column 1: a value cannot start here"),
    ("1 2", "line 1, column 3: something follows the value"),
    ("\"a", "line 1, column 1: a text is not closed"),
    ("\"\u{1}\"", "line 1, column 2: a control character stands in a text"),
    (#""\q""#, "line 1, column 2: an escape that JSON does not have"),
    (#""\ud800""#, "line 1, column 8: half of a surrogate pair"),
    ("NaN", "line 1, column 1: a value cannot start here"),
  ])
  func `what is not JSON is refused at its place`(text: String, expected: String) {
    #expect(error(text) == expected)
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    #expect(throws: JSONSyntaxError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `deep nesting is refused and not followed`(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(error(text).hasSuffix("values are nested deeper than 96 levels"))
  }

  @Test func `surrogate pairs are one character`() throws {
    #expect(try JSONCursor(parse(#""\ud83d\ude00""#)).text() == "😀")
  }
}

import JSON
import Testing

struct JSONTextTests {
  @Test func `strings are escaped`() {
    #expect(JSONText.quote("a\"b\\\n\u{1}") == #""a\"b\\\n\u0001""#)
  }

  @Test func `objects are indented and lists of plain values stand on a line`() {
    let value = JSONValue.object([
      ("b", .numbers([1, 2.5])), ("a", .array([.array([.integer(1)]), .object([])])),
      ("none", .object([("x", .null)])),
    ])
    #expect(
      JSONText.text(value) == """
        {
          "b": [1, 2.5],
          "a": [
            [1],
            {}
          ],
          "none": {
            "x": null
          }
        }

        """)
    #expect(JSONText.text(.numbers([1, 2]), isCompact: true) == "[1,2]\n")
  }

  @Test func `a number that is not finite is null, or a text where it must come back`() {
    #expect(JSONText.text(.numbers([.nan, 1])) == "[null, 1]\n")
    #expect(JSONText.text(.exact([Double.nan, -.infinity, 1])) == "[\"NaN\", \"-Infinity\", 1]\n")
  }
}

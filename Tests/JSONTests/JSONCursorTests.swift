import JSON
import Testing

struct JSONCursorTests {
  private let root = JSONCursor(
    .object([
      ("name", .string("tau")), ("sizes", .numbers([3, 1, 2.5])), ("none", .null),
      ("stages", .array([.object([("flag", .boolean(true))])])),
    ]))

  private func problem(_ read: (JSONCursor) throws(JSONShapeError) -> Void) -> String {
    do throws(JSONShapeError) {
      try read(root)
      return "none"
    } catch { return error.description }
  }

  @Test func `values are read by their path`() throws {
    #expect(try root.member("name").text() == "tau")
    #expect(try root.member("stages").elements()[0].member("flag").flag())
    #expect(try root.member("sizes").numbers(count: 3) == [3, 1, 2.5])
    #expect(root.optional("none").map(\.path) == nil)
  }

  @Test func `an error has the path and both sides`() {
    #expect(problem { r throws(JSONShapeError) in _ = try r.member("x") } == "“x” is missing")
    #expect(
      problem { r throws(JSONShapeError) in _ = try r.member("name").number() }
        == "name: expected a number, found a text")
    #expect(
      problem { r throws(JSONShapeError) in
        _ = try r.member("stages").elements()[0].member("flag").text()
      } == "stages[0].flag: expected a text, found true or false")
    #expect(
      problem { r throws(JSONShapeError) in _ = try r.member("sizes").numbers(count: 4) }
        == "sizes: expected 4 elements, found 3")
    #expect(
      problem { r throws(JSONShapeError) in _ = try r.member("sizes").integers(in: 0...9) }
        == "sizes[2]: expected a whole number, found a fraction")
    #expect(
      problem { r throws(JSONShapeError) in _ = try r.member("sizes").integers(in: 2...9) }
        == "sizes[1]: expected 2 to 9, found 1")
  }
}

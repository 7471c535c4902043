import Diagnostics
import Testing

struct NearMissTests {
  @Test(arguments: [
    ("vist", "visit"), ("viist", "visit"), ("VISIT", "visit"), ("histroy", "history"),
  ])
  func `a slip finds the name that was meant`(typed: String, meant: String) {
    #expect(NearMiss.best(for: typed, in: ["history", "visit", "spend"]) == meant)
  }

  @Test func `a different word finds nothing, and few names are listed`() {
    #expect(NearMiss.best(for: "elephant", in: ["visit"]) == nil)
    #expect(
      NearMiss.hint(for: "elephant", in: ["visit", "spend"], what: "columns")
        == "columns: visit, spend")
  }

  @Test func `a name without its arm finds the first of its arms`() {
    #expect(
      NearMiss.hint(for: "effect", in: ["a", "effect[mail]", "effect[text]"])
        == "did you mean “effect[mail]”?")
  }
}

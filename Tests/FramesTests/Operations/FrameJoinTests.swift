import Frames
import Testing

@Suite struct FrameJoinTests {
  private let left = Frame([
    Column(name: "k", storage: .integer([1, 2, 2, 3])),
    Column(name: "v", storage: .integer([10, 20, 21, 30])),
  ])
  private let right = Frame([
    Column(name: "k", numbers: [2, 3, .nan]), Column(name: "v", categories: ["b", "c", "d"]),
  ])

  @Test func integersMeetNumbersAndCollidingNamesAreChanged() throws {
    let join = try FrameJoin(left: left, right: right, on: [("k", "k")], how: .left)
    #expect(join.frame.columnNames == ["k", "v", "v_right"])
    #expect((0..<4).map { join.frame["v_right"]?[$0].text } == ["", "b", "b", "c"])
    #expect(join.leftUnmatched == 1 && join.rightUnmatched == 1)
    #expect(join.leftDuplicates == 1 && join.rightDuplicates == 0)
    #expect(join.renamed.map(\.to) == ["v_right"])
  }

  @Test func severalKeysMustAllAgree() throws {
    let both = try FrameJoin(
      left: left, right: left, on: [("k", "k"), ("v", "v")], how: .inner)
    #expect(both.frame.rowCount == 4)
  }

  @Test func textAndNumbersCannotBeEqual() {
    #expect(throws: FrameJoin.KeyMismatch.self) {
      try FrameJoin(left: left, right: right, on: [("k", "v")], how: .left)
    }
  }

  @Test func anEmptyFrameHasNoPartners() throws {
    let join = try FrameJoin(left: left, right: right.head(0), on: [("k", "k")], how: .full)
    #expect(join.frame.rowCount == 4 && join.frame["v_right"]?.missingCount == 4)
  }
}

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

  @Test(arguments: JoinKind.allCases)
  func aKeyWithoutValuesGoesWithOneOfAnyType(_ how: JoinKind) throws {
    // A file without rows has no types: its columns are text.
    let empty = Frame([Column(name: "k", storage: .text([])), Column(name: "w", numbers: [])])
    let full = Frame([Column(name: "k", storage: .integer([1, 2]))])
    let join = try FrameJoin(left: full, right: empty, on: [("k", "k")], how: how)
    #expect(join.frame.rowCount == (how == .left || how == .full ? 2 : 0))
    let other = try FrameJoin(left: empty, right: full, on: [("k", "k")], how: how)
    #expect(other.frame.rowCount == (how == .right || how == .full ? 2 : 0))
    if how == .full { #expect(other.frame["k"]?[1] == .integer(2)) }
  }

  @Test func manyRowsFindTheirPartners() throws {
    let count = 3000
    let keys = (0..<count).map { Int64($0 * 7919 % count) }
    let one = Frame([Column(name: "k", storage: .integer(keys))])
    let two = Frame([
      Column(name: "k", storage: .integer((0..<Int64(count)).map { $0 / 2 })),
      Column(name: "v", storage: .integer((0..<Int64(count)).map { $0 })),
    ])
    let join = try FrameJoin(left: one, right: two, on: [("k", "k")], how: .inner)
    #expect(join.frame.rowCount == count)
    #expect(join.rightDuplicates == count / 2)
    #expect(join.leftUnmatched == count / 2)
    for row in 0..<count {
      let (key, value) = (join.frame["k"]?[row].number, join.frame["v"]?[row].number)
      #expect(value.map { ($0 / 2).rounded(.down) } == key)
    }
  }

  @Test func anEmptyFrameHasNoPartners() throws {
    let join = try FrameJoin(left: left, right: right.head(0), on: [("k", "k")], how: .full)
    #expect(join.frame.rowCount == 4 && join.frame["v_right"]?.missingCount == 4)
  }
}

import Frames
import Numerics
import Testing

@Suite struct FrameOperationsTests {
  private let frame = Frame([
    Column(name: "n", numbers: [3, .nan, -1, 3, 0]),
    Column(name: "c", categories: ["b", "a", nil, "b", "a"]),
    Column(name: "i", storage: .integer([5, 4, 3, 2, 1])),
    Column(name: "_tau", numbers: [0, 0, 0, 0, 0]),
  ])

  private func integers(_ frame: Frame) -> [String] {
    guard let column = frame["i"] else { return [] }
    return (0..<column.count).map { column[$0].text }
  }

  @Test func columnsAreSelectedDroppedRenamedAndReplaced() {
    #expect(frame.selecting(["i", "n", "nothing"]).columnNames == ["i", "n"])
    #expect(frame.dropping(["n", "_tau"]).columnNames == ["c", "i"])
    #expect(frame.renaming(["n": "number"]).columnNames == ["number", "c", "i", "_tau"])
    #expect(frame.visibleColumns.map(\.name) == ["n", "c", "i"])
    let replaced = frame.with(Column(name: "c", numbers: [1, 2, 3, 4, 5]))
    #expect(replaced.columnNames == frame.columnNames)
    #expect(replaced["c"]?.type == .number)
    #expect(frame["c"]?.type == .category)
  }

  @Test func rowsAreFilteredTakenAndHeaded() {
    #expect(integers(frame.filtered([true, false, false, true, false])) == ["5", "2"])
    #expect(integers(frame.taking([4, 0, 4])) == ["1", "5", "1"])
    #expect(integers(frame.head(2)) == ["5", "4"])
    #expect(frame.head(-1).rowCount == 0 && frame.head(99).rowCount == 5)
    #expect(frame.taking([1])["n"]?.isMissing(0) == true)
  }

  @Test func sortingIsStableWithMissingValuesLast() {
    #expect(integers(frame.sorted(by: [SortKey("n")])) == ["3", "1", "5", "2", "4"])
    #expect(
      integers(frame.sorted(by: [SortKey("n", descending: true)])) == ["5", "2", "1", "3", "4"])
    #expect(
      integers(frame.sorted(by: [SortKey("c"), SortKey("i")])) == ["1", "4", "2", "5", "3"])
  }

  @Test func sortingNumbersFollowsTheirOrder() {
    let values = [2.5, -.infinity, 0, -0.0, 1e-300, -7, .infinity, -1e300]
    let sorted = Frame([Column(name: "x", numbers: values)]).sorted(by: [SortKey("x")])
    #expect(sorted.doubles("x") == values.sorted())
  }

  @Test func groupsComeInOrderOfAppearance() {
    let groups = frame.grouped(by: ["c"])
    #expect(groups.map(\.key) == [[.text("b")], [.text("a")], [.missing]])
    #expect(groups.map(\.rows) == [[0, 3], [1, 4], [2]])
    #expect(frame.grouped(by: ["n", "c"]).count == 4)
    #expect(frame.grouped(by: []).map(\.rows) == [[0, 1, 2, 3, 4]])
    #expect(integers(frame.distinct(by: ["c"])) == ["5", "4", "3"])
  }

  @Test func samplesAreDrawnWithoutReplacementInOrder() {
    let long = Frame([Column(name: "i", storage: .integer(Array(0..<1000)))])
    var stream = RandomStream(seed: 1, purpose: "sample")
    let sample = long.sampled(100, using: &stream)
    let values = sample.doubles("i") ?? []
    #expect(values.count == 100 && values == values.sorted() && Set(values).count == 100)
    #expect(long.sampled(5000, using: &stream).rowCount == 1000)
  }

  @Test func numericViewsHaveNaNWhereMissing() {
    let masked = Column(
      name: "b", storage: .boolean([true, false, true]),
      missing: MissingMask(flags: [false, false, true]))
    let values = masked.doubles ?? []
    #expect(values.count == 3 && values[0] == 1 && values[1] == 0 && values[2].isNaN)
    #expect(frame["c"]?.doubles == nil)
    #expect(frame.complete(["n", "c"]) == [true, false, false, true, true])
  }

  @Test func levelViewsHaveTheirOrder() {
    #expect(frame.levels("c")?.levels == ["b", "a"])
    #expect(frame.levels("c")?.codes == [0, 1, -1, 0, 1])
    #expect(frame.levels("i")?.levels == ["1", "2", "3", "4", "5"])
    #expect(frame.levels("n")?.levels == ["-1.0", "0.0", "3.0"])
    #expect(frame.levels("n")?.counts == [1, 1, 2])
    #expect(frame.taking([1, 2])["c"]?.levelView.levels == ["a"])
  }

  @Test func fingerprintsFollowContentAlone() {
    #expect(frame.fingerprint == Frame(frame.columns).fingerprint)
    #expect(frame.fingerprint != frame.taking([1, 0, 2, 3, 4]).fingerprint)
    #expect(frame.fingerprint != frame.renaming(["n": "m"]).fingerprint)
    // What stands behind a missing cell is of no account.
    let flags = MissingMask(flags: [true, false])
    let a = Column(name: "x", storage: .integer([1, 2]), missing: flags)
    let b = Column(name: "x", storage: .integer([9, 2]), missing: flags)
    let c = Column(name: "x", storage: .integer([9, 2]))
    #expect(a.fingerprint == b.fingerprint && a.fingerprint != c.fingerprint)
    // A fixed value guards against changes that would move every seeded result.
    #expect(
      Frame([Column(name: "x", storage: .integer([1, 2, 3]))]).fingerprint
        == 6_707_677_566_354_473_485)
  }

  @Test func datesFollowTheCalendar() throws {
    #expect(CivilDate(year: 2023, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
    #expect(CivilDate(year: 2000, month: 3, day: 1)?.daysSinceEpoch == 11_017)
    for days in stride(from: Int32(-700_000), through: 2_900_000, by: 997) {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.daysSinceEpoch == days)
    }
  }
}

import Frames
import Numerics
import Testing

/// Distinct values, counted in ways that depend on type and size.
struct DistinctCountTests {
  @Test(arguments: [0, 1, 100, 70_000])
  func `numbers agree with a set`(count: Int) {
    var stream = RandomStream(seed: 3, purpose: "distinct")
    let values = (0..<count).map { _ in Double(stream.next() % 40_000) / 7 - 1000 }
    #expect(Column(name: "x", numbers: values).distinctCount == Set(values).count)
  }

  @Test func `zeros of both signs are one value, and missing ones none`() {
    #expect(Column(name: "x", numbers: [0, -0.0, .nan, 1]).distinctCount == 2)
  }

  @Test func `whole numbers near and far agree with a set`() {
    var stream = RandomStream(seed: 4, purpose: "distinct")
    let near = (0..<50_000).map { _ in Int64(stream.next() % 9000) - 4500 }
    let far = (0..<50_000).map { _ in Int64(bitPattern: stream.next() % 20_000) &* 0x7FFF_FFFF_FFF1
    }
    for values in [near, far, [.min, .max, .max, 0], []] {
      #expect(Column(name: "n", storage: .integer(values)).distinctCount == Set(values).count)
    }
  }

  @Test func `masked rows hold nothing`() {
    let mask = MissingMask(flags: [false, true, false])
    #expect(Column(name: "n", storage: .integer([1, 2, 1]), missing: mask).distinctCount == 1)
    #expect(
      Column(name: "b", storage: .boolean([true, false, true]), missing: mask).distinctCount == 1)
    #expect(Column(name: "d", storage: .date([5, 6, 7]), missing: mask).distinctCount == 2)
    #expect(Column(name: "t", storage: .text(["a", "b", "c"]), missing: mask).distinctCount == 2)
    let category = Column.Storage.category(codes: [0, 1, 0], levels: ["u", "v", "unused"])
    #expect(Column(name: "c", storage: category, missing: mask).distinctCount == 1)
    let allMissing = MissingMask(flags: [true])
    #expect(Column(name: "n", storage: .integer([1]), missing: allMissing).distinctCount == 0)
  }
}

import Causal
import Numerics
import Testing

struct HiddenConfounderTests {
  private let u = [0.5, -1, 2, 0, -3, 1]

  @Test func `numbers move by the strength times U`() {
    #expect(HiddenConfounder.shifting([1, 1, 1, 1, 1, 1], by: 2, u) == [2, -1, 5, 1, -5, 3])
  }

  @Test func `where U decides every row the levels follow its order and keep their counts`() {
    let stream = RandomStream(seed: 1, purpose: "hidden", content: 0)
    let codes: [Int32] = [1, 1, 0, 0, 2, -1]
    // In the order of U: rows 4, 1, 3, 0, 2 get the sorted codes 0, 0, 1, 1, 2.
    #expect(
      HiddenConfounder.deciding(codes, share: 1, u, stream: stream) == [1, 0, 2, 1, 0, -1])
    #expect(
      HiddenConfounder.deciding(codes, share: -1, u, stream: stream) == [0, 1, 0, 1, 2, -1])
    #expect(HiddenConfounder.deciding(codes, share: 0, u, stream: stream) == codes)
  }

  @Test func `a share of the rows is decided`() {
    var stream = RandomStream(seed: 2, purpose: "hidden", content: 0)
    let u = (0..<20_000).map { _ in stream.normal() }
    let codes = (0..<20_000).map { Int32($0 % 2) }
    let changed = HiddenConfounder.deciding(codes, share: 0.2, u, stream: stream.substream(1))
    // Half of the rows decided at random had the level that U gives them anyway.
    let share = Double(zip(codes, changed).count { $0 != $1 }) / 20_000
    #expect(abs(share - 0.1) < 0.01)
    #expect(changed.reduce(0, +) == codes.reduce(0, +))
  }
}

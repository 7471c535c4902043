import Charts
import Numerics
import Testing

@Suite struct LabelSpreadingTests {
  @Test(arguments: [1, 2, 5, 12, 20])
  func labelsKeepTheirDistanceOrderAndRange(count: Int) throws {
    var stream = RandomStream(seed: 5, purpose: "labels", content: UInt64(count))
    for _ in 0..<50 {
      let wishes = (0..<count).map { _ in stream.uniform() * 400 - 50 }
      let placed = try #require(LabelSpreading.spread(wishes, distance: 14, in: 0...300))
      let sorted = placed.sorted()
      #expect((sorted.first ?? 0) >= -1e-9 && (sorted.last ?? 0) <= 300 + 1e-9)
      for (a, b) in zip(sorted, sorted.dropFirst()) { #expect(b - a >= 14 - 1e-9) }
      let order = wishes.indices.sorted { wishes[$0] < wishes[$1] }
      #expect(order.map { placed[$0] } == sorted)
    }
  }

  @Test func labelsWithRoomStay() {
    #expect(LabelSpreading.spread([20, 80, 50], distance: 14, in: 0...100) == [20, 80, 50])
  }

  @Test func twoLabelsAtOnePlaceMoveEqually() {
    #expect(LabelSpreading.spread([50, 50], distance: 14, in: 0...100) == [43, 57])
  }

  @Test func tooManyLabelsDoNotFit() {
    #expect(LabelSpreading.spread([1, 2, 3], distance: 14, in: 0...20) == nil)
  }

  @Test func noLabelsFitAnywhere() {
    #expect(LabelSpreading.spread([], distance: 14, in: 0...0) == [])
  }
}

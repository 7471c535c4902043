import Learners
import Numerics
import Testing

struct BinLayoutTests {
  private func codes(_ values: [Double], on layout: BinLayout? = nil) -> [UInt8] {
    let features = FeatureMatrix(numeric: [("x", values)], rowCount: values.count)
    return BinnedFeatures(features, layout ?? BinLayout(features), order: .byColumn).codes
  }

  @Test func `each distinct number has a bin of its own while there are few, and missing is 0`() {
    #expect(codes([3, 1, .nan, 2, 1]) == [3, 1, 0, 2, 1])
  }

  @Test func `a new value falls between the middles of its neighbours`() {
    let features = FeatureMatrix(numeric: [("x", [0, 10, 20])], rowCount: 3)
    #expect(codes([-5, 4.9, 5, 5.1, 14, 99], on: BinLayout(features)) == [1, 1, 1, 2, 2, 3])
  }

  @Test func `many numbers have 255 bins of nearly equal shares, in order`() {
    var stream = RandomStream(seed: 1, purpose: "bins")
    let values = (0..<10_000).map { _ in stream.normal() }
    let codes = codes(values)
    var counts = [Int](repeating: 0, count: 256)
    for code in codes { counts[Int(code)] += 1 }
    #expect(counts[0] == 0)
    #expect(counts[1...].allSatisfy { (38...41).contains($0) })
    let order = values.indices.sorted { values[$0] < values[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { codes[$0] <= codes[$1] })
  }

  @Test func `a value that most rows share takes one bin and leaves the others to the rest`() {
    let values = [Double](repeating: 0, count: 9000) + (1...1000).map(Double.init)
    let codes = codes(values)
    #expect(Set(codes[..<9000]) == [1])
    #expect(Set(codes[9000...]).count > 200)
  }

  @Test func `neighbouring floating-point numbers stay apart`() {
    let low = 1.0
    #expect(codes([low, low.nextUp, low.nextUp.nextUp]) == [1, 2, 3])
  }

  @Test func `a thousand levels share 255 bins, the commonest on their own`() {
    let levels = (0..<1000).map { "level\($0)" }
    let values = (0..<20_000).map { Double($0 % 10 < 5 ? 7 : $0 % 1000) }
    let features = FeatureMatrix(
      names: ["id"], categories: [levels], rowCount: values.count, values: values)
    let layout = BinLayout(features)
    #expect(layout.crowded == ["id"])
    let codes = BinnedFeatures(features, layout, order: .byColumn).codes
    #expect(!codes.contains(0))
    let own = codes[0]
    #expect(codes.indices.allSatisfy { (codes[$0] == own) == (values[$0] == 7) })
  }
}

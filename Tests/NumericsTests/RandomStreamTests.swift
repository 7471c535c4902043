import Numerics
import Testing

@Suite struct RandomStreamTests {
  private func draws(_ stream: RandomStream, _ count: Int) -> [UInt64] {
    var stream = stream
    return (0..<count).map { _ in stream.nextUInt64() }
  }

  @Test func theSameNameGivesTheSameNumbers() {
    let stream = RandomStream(seed: 7, purpose: "split", content: 3)
    #expect(draws(stream, 9) == draws(RandomStream(seed: 7, purpose: "split", content: 3), 9))
  }

  @Test func seedPurposeContentAndSubstreamAllMatter() {
    let names = [
      RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 2, purpose: "a"),
      RandomStream(seed: 1, purpose: "b"), RandomStream(seed: 1, purpose: "a", content: 1),
      RandomStream(seed: 1, purpose: "a").substream(0),
      RandomStream(seed: 1, purpose: "a").substream(1),
      RandomStream(seed: 1, purpose: "a").substream(0).substream(0),
      RandomStream(seed: 1, purpose: "a").substream(1).substream(0),
    ]
    #expect(Set(names.map { draws($0, 1) }).count == names.count)
  }

  @Test(arguments: [0, 1, 2, 5, 1001])
  func seekJumpsToAnyDraw(_ position: Int) {
    let all = draws(RandomStream(seed: 5, purpose: "seek"), 1010)
    var stream = RandomStream(seed: 5, purpose: "seek")
    _ = stream.nextUInt64()
    stream.seek(to: UInt64(position))
    #expect(draws(stream, 3) == Array(all[position..<position + 3]))
  }

  /// Mean and variance over 200,000 draws, each within five standard errors.
  private func check(
    mean: Double, variance: Double, fourth: Double, _ draw: (inout RandomStream) -> Double
  ) {
    let count = 200_000
    var stream = RandomStream(seed: 11, purpose: "moments")
    let values = (0..<count).map { _ in draw(&stream) }
    let average = values.reduce(0, +) / Double(count)
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(abs(average - mean) < 5 * (variance / Double(count)).squareRoot())
    #expect(
      abs(spread - variance) < 5 * ((fourth - variance * variance) / Double(count)).squareRoot())
  }

  @Test func variatesHaveTheirMoments() {
    check(mean: 0.5, variance: 1.0 / 12, fourth: 1.0 / 80) { $0.uniform() }
    check(mean: 0, variance: 1, fourth: 3) { $0.normal() }
    check(mean: 1, variance: 1, fourth: 9) { $0.exponential() }
    for shape in [0.3, 1, 4.5] {
      check(mean: shape, variance: shape, fourth: 3 * shape * shape + 6 * shape) {
        $0.gamma(shape: shape)
      }
    }
    for mean in [0.7, 12, 250] {
      check(mean: mean, variance: mean, fourth: 3 * mean * mean + mean) {
        Double($0.poisson(mean: mean))
      }
    }
    let variance = 1000 * 0.3 * 0.7
    check(mean: 300, variance: variance, fourth: 3 * variance * variance) {
      Double($0.binomial(trials: 1000, probability: 0.3))
    }
  }

  @Test func belowIsUniformOverItsRange() {
    var stream = RandomStream(seed: 3, purpose: "below")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    #expect(ChiSquareDistribution(degreesOfFreedom: 6).survival(chiSquare) > 1e-4)
    #expect(stream.below(1) == 0)
    #expect(stream.below(-4) == 0)
  }

  @Test func permutationHoldsEveryNumberOnce() {
    var stream = RandomStream(seed: 3, purpose: "permutation")
    let order = stream.permutation(100)
    #expect(order.sorted() == Array(0..<100))
    #expect(order != Array(0..<100))
    #expect(Set(stream.sample(10, of: 20)).count == 10)
    #expect(stream.permutation(0).isEmpty)
  }
}

import Causal
import Numerics
import Testing

struct SegmentEffectsTests {
  private func sample(_ scores: [Double], clusters: [Int32]? = nil) throws -> JudgedSample {
    try JudgedSample(
      outcome: scores, treatment: scores.indices.map { Double($0 % 2) }, effectScores: scores,
      clusters: clusters)
  }

  @Test func `a segment's effect is the mean of its scores with Student's interval`() throws {
    let sample = try sample([1, 2, 3, 10, 20])
    let found = try SegmentEffects(codes: [0, 0, 0, 1, 1], count: 2, of: sample, level: 0.95)
    let first = found.segments[0]
    #expect(first.rows == 3)
    #expect(close(first.effect.value, 2))
    #expect(close(first.effect.standardError, 1 / 3.0.squareRoot()))
    // t of two degrees of freedom at 0.975.
    #expect(abs(first.pointwise.high - (2 + 4.302652729911275 / 3.0.squareRoot())) < 1e-9)
    #expect(first.simultaneous.high > first.pointwise.high)
    #expect(close(found.segments[0].share, 0.6))
    #expect(close(found.overall.value, 7.2))
  }

  @Test func `Šidák's intervals hold all at once in nineteen of twenty samples`() throws {
    var stream = RandomStream(seed: 3, purpose: "coverage")
    var misses = 0
    let trials = 600
    for _ in 0..<trials {
      let sample = try sample((0..<200).map { _ in stream.normal() })
      let found = try SegmentEffects(
        codes: (0..<200).map { Int32($0 % 5) }, count: 5, of: sample, level: 0.95)
      if found.segments.contains(where: { !$0.simultaneous.contains(0) }) { misses += 1 }
    }
    // Binomial with p = 0.05: three standard deviations are 16.
    #expect(abs(misses - trials / 20) <= 17)
  }

  @Test func `equal effects are shrunk together, different ones kept apart`() throws {
    let flat = try sample((0..<40).map { $0 % 4 < 2 ? 1 : -1 })
    let same = try SegmentEffects(
      codes: (0..<40).map { $0 < 20 ? 0 : 1 }, count: 2, of: flat, level: 0.95)
    #expect(same.segments[0].shrunken == same.segments[1].shrunken)
    var stream = RandomStream(seed: 4, purpose: "apart")
    let apart = try sample((0..<400).map { ($0 < 200 ? 0 : 5) + 0.1 * stream.normal() })
    let found = try SegmentEffects(
      codes: (0..<400).map { $0 < 200 ? 0 : 1 }, count: 2, of: apart, level: 0.95)
    #expect(abs(found.segments[1].shrunken - 5) < 0.1)
    #expect(found.heterogeneity.pValue < 1e-6)
  }

  @Test func `rows of no segment tell nothing, and one row has no error`() throws {
    let found = try SegmentEffects(
      codes: [0, -1, 1, 1], count: 3, of: try sample([5, 100, 1, 3]), level: 0.95)
    #expect(found.segments[0].rows == 1)
    #expect(found.segments[0].effect.value == 5)
    #expect(!found.segments[0].effect.standardError.isFinite)
    #expect(found.segments[2].rows == 0)
    #expect(found.segments[2].effect.value.isNaN)
    #expect(close(found.overall.value, 3))
  }

  @Test func `a score is cut into groups that ties do not divide`() throws {
    let scores: [Double] = [5, 4, 3, 3, 3, 1]
    let cut = ScoreCut(3, scores: scores, ranking: try Ranking(descending: scores))
    #expect(cut.lowest == [4, 3, 1])
    #expect(scores.map { cut.group(of: $0) } == [0, 0, 1, 1, 1, 2])
    #expect(cut.group(of: 9) == 0)
    #expect(cut.group(of: -9) == 2)
    #expect(cut.group(of: .nan) == -1)
    let flat: [Double] = [2, 2, 2]
    #expect(ScoreCut(5, scores: flat, ranking: try Ranking(descending: flat)).count == 1)
  }

  @Test func `bounds on the types follow Fréchet`() {
    // P₁ = 0.6, P₀ = 0.3.
    let treated = (0..<10).map { $0 < 6 ? 1.0 : 0 }
    let control = (0..<10).map { $0 % 3 == 0 && $0 < 9 ? 1.0 : 0 }
    let bounds = TypeBounds(treated: treated, control: control).bounds
    #expect(closeBound(bounds[.persuadable], 0.3, 0.6))
    #expect(closeBound(bounds[.sureThing], 0, 0.3))
    #expect(closeBound(bounds[.lostCause], 0.1, 0.4))
    #expect(closeBound(bounds[.doNotDisturb], 0, 0.3))
    let monotone = TypeBounds(treated: treated, control: control, isMonotone: true).bounds
    #expect(closeBound(monotone[.persuadable], 0.3, 0.3))
    #expect(closeBound(monotone[.sureThing], 0.3, 0.3))
    #expect(closeBound(monotone[.lostCause], 0.4, 0.4))
    #expect(closeBound(monotone[.doNotDisturb], 0, 0))
  }

  @Test func `the true shares lie in the bounds whatever the joint law`() {
    var stream = RandomStream(seed: 8, purpose: "types")
    for _ in 0..<50 {
      var shares = (0..<4).map { _ in stream.exponential() }
      let total = shares.reduce(0, +)
      shares = shares.map { $0 / total }
      // persuadable, sure thing, lost cause, do not disturb
      let draws = (0..<2000).map { _ -> Int in
        var rest = stream.uniform()
        for type in 0..<3 {
          rest -= shares[type]
          if rest < 0 { return type }
        }
        return 3
      }
      let bounds = TypeBounds(
        treated: draws.map { $0 < 2 ? 1 : 0 }, control: draws.map { $0 == 1 || $0 == 3 ? 1 : 0 })
      for (index, type) in TypeBounds.CustomerType.allCases.enumerated() {
        guard let bound = bounds.bounds[type] else { continue }
        let share = Double(draws.count { $0 == index }) / 2000
        #expect(bound.low <= share + 1e-12 && share <= bound.high + 1e-12)
        #expect(bound.outer.low <= bound.low && bound.outer.high >= bound.high)
      }
    }
  }

  private func closeBound(_ bound: TypeBounds.Bound?, _ low: Double, _ high: Double) -> Bool {
    guard let bound else { return false }
    return abs(bound.low - low) < 1e-12 && abs(bound.high - high) < 1e-12
  }
}

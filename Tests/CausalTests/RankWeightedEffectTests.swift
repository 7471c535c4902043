import Causal
import Numerics
import Testing

struct RankWeightedEffectTests {
  private func simulate(
    rows: Int, seed: UInt64, tau: (Double) -> Double
  ) throws -> (sample: JudgedSample, x: [Double]) {
    var stream = RandomStream(seed: seed, purpose: "simulation")
    var (x, y, t, scores): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for _ in 0..<rows {
      let feature = stream.uniform()
      let treated = stream.bernoulli(0.5) ? 1.0 : 0
      let effect = tau(feature)
      let outcome = effect * treated + stream.normal()
      x.append(feature)
      t.append(treated)
      y.append(outcome)
      // Oracle nuisances: μ0 = 0, μ1 = τ, e = ½.
      scores.append(effect + (treated == 1 ? 2 : -2) * (outcome - treated * effect))
    }
    return (try JudgedSample(outcome: y, treatment: t, effectScores: scores), x)
  }

  @Test func `sums the TOC over four rows`() throws {
    let sample = try JudgedSample(
      outcome: [0, 0, 0, 0], treatment: [1, 0, 1, 0], effectScores: [4, 2, 1, 1])
    let ranking = try Ranking(descending: [4, 3, 2, 1])
    let toc = [2, 1, 1.0 / 3, 0]
    let autoc = try RankWeightedEffect.autoc.estimate(of: sample, by: ranking)
    let qini = try RankWeightedEffect.qini.estimate(of: sample, by: ranking)
    #expect(abs(autoc.value - toc.reduce(0, +) / 4) < 1e-12)
    #expect(abs(qini.value - (toc[0] / 4 + toc[1] / 2 + toc[2] * 3 / 4) / 4) < 1e-12)
  }

  @Test(arguments: RankWeightedEffect.allCases)
  func `the influence of a row is the derivative in its weight`(
    metric: RankWeightedEffect
  ) throws {
    let scores: [Double] = [1, 5, -2, 3, 0.5, 2]
    let ranks: [Double] = [3, 3, 1, 7, 3, 1]
    let weights: [Double] = [1, 2, 0.5, 1, 3, 1]
    func estimate(_ weights: [Double]) throws -> InfluenceEstimate {
      let sample = try JudgedSample(
        outcome: scores, treatment: [1, 0, 1, 0, 1, 0], effectScores: scores, weights: weights)
      return try metric.estimate(of: sample, by: Ranking(descending: ranks))
    }
    let base = try estimate(weights)
    for row in weights.indices {
      let step = 1e-6
      var (up, down) = (weights, weights)
      up[row] += step
      down[row] -= step
      let slope = (try estimate(up).value - estimate(down).value) / (2 * step)
      #expect(abs(slope * weights[row] - base.influence[row]) < 1e-8)
    }
    #expect(abs(base.influence.reduce(0, +)) < 1e-12)
  }

  @Test func `a reversed score reverses the sign`() throws {
    let (sample, x) = try simulate(rows: 3000, seed: 5) { 0.8 * $0 }
    let up = try Ranking(descending: x)
    let down = try Ranking(descending: x.map { -$0 })
    for metric in RankWeightedEffect.allCases {
      let forward = try metric.estimate(of: sample, by: up)
      let backward = try metric.estimate(of: sample, by: down)
      #expect(forward.value > 0 && backward.value < 0)
      if metric == .qini { #expect(abs(forward.value + backward.value) < 1e-12) }
    }
  }

  @Test func `row order and ties do not matter`() throws {
    let (sample, x) = try simulate(rows: 500, seed: 8) { $0 }
    let coarse = x.map { ($0 * 4).rounded() }
    let order = Array((0..<500).reversed())
    let moved = try JudgedSample(
      outcome: order.map { sample.outcome[$0] }, treatment: order.map { sample.treatment[$0] },
      effectScores: order.map { sample.effectScores?[$0] ?? 0 })
    let a = try RankWeightedEffect.autoc.estimate(of: sample, by: Ranking(descending: coarse))
    let b = try RankWeightedEffect.autoc.estimate(
      of: moved, by: Ranking(descending: order.map { coarse[$0] }))
    #expect(abs(a.value - b.value) < 1e-12)
    #expect(abs(a.standardError - b.standardError) < 1e-12)
  }

  @Test func `a constant score has AUTOC zero`() throws {
    let (sample, x) = try simulate(rows: 100, seed: 8) { $0 }
    let estimate = try RankWeightedEffect.autoc.estimate(
      of: sample, by: Ranking(descending: x.map { _ in 1 }))
    #expect(abs(estimate.value) < 1e-12)
    #expect(estimate.standardError < 1e-12)
  }

  @Test func `half-samples agree with the influence function`() throws {
    let (sample, x) = try simulate(rows: 4000, seed: 3) { 0.8 * $0 }
    let ranking = try Ranking(descending: x)
    for metric in RankWeightedEffect.allCases {
      let estimate = try metric.estimate(of: sample, by: ranking)
      let halves = try metric.halfSampleError(
        of: sample, by: ranking, draws: 400, stream: RandomStream(seed: 1, purpose: "half"))
      #expect(close(estimate.standardError, halves, within: 0.12))
    }
  }

  @Test func `the test of AUTOC holds its size, and finds what is there`() throws {
    let runs = 2000
    let rejections = try Parallel.map(count: runs, chunk: 20) { run throws -> (Int, Int) in
      let (none, x) = try simulate(rows: 2000, seed: UInt64(run)) { _ in 0.3 }
      let size = try RankWeightedEffect.autoc.estimate(of: none, by: Ranking(descending: x))
      guard run < 200 else { return (abs(size.z ?? 0) > 1.959964 ? 1 : 0, 0) }
      let (some, v) = try simulate(rows: 2000, seed: UInt64(run + runs)) { 0.8 * $0 }
      let power = try RankWeightedEffect.autoc.estimate(of: some, by: Ranking(descending: v))
      return (abs(size.z ?? 0) > 1.959964 ? 1 : 0, abs(power.z ?? 0) > 1.959964 ? 1 : 0)
    }
    let size = Double(rejections.reduce(0) { $0 + $1.0 }) / Double(runs)
    let power = Double(rejections.reduce(0) { $0 + $1.1 }) / 200
    #expect(size > 0.035 && size < 0.065, "size \(size)")
    #expect(power >= 0.97, "power \(power)")
  }
}

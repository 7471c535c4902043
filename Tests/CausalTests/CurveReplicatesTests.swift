import Causal
import Numerics
import Testing

struct CurveReplicatesTests {
  private func trial(
    _ rows: Int, seed: UInt64
  ) throws -> (sample: JudgedSample, x: [Double]) {
    var stream = RandomStream(seed: seed, purpose: "curve")
    var (x, y, t, scores): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for _ in 0..<rows {
      let feature = stream.uniform()
      let treated = stream.bernoulli(0.5) ? 1.0 : 0
      let outcome = feature * treated + stream.normal()
      x.append(feature)
      t.append(treated)
      y.append(outcome)
      scores.append((treated == 1 ? 2 : -2) * outcome)
    }
    let sample = try JudgedSample(
      outcome: y, treatment: t, effectScores: scores, netGains: scores.map { $0 - 0.5 })
    return (sample, x)
  }

  private func replicates(
    _ kind: CurveKind, _ rows: Int = 2000, seed: UInt64 = 1, count: Int = 200
  ) throws -> CurveReplicates {
    let (sample, x) = try trial(rows, seed: seed)
    return try CurveReplicates(
      kind, of: sample, by: [Ranking(descending: x)], replicates: count, points: 100,
      stream: RandomStream(seed: 7, purpose: "bootstrap"))
  }

  @Test func `the error at the end is that of the difference of means`() throws {
    let (sample, x) = try trial(2000, seed: 1)
    let replicates = try CurveReplicates(
      .gain, of: sample, by: [Ranking(descending: x)], replicates: 400,
      stream: RandomStream(seed: 7, purpose: "bootstrap"))
    let end = try UpliftAtShare(1, of: sample, by: Ranking(descending: x))
    let error = try #require(replicates.standardErrors(of: 0).last)
    #expect(close(error, end.standardError, within: 0.1))
    #expect(close(replicates.curves[0].end, end.uplift, within: 1e-9))
  }

  @Test func `the error at a share is near that of the share's own rows`() throws {
    let (sample, x) = try trial(4000, seed: 2)
    let ranking = try Ranking(descending: x)
    let band = try replicates(.uplift, 4000, seed: 2, count: 400).band(of: 0, level: 0.95)
    let index = try #require(band.curve.shares.firstIndex { $0 >= 0.3 })
    let top = try UpliftAtShare(band.curve.shares[index], of: sample, by: ranking)
    #expect(close(band.standardErrors[index], top.standardError, within: 0.15))
  }

  @Test func `the simultaneous band is wider and both hold the curve`() throws {
    for kind in [CurveKind.uplift, .gain, .qini, .toc, .profit] {
      let band = try replicates(kind).band(of: 0, level: 0.95)
      #expect(abs(band.pointwiseFactor - 1.959964) < 1e-5)
      #expect(band.simultaneousFactor > 2.2 && band.simultaneousFactor < 4, "\(kind)")
      for index in band.low.indices where band.standardErrors[index].isFinite {
        #expect(band.simultaneousLow[index] <= band.low[index])
        #expect(band.low[index] <= band.curve.values[index])
      }
    }
  }

  @Test func `the same stream gives the same band on any number of threads`() throws {
    let one = try replicates(.qini).standardErrors(of: 0)
    let two = try replicates(.qini).standardErrors(of: 0)
    #expect(one == two)
  }

  @Test func `the simultaneous band holds the whole true curve as often as it says`() throws {
    // gain(q) = q·(1 − q/2) for τ(x) = x uniform.
    let runs = 200
    let held = try Parallel.map(count: runs, chunk: 5) { run throws -> Int in
      let band = try replicates(.gain, 1000, seed: UInt64(100 + run), count: 100)
        .band(of: 0, level: 0.95)
      let isInside = band.curve.shares.indices.allSatisfy { index in
        let q = band.curve.shares[index]
        guard q >= 0.03 else { return true }
        let truth = q * (1 - q / 2)
        return band.simultaneousLow[index] <= truth && truth <= band.simultaneousHigh[index]
      }
      return isInside ? 1 : 0
    }
    let share = Double(held.reduce(0, +)) / Double(runs)
    #expect(share > 0.90, "\(share)")
  }

  @Test func `the set of best shares holds the true one`() throws {
    // Net gain x − ½: treating the upper half is best.
    let runs = 200
    let held = try Parallel.map(count: runs, chunk: 5) { run throws -> Int in
      let best = try replicates(.profit, 1000, seed: UInt64(500 + run), count: 100)
        .bestShare(of: 0, level: 0.95)
      return best.low <= 0.5 && 0.5 <= best.high ? 1 : 0
    }
    let share = Double(held.reduce(0, +)) / Double(runs)
    #expect(share >= 0.93, "\(share)")
  }

  @Test func `clusters that repeat rows make the error as wide as one row a cluster`() throws {
    let (sample, x) = try trial(1000, seed: 4)
    func twice<Value>(_ column: [Value]) -> [Value] { column + column }
    let doubled = try JudgedSample(
      outcome: twice(sample.outcome), treatment: twice(sample.treatment),
      clusters: twice((0..<1000).map { Int32($0) }))
    let single = try CurveReplicates(
      .gain, of: sample, by: [Ranking(descending: x)], points: 50,
      stream: RandomStream(seed: 7, purpose: "bootstrap"))
    let clustered = try CurveReplicates(
      .gain, of: doubled, by: [Ranking(descending: twice(x))], points: 50,
      stream: RandomStream(seed: 7, purpose: "bootstrap"))
    let (a, b) = (single.standardErrors(of: 0), clustered.standardErrors(of: 0))
    #expect(close(a[a.count - 1], b[b.count - 1], within: 1e-9))
  }
}

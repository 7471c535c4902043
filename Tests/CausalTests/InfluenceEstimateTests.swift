import Causal
import Numerics
import Statistics
import Testing

struct InfluenceEstimateTests {
  @Test func `errors correlate as their influences do`() {
    let first = InfluenceEstimate(value: 1, influence: [1, -1, 2, -2])
    let second = InfluenceEstimate(value: 3, influence: [1, 1, -1, -1])
    // Σψψ′ = 1 − 1 − 2 + 2 = 0, and with itself or its opposite ±1.
    #expect(first.correlation(with: second) == 0)
    #expect(abs(first.correlation(with: first) - 1) < 1e-15)
    #expect(abs(first.correlation(with: first.scaled(by: -3)) + 1) < 1e-15)
    let third = InfluenceEstimate(value: 0, influence: [0, 0, 3, -4])
    #expect(abs(first.correlation(with: third) - 14 / (10.0.squareRoot() * 5)) < 1e-15)
    let none = InfluenceEstimate(value: 0, influence: [0, 0, 0, 0])
    #expect(first.correlation(with: none).isNaN)
  }

  @Test func `rows of a cluster are one`() {
    let clusters: [Int32] = [0, 0, 1, 1]
    let first = InfluenceEstimate(value: 1, influence: [3, -1, -1, -1], clusters: clusters)
    let second = InfluenceEstimate(value: 1, influence: [0, 1, -4, 2], clusters: clusters)
    // Sums 2, −2 and 1, −2: 6 / √(8·5).
    #expect(abs(first.correlation(with: second) - 6 / 40.0.squareRoot()) < 1e-15)
  }

  @Test func `differences of rankings keep the family's error where nothing varies`() throws {
    // Four scores, two of them close to each other; the effect is the same for everyone.
    var alarms = 0
    let experiments = 300
    for experiment in 0..<experiments {
      var stream = RandomStream(seed: 3, purpose: "null", content: UInt64(experiment))
      let rows = 400
      var columns = [[Double]](repeating: [], count: 4)
      var scores: [Double] = []
      for _ in 0..<rows {
        let x = (0..<4).map { _ in stream.normal() }
        for (index, value) in [x[0], x[0] + 0.3 * x[1], x[2], x[3] + x[2]].enumerated() {
          columns[index].append(value)
        }
        scores.append(0.5 + stream.normal())
      }
      let zeros = [Double](repeating: 0, count: rows)
      let sample = try JudgedSample(outcome: zeros, treatment: zeros, effectScores: scores)
      let areas = try columns.map {
        try RankWeightedEffect.autoc.estimate(of: sample, by: Ranking(descending: $0))
      }
      var contrasts: [InfluenceEstimate] = []
      for first in 0..<4 {
        for second in (first + 1)..<4 { contrasts.append(areas[first] - areas[second]) }
      }
      let correlation = Matrix(
        columns: contrasts.map { a in contrasts.map { a.correlation(with: $0) } })
      let maxT = MaxT(
        correlation: correlation, draws: 600, stream: stream.substream(rows))
      if maxT.adjust(contrasts.map { $0.z ?? 0 }).contains(where: { $0 < 0.05 }) { alarms += 1 }
    }
    // 15 expected; 4 standard errors either way.
    #expect((1...30).contains(alarms), "\(alarms) of \(experiments)")
  }
}

import Causal
import Testing

struct RankingCurveTests {
  /// Six rows, ranked by position: T 1 0 1 0 1 0, Y 1 0 1 1 0 1.
  private func sample() throws -> JudgedSample {
    try JudgedSample(
      outcome: [1, 0, 1, 1, 0, 1], treatment: [1, 0, 1, 0, 1, 0],
      effectScores: [2, 1, 0, 1, -1, 0], netGains: [1, 0.5, -0.5, 0, -2, -1])
  }
  private let scores: [Double] = [6, 5, 4, 3, 2, 1]

  private func curve(_ kind: CurveKind, _ scores: [Double]? = nil) throws -> RankingCurve {
    try RankingCurve(kind, of: sample(), by: Ranking(descending: scores ?? self.scores))
  }

  private func expect(_ curve: RankingCurve, _ shares: [Double], _ values: [Double]) {
    #expect(curve.shares.count == shares.count)
    for (a, b) in zip(curve.shares + curve.values, shares.map { $0 / 6 } + values) {
      #expect(abs(a - b) < 1e-12, "\(a) \(b)")
    }
  }

  @Test func `uplift starts where both arms have rows and ends at the average effect`() throws {
    expect(try curve(.uplift), [2, 3, 4, 5, 6], [1, 1, 0.5, 1.0 / 6, 0])
  }

  @Test func `gain is the share times uplift`() throws {
    expect(
      try curve(.gain), [0, 2, 3, 4, 5, 6],
      [0, 1.0 / 3, 0.5, 1.0 / 3, 5.0 / 36, 0])
  }

  @Test func `Qini counts incremental outcomes`() throws {
    expect(try curve(.qini), [0, 1, 2, 3, 4, 5, 6], [0, 1, 1, 2, 1, 0.5, 0])
  }

  @Test func `TOC is the running mean of the scores less the mean of all`() throws {
    let mean = 0.5
    expect(
      try curve(.toc), [1, 2, 3, 4, 5, 6],
      [2 - mean, 1.5 - mean, 1 - mean, 1 - mean, 0.6 - mean, 0])
  }

  @Test func `profit adds up net gains per customer`() throws {
    let profit = try curve(.profit)
    expect(profit, [0, 1, 2, 3, 4, 5, 6], [0, 1, 1.5, 1, 1, -1, -2].map { $0 / 6 })
    #expect(profit.peak.share == 2.0 / 6)
  }

  @Test func `a tied group enters whole, whatever the order of its rows`() throws {
    expect(try curve(.qini, [2, 2, 2, 1, 1, 1]), [0, 3, 6], [0, 2, 0])
  }

  @Test func `a 0/1 treatment has the difference of means as its elasticity`() throws {
    let elasticity = try curve(.elasticity)
    let uplift = try curve(.uplift)
    for (share, value) in zip(uplift.shares, uplift.values) {
      #expect(abs(elasticity.value(at: share) - value) < 1e-12)
    }
  }

  @Test func `elasticity is the least-squares slope of a dose`() throws {
    let sample = try JudgedSample(
      outcome: [10, 8, 7, 1], treatment: [1, 2, 3, 4], treatmentKind: .continuous)
    let curve = try RankingCurve(
      .elasticity, of: sample, by: Ranking(descending: [4, 3, 2, 1]), minimumRows: 2)
    #expect(abs(curve.value(at: 0.5) + 2) < 1e-12)
    #expect(abs(curve.value(at: 0.75) + 1.5) < 1e-12)
    #expect(abs(curve.end + 2.8) < 1e-12)
    let gain = try RankingCurve(.gain, of: sample, by: Ranking(descending: [4, 3, 2, 1]))
    #expect(abs(gain.value(at: 0.5) + 1) < 1e-12)
  }

  @Test func `weights stand for repeated rows`() throws {
    let weighted = try JudgedSample(
      outcome: [1, 0, 1, 1], treatment: [1, 0, 1, 0], effectScores: [2, 1, 0, 1],
      weights: [2, 1, 1, 3])
    let repeated = try JudgedSample(
      outcome: [1, 1, 0, 1, 1, 1, 1], treatment: [1, 1, 0, 1, 0, 0, 0],
      effectScores: [2, 2, 1, 0, 1, 1, 1])
    for kind in [CurveKind.uplift, .gain, .qini, .toc] {
      let a = try RankingCurve(kind, of: weighted, by: Ranking(descending: [4, 3, 2, 1]))
      let b = try RankingCurve(kind, of: repeated, by: Ranking(descending: [4, 4, 3, 2, 1, 1, 1]))
      #expect(a.shares.count == b.shares.count)
      for (x, y) in zip(a.values, b.values) { #expect(abs(x - y) < 1e-12) }
      #expect(abs(a.area - b.area) < 1e-12)
    }
  }

  @Test func `thinning keeps the ends, the peak and the lowest point`() throws {
    let values = (0...2000).map { index -> Double in
      index == 777 ? 9 : index == 1234 ? -9 : Double(index) / 2000
    }
    let full = RankingCurve(
      kind: .gain, shares: (0...2000).map { Double($0) / 2000 }, values: values, population: 2000)
    let thin = full.thinned(to: 200)
    #expect(thin.count <= 200)
    #expect(thin.count > 150)
    #expect(thin.shares.first == 0 && thin.shares.last == 1)
    #expect(thin.peak == full.peak)
    #expect(thin.values.min() == -9)
  }

  @Test func `an arm without rows is refused for what compares arms`() throws {
    let treated = try JudgedSample(outcome: [1, 0], treatment: [1, 1], effectScores: [1, 0])
    let ranking = try Ranking(descending: [2, 1])
    #expect(throws: RankingError.needs(.bothArms)) {
      try RankingCurve(.qini, of: treated, by: ranking)
    }
    #expect(try RankingCurve(.toc, of: treated, by: ranking).values == [0.5, 0])
  }

  @Test func `a treatment that is neither 0 nor 1 is named by its row`() {
    #expect(throws: RankingError.notBinary(row: 1, value: 2)) {
      try JudgedSample(outcome: [1, 0], treatment: [1, 2])
    }
  }
}

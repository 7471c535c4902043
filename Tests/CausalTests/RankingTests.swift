import Causal
import TestSupport
import Testing

struct RankingTests {
  @Test func `sorts from the best, and rows of equal score stay in their order`() throws {
    let ranking = try Ranking(descending: [1, 3, -2, 3, 0])
    #expect(ranking.order == [1, 3, 0, 4, 2])
    #expect(ranking.groupEnds == [2, 3, 4, 5])
    #expect(ranking.hasTies)
  }

  @Test func `signed zeros, infinities and tiny numbers sort as numbers do`() throws {
    let scores = [-Double.infinity, 1e-310, -0.0, 0.0, -1e-310, .infinity]
    let ranking = try Ranking(descending: scores)
    #expect(ranking.order == [5, 1, 2, 3, 4, 0])
    #expect(ranking.groupEnds == [1, 2, 4, 5, 6])
  }

  @Test func `scores within a relative 1e-12 are tied, and chains do not drift`() throws {
    let near = try Ranking(descending: [1, 1 - 5e-13, 2])
    #expect(near.groupCount == 2)
    let chain = try Ranking(descending: (0..<5).map { 1 - 0.8e-12 * Double($0) })
    #expect(chain.groupEnds == [2, 4, 5])
  }

  @Test func `agrees with a comparison sort on many numbers`() throws {
    var noise = LinearCongruence(seed: 1)
    let scores = (0..<3000).map { _ in Double(Int64(bitPattern: noise.next()) >> 40) / 1024 }
    let expected = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    #expect(try Ranking(descending: scores).order.map { Int($0) } == expected)
  }

  @Test func `refuses NaN and nothing`() {
    #expect(throws: RankingError.missingScore(row: 1)) { try Ranking(descending: [1, .nan]) }
    #expect(throws: RankingError.noRows) { try Ranking(descending: []) }
  }

  @Test func `a constant score is one group`() throws {
    #expect(try Ranking(descending: [2, 2, 2]).isConstant)
    #expect(try Ranking(descending: [7]).groupEnds == [1])
  }
}

import Causal
import TestSupport
import Testing

struct ScoreGroupsTests {
  private func sample() throws -> JudgedSample {
    try JudgedSample(
      outcome: [3, 1, 2, 2, 0, 1, 1, 1], treatment: [1, 0, 1, 0, 1, 0, 1, 0],
      effectScores: [4, 2, 0, 2, 1, 1, 1, 1])
  }

  @Test func `two halves by hand`() throws {
    let scores: [Double] = [8, 7, 6, 5, 4, 3, 2, 1]
    let groups = try ScoreGroups(
      2, scores: scores, of: sample(), by: Ranking(descending: scores)
    ).groups
    #expect(groups.map(\.rows) == [4, 4])
    #expect(groups.map(\.meanScore) == [6.5, 2.5])
    #expect(groups.map(\.uplift) == [1, -0.5])
    // Treated 3, 2 and control 1, 2: s² = ½ each, over two rows each.
    #expect(abs(groups[0].upliftStandardError - 0.5.squareRoot()) < 1e-12)
    #expect(groups.map(\.effect) == [2, 1])
    // Γ 4, 2, 0, 2: s² = 8/3 over four rows.
    #expect(abs(groups[0].effectStandardError - (2.0 / 3).squareRoot()) < 1e-12)
  }

  @Test func `tied rows stay together`() throws {
    let scores: [Double] = [2, 2, 2, 2, 2, 1, 1, 0]
    let groups = try ScoreGroups(
      4, scores: scores, of: sample(), by: Ranking(descending: scores)
    ).groups
    #expect(groups.map(\.rows) == [5, 3])
    #expect(groups.map(\.number) == [2, 4])
  }

  @Test(.needsReferences)
  func `deciles of the Hillstrom test are near those cut through ties`() throws {
    let judged = try Hillstrom.visit.get()
    let groups = try ScoreGroups(
      10, scores: judged.effect, of: judged.sample, by: Ranking(descending: judged.effect)
    ).groups
    let reference = try ReferenceNumbers.load("metrics.json")["visit"]["T_ols"][
      "deciles_stable_desc floor(10*rank/n)"]
    for (group, expected) in zip(groups, reference.list) {
      #expect(abs(group.uplift - expected["uplift"].double) < 2e-3)
      #expect(close(group.upliftStandardError, expected["se"].double, within: 0.01))
      #expect(abs(group.treated - expected["n_t"].double) < 15)
    }
    #expect(groups.count == 10)
  }
}

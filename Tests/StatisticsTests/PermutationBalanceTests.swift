import Numerics
import Statistics
import Testing

struct PermutationBalanceTests {
  @Test func `the statistic of one covariate and two arms is n times the squared correlation`()
    throws
  {
    let x = [1.0, 4, 2, 8, 5, 7]
    let groups = [0, 0, 0, 1, 1, 1]
    let test = try #require(
      PermutationBalance(
        groups: groups, count: 2, covariates: Matrix(columns: [x]), permutations: 500, seed: 1))
    let correlation = CorrelationTest.pearson(x, groups.map(Double.init)).correlation
    #expect(abs(test.statistic - 6 * correlation * correlation) < 1e-12)
    // Two of the twenty ways to deal the arms are as uneven: the highest three, and the lowest.
    #expect(abs(test.pValue - 0.1) < 0.05)
  }

  @Test func `p-values are uniform where arms are random`() {
    var rejected = 0
    for seed in 0..<400 {
      var stream = RandomStream(seed: UInt64(seed), purpose: "permutation balance")
      let columns = (0..<3).map { _ in (0..<40).map { _ in stream.exponential() } }
      let groups = (0..<40).map { _ in stream.below(3) }
      guard
        let test = PermutationBalance(
          groups: groups, count: 3, covariates: Matrix(columns: columns), permutations: 99,
          seed: UInt64(seed))
      else { continue }
      if test.pValue <= 0.1 { rejected += 1 }
    }
    // Binomial(400, 0.1) within four standard errors.
    #expect((16...64).contains(rejected))
  }

  @Test func `constant covariates cannot be tested`() {
    #expect(
      PermutationBalance(
        groups: [0, 1], count: 2, covariates: Matrix(columns: [[1, 1]]), permutations: 9, seed: 0)
        == nil)
  }
}

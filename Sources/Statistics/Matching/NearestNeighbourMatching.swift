import Numerics

/// Why rows cannot be matched.
package enum MatchingError: Error, Sendable, Equatable {
  /// No covariate varies.
  case noVariation
  /// An arm has fewer rows than a match, or a variance, needs.
  case tooFewRows(treated: Bool, rows: Int, needed: Int)
}

/// Whose average effect matching estimates.
package enum MatchingTarget: String, Sendable, CaseIterable {
  case ate, att, atc
}

/// The average effect of a treatment by matching each row with its nearest of the other arm.
///
/// Matching is with replacement, and ties are all used. With Ŷᵢ(w) the own outcome or the mean of
/// the matches, Kᵢ = Σ 1/#J(l) over the rows l that i is a match of and K′ᵢ = Σ 1/#J(l)², the
/// variance of the ATE is n⁻²Σ[(Ŷᵢ(1) − Ŷᵢ(0) − τ)² + (Kᵢ² + 2Kᵢ − K′ᵢ)σᵢ²], and of the ATT
/// n₁⁻²[Σ_treated (Yᵢ − Ŷᵢ(0) − τ)² + Σ_controls (Kᵢ² − K′ᵢ)σᵢ²] (Abadie and Imbens 2006, theorems 6
/// and 7). σᵢ² compares a row with its two nearest of its own arm. The bias adjustment moves each
/// match by the difference of a regression, fitted on the matches of an arm with weights K (Abadie
/// and Imbens 2011).
package struct NearestNeighbourMatching: Sendable {
  /// Bias-adjusted where that was asked for and possible.
  package private(set) var effect: Estimate
  /// The plain difference of outcomes and matches.
  package private(set) var unadjusted: Estimate
  /// Whether `effect` is adjusted: an arm with fewer distinct matches than regressors cannot be.
  package let isAdjusted: Bool
  /// Kᵢ: how often a row serves as a match, shared among ties.
  package let timesUsed: [Double]
  /// Rows that were matched: of the target's population.
  package let matched: Int
  /// Matched rows with more matches than were asked for.
  package let tied: Int
  /// Matched rows whose matches have the same covariates.
  package let exact: Int
  /// The largest distance of a match, in standard deviations.
  package let largestDistance: Double
  /// Columns that do not vary, which took no part.
  package let constantColumns: [Int]

  /// How many rows of the own arm σᵢ² looks at.
  private static let varianceNeighbours = 2

  /// - Parameters:
  ///   - covariates: what to match on: finite columns, one value for each row.
  ///   - adjusts: whether the covariates also adjust for the bias of inexact matches.
  ///   - neighbours: matches of a row, from 1.
  /// - Complexity: n·log n in few covariates, n² in many.
  package init(
    outcome: [Double], treated: [Bool], covariates: [[Double]],
    distance: MatchingDistance = .inverseVariance, neighbours: Int = 1, adjusts: Bool = true,
    target: MatchingTarget = .ate
  ) throws(MatchingError) {
    for arm in [true, false] {
      // A row and its neighbours of the own arm, and the matches of the other one.
      let serves = target == .ate || (target == .att) != arm
      let needed = max(2, serves ? neighbours : 0)
      let rows = treated.count { $0 == arm }
      guard rows >= needed else { throw .tooFewRows(treated: arm, rows: rows, needed: needed) }
    }
    let space = try MatchingSpace(covariates, distance)
    constantColumns = space.constantColumns
    let arms = [false, true].map { arm in
      MatchingArm(space, rows: treated.indices.filter { treated[$0] == arm })
    }
    let varying = covariates.indices.filter { !space.constantColumns.contains($0) }
      .map { covariates[$0] }
    var matches = Matches(rows: outcome.count)
    var adjusted = [Double](repeating: 0, count: outcome.count)
    var allAdjusted = adjusts
    for (arm, takes) in [target != .att, target != .atc].enumerated() where takes {
      let found = arms[1 - arm].nearest(to: arms[arm], count: neighbours)
      matches.add(found, of: arms[arm], in: arms[1 - arm], outcome, asked: neighbours)
      guard adjusts,
        let fitted = Self.regression(outcome, varying, arms[1 - arm], weights: matches.timesUsed)
      else {
        allAdjusted = false
        continue
      }
      Self.adjust(&adjusted, found, of: arms[arm], in: arms[1 - arm], fitted)
    }
    let variances = Self.variances(outcome, arms)
    let signs = treated.map { $0 ? 1.0 : -1 }
    func estimate(_ correction: [Double]?) -> Estimate {
      let effects = matches.rows.map { row in
        signs[row] * (outcome[row] - matches.counterfactual[row] - (correction?[row] ?? 0))
      }
      return Self.estimate(effects, matches, variances)
    }
    unadjusted = estimate(nil)
    effect = allAdjusted ? estimate(adjusted) : unadjusted
    isAdjusted = allAdjusted
    timesUsed = matches.timesUsed
    matched = matches.rows.count
    tied = matches.tied
    exact = matches.exact
    largestDistance = matches.largestDistance.squareRoot()
  }

  /// Adds a part to the squared standard errors; one that leaves nothing is left out.
  mutating func addToVariances(_ change: Double) {
    func changed(_ estimate: Estimate) -> Estimate {
      let variance = estimate.standardError * estimate.standardError + change
      return variance > 0
        ? Estimate(value: estimate.value, standardError: variance.squareRoot()) : estimate
    }
    (effect, unadjusted) = (changed(effect), changed(unadjusted))
  }

  /// What matching makes of each row.
  private struct Matches {
    var counterfactual: [Double]
    /// Kᵢ and K′ᵢ.
    var timesUsed: [Double]
    var squaresUsed: [Double]
    /// Whether a row is of the target's population, by row; `rows` are those that are.
    var isMatched: [Bool]
    var tied = 0
    var exact = 0
    var largestDistance = 0.0

    var rows: [Int] { isMatched.indices.filter { isMatched[$0] } }

    init(rows: Int) {
      counterfactual = [Double](repeating: 0, count: rows)
      timesUsed = counterfactual
      squaresUsed = counterfactual
      isMatched = [Bool](repeating: false, count: rows)
    }

    mutating func add(
      _ found: [[NeighbourIndex.Neighbour]], of arm: MatchingArm, in other: MatchingArm,
      _ outcome: [Double], asked: Int
    ) {
      let sums = other.members.map { group in group.reduce(0) { $0 + outcome[$1] } }
      var used = [Double](repeating: 0, count: sums.count)
      var squares = used
      for (group, neighbours) in zip(arm.members, found) {
        let size = Double(group.count)
        var (count, sum, farthest) = (0, 0.0, 0.0)
        for neighbour in neighbours {
          count += other.members[neighbour.point].count
          sum += sums[neighbour.point]
          farthest = max(farthest, neighbour.distance)
        }
        let share = 1 / Double(count)
        for neighbour in neighbours {
          used[neighbour.point] += size * share
          squares[neighbour.point] += size * share * share
        }
        for row in group {
          counterfactual[row] = sum * share
          isMatched[row] = true
        }
        if count > asked { tied += group.count }
        if farthest == 0 { exact += group.count }
        largestDistance = max(largestDistance, farthest)
      }
      for (index, group) in other.members.enumerated() {
        for row in group {
          timesUsed[row] = used[index]
          squaresUsed[row] = squares[index]
        }
      }
    }
  }

  /// Fitted values for every row of a regression on an arm's matches; nil where it has no room.
  private static func regression(
    _ outcome: [Double], _ covariates: [[Double]], _ arm: MatchingArm, weights: [Double]
  ) -> [Double]? {
    let rows = arm.members.joined().filter { weights[$0] > 0 }
    let constant = [Double](repeating: 1, count: outcome.count)
    let design = Matrix(columns: [constant] + covariates)
    guard
      let fit = try? LeastSquares.fit(
        design.selecting(rows: rows), rows.map { outcome[$0] }, weights: rows.map { weights[$0] }),
      fit.degreesOfFreedom > 0
    else { return nil }
    return LinearAlgebra.multiply(design, fit.coefficients)
  }

  /// Adds to each row what its own covariates say beyond those of its matches.
  private static func adjust(
    _ correction: inout [Double], _ found: [[NeighbourIndex.Neighbour]], of arm: MatchingArm,
    in other: MatchingArm, _ fitted: [Double]
  ) {
    for (group, neighbours) in zip(arm.members, found) {
      var (count, sum) = (0, 0.0)
      for neighbour in neighbours {
        let members = other.members[neighbour.point]
        count += members.count
        sum += Double(members.count) * fitted[members[0]]
      }
      for row in group { correction[row] = fitted[row] - sum / Double(count) }
    }
  }

  /// σᵢ² = J/(J + 1)·(Yᵢ − Ȳ)² with the mean of the J nearest of the own arm.
  private static func variances(_ outcome: [Double], _ arms: [MatchingArm]) -> [Double] {
    var variances = [Double](repeating: 0, count: outcome.count)
    for arm in arms {
      // The search finds the row itself too.
      let found = arm.nearest(to: arm, count: varianceNeighbours + 1)
      for (group, neighbours) in zip(arm.members, found) {
        var (count, sum) = (0, 0.0)
        for neighbour in neighbours {
          for row in arm.members[neighbour.point] { sum += outcome[row] }
          count += arm.members[neighbour.point].count
        }
        let others = Double(count - 1)
        for row in group {
          let distance = outcome[row] - (sum - outcome[row]) / others
          variances[row] = others / (others + 1) * distance * distance
        }
      }
    }
    return variances
  }

  private static func estimate(
    _ effects: [Double], _ matches: Matches, _ variances: [Double]
  ) -> Estimate {
    let n = Double(effects.count)
    let mean = Summation.sum(effects) / n
    let spread = Summation.sum(effects.map { ($0 - mean) * ($0 - mean) })
    let reuse = Summation.sum(
      variances.indices.map { row in
        let k = matches.timesUsed[row]
        // A row outside the population enters as a match alone.
        let weight = k * k - matches.squaresUsed[row] + (matches.isMatched[row] ? 2 * k : 0)
        return weight * variances[row]
      })
    return Estimate(value: mean, standardError: (spread + reuse).squareRoot() / n)
  }
}

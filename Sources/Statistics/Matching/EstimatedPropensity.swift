import Numerics

/// The part that estimating the propensity has in the error of matching on it.
///
/// Abadie and Imbens (2016): with I the information of the logistic model, the variance of the ATE
/// falls by c′I⁻¹c/n, c = E[((1 − e)·cov(X, Y₁|e) + e·cov(X, Y₀|e))]; that of the ATT changes by
/// (−c′I⁻¹c + d′I⁻¹d)/n with c = E[X·f·(μ₁(e) − μ₀(e) − τ) + f·cov(X, Y₁|e) + e²·cov(X, Y₀|e)]/E[e],
/// d = E[X·f·(Y₁ − Y₀ − τ)]/E[e] and f = e(1 − e). Covariances and means given e are those of the
/// nearest rows of an arm; Y₁ − Y₀ given X comes from matching on the covariates.
struct EstimatedPropensity {
  private let outcome: [Double]
  private let treated: [Bool]
  private let propensities: [Double]
  /// Of the logistic regression: the constant and its covariates, of full rank.
  private let design: Matrix

  init(outcome: [Double], treated: [Bool], propensities: [Double], design: Matrix) {
    self.outcome = outcome
    self.treated = treated
    self.propensities = propensities
    self.design = design
  }

  /// How many rows of an arm stand for those of equal propensity.
  private static let neighbours = 2

  /// What is to be added to the squared standard error.
  func varianceChange(_ target: MatchingTarget, effect: Double) throws(MatchingError) -> Double {
    if target == .atc {
      // The controls' effect is that of the treated with the arms exchanged.
      return try EstimatedPropensity(
        outcome: outcome, treated: treated.map { !$0 }, propensities: propensities.map { 1 - $0 },
        design: design
      ).varianceChange(.att, effect: -effect)
    }
    let spread = propensities.map { $0 * (1 - $0) }
    let count = Double(outcome.count)
    guard let information = try? CholeskyFactor(LinearAlgebra.gram(design, weights: spread)) else {
      return 0
    }
    func form(_ direction: [Double]) -> Double {
      let solved = information.solve(direction)
      return direction.indices.reduce(0) { $0 + direction[$1] * solved[$1] } / (count * count)
    }
    let local = try moments()
    let rows = outcome.indices
    switch target {
    case .ate:
      return -form(
        combined(local) { row in (1 - propensities[row], propensities[row], 0) })
    case .att, .atc:
      let share = Double(treated.count { $0 }) / count
      let gap = rows.map { spread[$0] * (local[1].means[$0] - local[0].means[$0] - effect) }
      let first = combined(local) { row in
        (spread[row], propensities[row] * propensities[row], gap[row])
      }
      let effects = try matchedEffects()
      let second = LinearAlgebra.multiply(
        design, rows.map { spread[$0] * (effects[$0] - effect) }, transpose: true)
      return (form(second) - form(first)) / (share * share)
    }
  }

  /// Mean and covariances of an arm's outcome among rows of like propensity, for each row.
  private struct LocalMoments {
    var means: [Double]
    /// Row-major, one for each column of the design.
    var covariances: [Double]
  }

  /// Σ a·cov(X, Y₁) + b·cov(X, Y₀) + g·X over the rows.
  private func combined(
    _ local: [LocalMoments],
    _ weights: (Int) -> (treated: Double, control: Double, own: Double)
  ) -> [Double] {
    let columns = design.columns
    var sum = [Double](repeating: 0, count: columns)
    for row in outcome.indices {
      let weight = weights(row)
      for column in 0..<columns {
        sum[column] +=
          weight.treated * local[1].covariances[row * columns + column]
          + weight.control * local[0].covariances[row * columns + column]
          + weight.own * design[row, column]
      }
    }
    return sum
  }

  /// Of the controls and of the treated, at every row's propensity.
  private func moments() throws(MatchingError) -> [LocalMoments] {
    let space = try MatchingSpace([propensities], .inverseVariance)
    let arms = [false, true].map { arm in
      MatchingArm(space, rows: treated.indices.filter { treated[$0] == arm })
    }
    return arms.indices.map { arm in
      let columns = design.columns
      var moments = LocalMoments(
        means: [Double](repeating: 0, count: outcome.count),
        covariances: [Double](repeating: 0, count: outcome.count * columns))
      for queries in arms.indices {
        // A search of the own arm finds the row itself too.
        let wanted = Self.neighbours + (queries == arm ? 1 : 0)
        let found = arms[arm].nearest(to: arms[queries], count: wanted)
        for (group, neighbours) in zip(arms[queries].members, found) {
          let near = neighbours.flatMap { arms[arm].members[$0.point] }
          let (mean, covariances) = covariances(near)
          for row in group {
            moments.means[row] = mean
            for column in 0..<columns {
              moments.covariances[row * columns + column] = covariances[column]
            }
          }
        }
      }
      return moments
    }
  }

  /// The mean outcome of some rows, and its covariance with each column of the design.
  private func covariances(_ rows: [Int]) -> (mean: Double, covariances: [Double]) {
    let count = Double(rows.count)
    let mean = rows.reduce(0) { $0 + outcome[$1] } / count
    var covariances = [Double](repeating: 0, count: design.columns)
    guard rows.count > 1 else { return (mean, covariances) }
    for column in covariances.indices {
      var sum = 0.0
      for row in rows { sum += design[row, column] * (outcome[row] - mean) }
      covariances[column] = sum / (count - 1)
    }
    return (mean, covariances)
  }

  /// Y₁ − Y₀ of each row, the missing one from its nearest row of the other arm in the covariates.
  private func matchedEffects() throws(MatchingError) -> [Double] {
    let columns = (0..<design.columns).map { design.column($0) }
    let space = try MatchingSpace(columns, .inverseVariance)
    let arms = [false, true].map { arm in
      MatchingArm(space, rows: treated.indices.filter { treated[$0] == arm })
    }
    var effects = [Double](repeating: 0, count: outcome.count)
    for arm in arms.indices {
      let found = arms[1 - arm].nearest(to: arms[arm], count: 1)
      for (group, neighbours) in zip(arms[arm].members, found) {
        let near = neighbours.flatMap { arms[1 - arm].members[$0.point] }
        let other = near.reduce(0) { $0 + outcome[$1] } / Double(near.count)
        for row in group { effects[row] = arm == 1 ? outcome[row] - other : other - outcome[row] }
      }
    }
    return effects
  }
}

extension NearestNeighbourMatching {
  /// The matches on an estimated propensity, with errors that know of its estimation.
  ///
  /// - Parameters:
  ///   - design: of the logistic regression, of full rank.
  ///   - neighbours: matches of a row, from 1.
  package static func onEstimatedPropensity(
    outcome: [Double], treated: [Bool], propensities: [Double], design: Matrix,
    neighbours: Int = 1, adjusts: Bool = false, target: MatchingTarget = .ate
  ) throws(MatchingError) -> NearestNeighbourMatching {
    var matching = try NearestNeighbourMatching(
      outcome: outcome, treated: treated, covariates: [propensities], neighbours: neighbours,
      adjusts: adjusts, target: target)
    let estimated = EstimatedPropensity(
      outcome: outcome, treated: treated, propensities: propensities, design: design)
    let change = try estimated.varianceChange(target, effect: matching.unadjusted.value)
    matching.addToVariances(change)
    return matching
  }
}

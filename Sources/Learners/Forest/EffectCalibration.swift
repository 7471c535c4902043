import Numerics
import Statistics

/// How the effects of a forest relate to the data, and what is mended by it.
///
/// The outcome's residuals are regressed on those of the treatment times the mean effect (`mean`)
/// and times what out-of-bag effects differ from it (`differential`): both are 1 for a forest that
/// is right (Chernozhukov, Demirer, Duflo and Fernández-Val 2018). A forest averages over
/// neighbours, so that effects that vary much lie too near their mean, by a bias that no interval
/// of the forest's own counts; where effects hardly vary, its differences are noise. Where the test
/// is sure of either, the 95% interval of its coefficient being above 1 or below, effects are scaled
/// about their mean by the end s of the interval that is next to 1: τ̄ + s·(τ̂ − τ̄). However small s,
/// it keeps the order of the rows. How far the test leaves s open counts in every standard error.
struct EffectCalibration: Sendable {
  /// `mean` and `differential` of the effects before they are scaled; empty where they do not
  /// vary.
  var coefficients: [EffectCoefficient] = []
  /// The mean τ̄ of the out-of-bag effects.
  var center = 0.0
  /// s, above 0.
  private(set) var slope = 1.0
  /// The variance of the coefficient.
  private(set) var slopeVariance = 0.0

  static let none = EffectCalibration()

  /// The bounds are this many standard errors from the coefficient.
  private static let reach = 1.959963984540054

  /// However small the differences become, rows can be ranked by them.
  private static let leastSlope = 0.1

  private init() {}

  /// One that was found before: what scales, without the coefficients that it came from.
  init(center: Double, slope: Double, slopeVariance: Double) {
    self.center = center
    self.slope = slope
    self.slopeVariance = slopeVariance
  }

  /// - Parameters:
  ///   - effects: out of bag, of each row.
  ///   - outcome: Ỹ = Y − m̂(x).
  ///   - treatment: T̃ = T − ê(x).
  ///   - clusters: standard errors count them; without, they are HC3.
  init(
    effects: [Double], outcome: [Double], treatment: [Double], weights: [Double]?,
    clusters: [Int32]?
  ) {
    var (sum, total) = (0.0, 0.0)
    for row in effects.indices {
      sum += (weights?[row] ?? 1) * effects[row]
      total += weights?[row] ?? 1
    }
    let mean = sum / total
    let design = Matrix(
      rows: effects.count, columns: 2,
      storage: treatment.map { $0 * mean }
        + effects.indices.map { treatment[$0] * (effects[$0] - mean) })
    guard let fit = try? LeastSquares.fit(design, outcome, weights: weights),
      fit.dependentColumns.isEmpty
    else { return }
    coefficients = EffectCoefficient.robust(fit, ["mean", "differential"], clusters: clusters)
    center = mean
    let (found, error) = (coefficients[1].estimate, coefficients[1].standardError)
    guard error.isFinite else { return }
    let (lower, upper) = (found - Self.reach * error, found + Self.reach * error)
    slope = lower > 1 ? lower : upper < 1 ? max(upper, Self.leastSlope) : 1
    slopeVariance = error * error
  }

  /// Effects scaled about their mean, and their standard errors.
  ///
  /// With V the forest's variance and d = τ̂ − τ̄, that of a scaled effect is s²V + d²·Var(s).
  func applied(_ estimates: EffectForest.Estimates) -> EffectForest.Estimates {
    var result = estimates
    for row in result.effects.indices {
      let difference = estimates.effects[row] - center
      result.effects[row] = center + slope * difference
      if result.standardErrors.isEmpty { continue }
      let error = slope * estimates.standardErrors[row]
      result.standardErrors[row] =
        (error * error + difference * difference * slopeVariance).squareRoot()
    }
    return result
  }
}

extension EffectCoefficient {
  /// The coefficients of a fit with HC3 standard errors, or those of clusters.
  static func robust(
    _ fit: LeastSquaresFit, _ names: [String], clusters: [Int32]?
  ) -> [EffectCoefficient] {
    let estimator = clusters.map { CovarianceEstimator.cluster($0.map(Int.init)) } ?? .hc3
    let variances = fit.covariance(estimator).diagonal
    return names.indices.map {
      EffectCoefficient(
        term: names[$0], estimate: fit.coefficients[$0],
        standardError: variances[$0].squareRoot())
    }
  }
}

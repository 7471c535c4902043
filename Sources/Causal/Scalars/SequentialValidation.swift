import Numerics

/// Tests of heterogeneity without a held-out part: each fold is judged by a model of the folds
/// before it.
///
/// Models of earlier folds are fixed once a fold is looked at, so the folds' z-scores are
/// independent standard normals where nothing varies, and their sum over √(K − 1) is too
/// (Wager 2024, "Sequential validation of treatment heterogeneity"). Averages over ordinary folds
/// have no such guarantee, for their models share rows.
package enum SequentialValidation {
  /// The combined z of the folds; nil where no fold has one.
  package static func combined(_ scores: [Double?]) -> Double? {
    let found = scores.compactMap { $0 }.filter(\.isFinite)
    guard !found.isEmpty else { return nil }
    return found.reduce(0, +) / Double(found.count).squareRoot()
  }

  /// One-sided: the effect varies as predicted.
  package static func pValue(_ z: Double) -> Double { NormalDistribution.standard.survival(z) }
}

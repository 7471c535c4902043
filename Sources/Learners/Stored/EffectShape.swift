/// What a fitted effect model knows of the data that it takes: their columns and arms.
///
/// A model that is read from a file is held against it, so that every column and level that it
/// speaks of is there when rows come.
package struct EffectShape: Sendable {
  /// X, without rows.
  package let features: FeatureMatrix
  /// W, without rows.
  package let controls: FeatureMatrix?
  /// The control first.
  package let arms: [String]

  /// The columns of an encoder: features, then controls.
  package init(_ encoder: FeatureEncoder, featureCount: Int, arms: [String]) {
    let all = FeatureMatrix(
      names: encoder.names, categories: encoder.categories, rowCount: 0, values: [])
    features = all.selecting(columns: 0..<featureCount)
    controls =
      featureCount < all.columnCount
      ? all.selecting(columns: featureCount..<all.columnCount) : nil
    self.arms = arms
  }

  /// X and W side by side: what outcome and propensity models see.
  var nuisanceFeatures: FeatureMatrix { controls.map { features.appending($0) } ?? features }

  /// How many arms are compared with the control.
  var treatedArms: Int { arms.count - 1 }
}

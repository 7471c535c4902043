import Numerics
import Statistics

/// What a forest of effects says beside its effects.
package struct ForestFindings: Sendable {
  /// What is known of one arm.
  package struct Arm: Sendable {
    /// Standard errors of the effects of the fit rows, out of bag; empty without inference.
    package let standardErrors: [Double]
    /// The share of splits on each feature, those near the root counting more.
    package let importance: [(feature: String, share: Double)]
    /// The calibration test of the effects before they are scaled, empty where they do not vary.
    package let calibration: [EffectCoefficient]
    /// What the differences of effects from their mean are multiplied by after that test.
    package let factor: Double
    /// Doubly robust scores regressed on the features, empty with too many terms.
    ///
    /// How the effect varies on average along a line (Semenova and Chernozhukov 2021), with HC3
    /// errors, or those of clusters.
    package let projection: [EffectCoefficient]
    /// Rows without some feature, which the projection leaves out.
    package let rowsLeftOut: Int
    /// Categories with more levels than the trees tell apart.
    package let crowded: [String]
  }

  package let arms: [Arm]
  /// Doubly robust scores with the forest's own models; nil for several arms.
  package let scores: DoublyRobustScores?

  /// More terms than this are no summary.
  static let mostTerms = 40

  init(_ fitted: [ForestArm], data: CausalData) throws(LearnerError) {
    var arms: [Arm] = []
    for (index, arm) in fitted.enumerated() {
      let projected = Self.projection(arm.scores.contrast(1), arm)
      arms.append(
        Arm(
          standardErrors: try arm.standardErrors(of: data, arm: index + 1),
          importance: zip(data.features.names, arm.grown.forest.trees.importance).map { ($0, $1) },
          calibration: arm.grown.calibration.coefficients,
          factor: arm.grown.forest.calibration.slope, projection: projected.coefficients,
          rowsLeftOut: projected.leftOut, crowded: arm.grown.forest.layout.crowded))
    }
    self.arms = arms
    scores = fitted.count == 1 ? fitted[0].scores : nil
  }

  /// Findings of a forest that has importance alone.
  init(importance: [(String, Double)], armCount: Int, _ crowded: [String]) {
    arms = (0..<armCount).map { _ in
      Arm(
        standardErrors: [], importance: importance.map { ($0.0, $0.1) }, calibration: [],
        factor: 1,
        projection: [], rowsLeftOut: 0, crowded: crowded)
    }
    scores = nil
  }

  private static func projection(
    _ scores: [Double], _ arm: ForestArm
  ) -> (coefficients: [EffectCoefficient], leftOut: Int) {
    let features = arm.data.features
    let design = LinearDesign(features)
    let isWhole = (0..<features.rowCount).map { row in
      !(0..<features.columnCount).contains { features.values[$0 * features.rowCount + row].isNaN }
    }
    let rows = isWhole.indices.filter { isWhole[$0] }
    guard design.columnCount <= mostTerms, rows.count > 2 * design.columnCount else {
      return ([], 0)
    }
    let matrix = Matrix(
      rows: rows.count, columns: design.columnCount,
      storage: design.expand(features.selecting(rows: rows)))
    guard
      let fit = try? LeastSquares.fit(
        matrix, rows.map { scores[$0] },
        weights: arm.data.weights.map { weights in rows.map { weights[$0] } }),
      fit.dependentColumns.isEmpty
    else { return ([], 0) }
    let clusters = arm.data.clusters.map { clusters in rows.map { clusters[$0] } }
    return (
      EffectCoefficient.robust(fit, design.names, clusters: clusters), isWhole.count - rows.count
    )
  }
}

import JSON

/// Rows to predict effects for, encoded as the columns that a model was fitted on.
package struct EffectRows: Sendable {
  /// X.
  package var features: FeatureMatrix
  /// W, where the model was fitted with controls; needed by models that predict outcomes.
  package var controls: FeatureMatrix?
  /// The known probability of each arm (control first) and row, where the model was fitted with
  /// a column of them.
  package var propensities: [[Double]]?

  package init(
    features: FeatureMatrix, controls: FeatureMatrix? = nil, propensities: [[Double]]? = nil
  ) {
    self.features = features
    self.controls = controls
    self.propensities = propensities
  }

  package init(_ data: CausalData, propensities: [[Double]]? = nil) {
    self.init(features: data.features, controls: data.controls, propensities: propensities)
  }

  package var rowCount: Int { features.rowCount }

  /// Some of the rows, in this order.
  package func selecting(rows: [Int]) -> EffectRows {
    EffectRows(
      features: features.selecting(rows: rows), controls: controls.map { $0.selecting(rows: rows) },
      propensities: propensities.map { $0.map { column in rows.map { column[$0] } } })
  }

  /// X and W side by side.
  var nuisanceFeatures: FeatureMatrix { controls.map { features.appending($0) } ?? features }
}

/// A fitted model of how effects vary.
///
/// Arms are numbered as in the data: 0 is the control, and effects are of arms from 1 on.
package protocol EffectModel: StoredForm {
  /// τ̂_arm(x) of each row.
  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]

  /// μ̂_arm(x) of each row; nil for a model that has no outcome models.
  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]?

  /// ê_arm(x) of each row; nil for a model that has no propensities.
  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]?

  /// Standard errors of `effects`, where theory gives them; nil elsewhere.
  func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]?

  /// `effects` and `standardErrors` together, for models that find both in one go.
  func effectsWithErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> (effects: [Double], errors: [Double]?)

  /// The interval of each effect, where the model has one of its own; nil where it follows from
  /// standard errors.
  func intervals(
    _ rows: EffectRows, arm: Int, level: Double
  ) throws(LearnerError) -> [(low: Double, high: Double)]?

  /// The standard error of the mean of `effects` over these rows, where theory gives it.
  func standardErrorOfMean(_ rows: EffectRows, arm: Int) throws(LearnerError) -> Double?

  /// E[T | x] of each row, of a treatment that is an amount; nil for a model without one.
  func expectedTreatment(_ rows: EffectRows) throws(LearnerError) -> [Double]?

  /// E[Y | x, T] of each row at these amounts of treatment; nil for a model of arms.
  func outcomes(_ rows: EffectRows, dose: [Double]) throws(LearnerError) -> [Double]?

  /// The model that `stored` wrote, for data of this shape.
  ///
  /// - Throws: where it does not fit the shape, or is not well formed.
  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError)
}

extension EffectModel {
  package func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? { nil }

  package func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? { nil }

  package func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    nil
  }

  package func effectsWithErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> (effects: [Double], errors: [Double]?) {
    (try effects(rows, arm: arm), try standardErrors(rows, arm: arm))
  }

  package func intervals(
    _ rows: EffectRows, arm: Int, level: Double
  ) throws(LearnerError) -> [(low: Double, high: Double)]? {
    nil
  }

  package func standardErrorOfMean(_ rows: EffectRows, arm: Int) throws(LearnerError) -> Double? {
    nil
  }

  package func expectedTreatment(_ rows: EffectRows) throws(LearnerError) -> [Double]? { nil }

  package func outcomes(_ rows: EffectRows, dose: [Double]) throws(LearnerError) -> [Double]? {
    nil
  }
}

import JSON

/// A fitted base learner.
package protocol Predictor: StoredForm {
  /// The predicted mean or probability of each row, for features encoded as those of the fit.
  func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double]

  /// What the fit chose by itself, such as the number of trees, in a few words; empty if nothing.
  var remark: String { get }

  /// The predictor that `stored` wrote, for rows with such columns.
  ///
  /// - Throws: where it speaks of columns or levels that are not there, or is not well formed.
  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError)
}

extension Predictor {
  package var remark: String { "" }
}

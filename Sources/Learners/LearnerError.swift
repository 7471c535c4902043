/// Why a model could not be fitted or applied.
///
/// What to do about it is for the caller to say.
package enum LearnerError: Error, Sendable, Equatable {
  /// A feature that the model was fitted on is not among the columns.
  case missingColumn(String)
  /// A feature is a number where it was a category at training, or the reverse.
  case columnKind(String, expectedCategory: Bool)
  /// This learner takes no missing values, and the feature has some.
  case missingValues(column: String, count: Int, learner: String)
  /// Rows have levels that the model never saw, and this learner takes no missing values.
  case unseenLevels(FeatureEncoder.UnseenLevels, learner: String)
  /// A feature has an infinite value.
  case infiniteValues(column: String)
  /// A feature has no value at all.
  case emptyColumn(String)
  /// The outcome of this many rows is missing or infinite.
  case outcomeNotFinite(rows: Int)
  /// A weight is negative or not a number, or all are zero.
  case invalidWeights
  /// The learner cannot take this role, as logistic regression for an outcome that is not 0/1.
  case unsuitedLearner(learner: String, role: LearnerRole)
  /// A learner for 0/1 values was given others.
  case notBinary(learner: String)
  /// No row has this arm.
  case emptyArm(String)
  /// Too few rows of an arm to fit on; `fold` where cross-fitting left too few of them.
  case tooFewRows(arm: String?, rows: Int, needed: Int)
  /// The folds given are not usable: one of them has no rows, or there is only one.
  case invalidFolds(String)
  /// A propensity is not between 0 and 1, or a used arm's is zero.
  case invalidPropensity(String)
  /// A parameter of a learner is out of its range: name, what is allowed.
  case invalidParameter(name: String, allowed: String)
  /// A 0/1 target is separated perfectly by the features, so that the likelihood has no maximum.
  case separation(learner: String)
  /// An iterative fit did not settle.
  case notConverged(learner: String, iterations: Int)
  /// The boosting library is not installed; the detail is the loader's own message.
  case boostingUnavailable(String)
  /// The boosting library refused; the detail is its first line.
  case boosting(String)
  /// A forest leaves rows without an effect: its trees are too few, or their leaves too small.
  case forestTooSmall(String)
  /// The kind of learner does not handle this treatment or outcome; the detail says what.
  case unsupported(String)
}

extension LearnerError {
  /// The same error, with unseen levels in the place of the missing values that they became.
  package func explained(by unseen: [FeatureEncoder.UnseenLevels]) -> LearnerError {
    guard case .missingValues(let column, _, let learner) = self,
      let levels = unseen.first(where: { $0.column == column })
    else { return self }
    return .unseenLevels(levels, learner: learner)
  }

  /// Refuses a parameter outside of what is allowed; `name` is that which a notebook uses.
  static func require(
    _ holds: Bool, _ name: String, _ allowed: String
  ) throws(LearnerError) {
    if !holds { throw .invalidParameter(name: name, allowed: allowed) }
  }
}

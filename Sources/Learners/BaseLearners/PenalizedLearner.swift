import JSON

/// Least squares with a penalty that is given, or else chosen by cross-validation.
package protocol PenalizedLearner: BaseLearner {
  /// On the scale of a standardised target; nil for a choice by cross-validation.
  var penalty: Double? { get }

  /// - Throws: `invalidParameter` for a negative penalty.
  init(penalty: Double?) throws(LearnerError)
}

extension PenalizedLearner {
  package var name: String { Self.storedName }
  package var identity: String {
    "\(name)(penalty=\(penalty.map { String($0) } ?? "auto"))"
  }
  package var acceptsMissing: Bool { false }

  static func checked(_ penalty: Double?) throws(LearnerError) -> Double? {
    if let penalty {
      try LearnerError.require(penalty >= 0 && penalty.isFinite, "penalty", "0 or more")
    }
    return penalty
  }

  package var storedMembers: [JSONValue.Member] {
    [("penalty", penalty.map { .exact($0) } ?? .null)]
  }

  package init(stored: JSONCursor) throws(JSONShapeError) {
    let penalty = try stored.optional("penalty")?.number()
    self = try stored.checked { () throws(LearnerError) in try Self(penalty: penalty) }
  }
}

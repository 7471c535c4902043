import Testing

extension Trait where Self == ConditionTrait {
  /// Runs the test only where the public data sets are at hand, and says so elsewhere.
  package static var needsData: Self {
    .enabled(if: SharedData.hasData, Comment(rawValue: SharedData.reason))
  }

  /// Runs the test only where the data sets and the reference numbers beside them are at hand.
  package static var needsReferences: Self {
    .enabled(if: SharedData.hasExpected, Comment(rawValue: SharedData.reason))
  }
}

/// Trees that grow one after the other, by some engine.
protocol TreeBooster: AnyObject {
  /// Adds one tree.
  func grow() throws(LearnerError)
  /// The margin of each held-out row after the trees so far: the start and what the trees add.
  func heldOutMargins() throws(LearnerError) -> [Float]
  /// The trees so far.
  func ensemble() throws(LearnerError) -> TreeEnsemble
}

/// Who grows boosted trees.
package enum BoostingEngine: String, CaseIterable, Sendable, Hashable {
  /// Our own trees: up to 255 bins of a feature, nothing to install.
  case casebook
  /// The library, opened on first use.
  case xgboost
}

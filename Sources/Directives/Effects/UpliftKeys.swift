import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// The keys of `fit` that say how uplift trees are grown.
enum UpliftKeys {
  static let criterion = Parameter<UpliftCriterion>(
    "criterion", .choice(), default: .kl, shown: "kl",
    "What splits are chosen by: kl, ed (Euclidean distance), chi2, cts (contextual treatment selection) or ddp (difference of effects). kl and chi2 are for 0/1 outcomes, ddp for one arm."
  )
  static let depth = Parameter<Int>(
    "depth", .integer(from: 1, to: 64), default: 4, "Splits from root to leaf at most.")
  static let minimumLeaf = Parameter<Int>(
    "min-leaf", .integer(from: 1), default: 100, "Rows that a leaf keeps at least.")
  static let minimumArm = Parameter<Int>(
    "min-arm", .integer(from: 2), default: 20, "Rows of every arm that a leaf keeps at least.")
  static let shrinkage = Parameter<Double>(
    "shrinkage", .number(from: 0), default: 10,
    "Rows of the parent's mean that are mixed into a child's when splits are compared.")
  static let normalized = Parameter<Bool>(
    "normalized", .boolean, default: true,
    "Whether gains are divided by the information of the split itself, which disfavours splits that tell the arms apart."
  )
  static let honesty = Parameter<Bool>(
    "honesty", .boolean, default: false,
    "Whether one half of the rows chooses splits, and the other half estimates the leaves.")
  static let trees = Parameter<Int>(
    "trees", .integer(from: 10, to: 100_000), default: 200, "How many trees.")
  static let sample = Parameter<Double>(
    "sample", .number(from: 0.01, to: 0.95), default: 0.5, "The share of the rows that a tree sees."
  )
  static let featuresPerSplit = Parameter<Int?>.optional(
    "features-per-split", .integer(from: 1), shown: "two thirds of them",
    "How many features a split may choose from, on average.")

  static let tree: [any AnyParameter] = [
    criterion, depth, minimumLeaf, minimumArm, shrinkage, normalized, honesty,
  ]
  static let forest: [any AnyParameter] = tree + [trees, sample, featuresPerSplit]

  /// What the keys say; nil for a learner that grows no uplift trees.
  static func parameters(_ arguments: Arguments) throws(LearnerError) -> UpliftParameters? {
    guard arguments.declares(criterion) else { return nil }
    let isForest = arguments.declares(trees)
    let features = arguments[CausalParameters.features].count
    return try UpliftParameters(
      criterion: arguments[criterion], trees: isForest ? arguments[trees] : 1,
      depth: arguments[depth], minimumLeaf: arguments[minimumLeaf],
      minimumArm: arguments[minimumArm], shrinkage: arguments[shrinkage],
      normalized: arguments[normalized], honesty: arguments[honesty],
      sample: isForest ? arguments[sample] : 0.5,
      featuresPerSplit: isForest
        ? arguments[featuresPerSplit] ?? max(1, (2 * features + 2) / 3) : nil)
  }
}

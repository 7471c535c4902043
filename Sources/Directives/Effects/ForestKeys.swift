import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// The keys of `fit` that say how a causal forest is grown.
enum ForestKeys {
  static let trees = Parameter<Int>(
    "trees", .integer(from: 10, to: 100_000), default: CausalForestParameters.standard.trees,
    "How many trees.")
  static let depth = Parameter<Int?>.optional(
    "depth", .integer(from: 1, to: 64), shown: "no limit", "Splits from root to leaf at most.")
  static let minimumLeaf = Parameter<Int?>.optional(
    "min-leaf", .integer(from: 1),
    shown: "one in 1,250 rows and at least 4, more for 0/1 outcomes",
    "How many of the rows that choose splits a leaf keeps at least on each side of the mean treatment. With a 0/1 outcome it is by default what holds a hundred of the rarer value, at most 1/32 of the rows."
  )
  static let honesty = Parameter<Bool>(
    "honesty", .boolean, default: true,
    "Whether one half of a tree's rows chooses its splits, and the other half fills its leaves.")
  static let sample = Parameter<Double>(
    "sample", .number(from: 0.01, to: 0.95), default: 0.5,
    "The share of the rows that a tree sees; at most 0.5 with intervals.")
  static let featuresPerSplit = Parameter<Int?>.optional(
    "features-per-split", .integer(from: 1),
    shown: "the square root of their number, plus 20, at most all",
    "How many features a split may choose from, on average.")
  static let balance = Parameter<Double>(
    "balance", .number(from: 0, to: 0.24), default: 0.05,
    "The least share of the treatment's variation in a node that each of its children keeps.")
  static let imbalancePenalty = Parameter<Double>(
    "imbalance-penalty", .number(from: 0), default: 0,
    "How strongly children with little variation of the treatment are held against a split.")

  static let calibrate = Parameter<Bool>(
    "calibrate", .boolean, default: true,
    "Whether effects are scaled about their mean where the calibration test is sure that their differences are too small or too large: by the end of the 95% interval of its coefficient that is next to 1. Standard errors count how far the test leaves that open."
  )

  static let all: [any AnyParameter] = [
    trees, depth, minimumLeaf, honesty, sample, featuresPerSplit, balance, imbalancePenalty,
    calibrate,
  ]

  /// What the keys say; nil for a learner that grows no causal forest.
  ///
  /// - Throws: `invalidParameter` where they do not go together.
  static func parameters(
    _ arguments: Arguments, _ inference: InferenceChoice
  ) throws(LearnerError) -> CausalForestParameters? {
    guard arguments.declares(balance) else { return nil }
    return try CausalForestParameters(
      trees: arguments[trees], depth: arguments[depth], minimumLeaf: arguments[minimumLeaf],
      honesty: arguments[honesty], sample: arguments[sample],
      featuresPerSplit: arguments[featuresPerSplit], balance: arguments[balance],
      imbalancePenalty: arguments[imbalancePenalty], inference: inference == .analytic,
      isCalibrated: arguments[calibrate])
  }

  static func plan(
    _ arguments: Arguments, _ inference: InferenceChoice, _ plan: inout CellPlan
  ) {
    do throws(LearnerError) { _ = try parameters(arguments, inference) } catch {
      guard case .invalidParameter(let name, let allowed) = error else { return }
      plan.error(
        .unfitForest, at: arguments.range(of: sample), "\(name) is \(allowed)",
        hint: "or inference: none")
    }
  }

  /// Values that forests give beside those of every fit.
  static let values: [(path: String, summary: String)] = [
    ("importance[FEATURE]", "share of splits on a feature, those near the root counting more"),
    (
      "calibration.mean",
      "1 if the forest's mean effect is right; also calibration.mean.se, calibration.mean.p (one-sided)"
    ),
    (
      "calibration.differential",
      "1 if its differences between rows are right, 0 if they are noise, above 1 if they are too small; also .se, .p (one-sided)"
    ),
    (
      "calibration.factor",
      "what the differences of effects from their mean were multiplied by; 1 where they were left alone"
    ),
    (
      "projection[TERM]",
      "coefficient of the best linear approximation of the effect; also projection.se[TERM]"
    ),
  ]
}

extension DiagnosticKind {
  static let unfitForest = DiagnosticKind(
    "forest.parameters", .error, "The settings of a forest do not go together.")
}

import Causal
import Execution
import Frames
import Numerics
import Statistics

/// One way of trying to refute an estimate.
enum Refuter: String, CaseIterable, Sendable {
  case randomCommonCause = "random-common-cause"
  case placebo
  case subset
  case bootstrap
  case dummyOutcome = "dummy-outcome"
  case unobserved

  /// How the rows of a table and the dots of the plot name it.
  var title: String {
    switch self {
    case .randomCommonCause: "random common cause"
    case .placebo: "placebo treatment"
    case .subset: "subset"
    case .bootstrap: "bootstrap"
    case .dummyOutcome: "dummy outcome"
    case .unobserved: "unobserved common cause"
    }
  }

  /// What it does, what it can reject, and what it cannot.
  var meaning: String {
    switch self {
    case .randomCommonCause:
      "Adds a column of noise to the controls. It can show an estimator that is upset by noise; it cannot show a confounder that is missing, and nearly every estimate passes."
    case .placebo:
      "Permutes the treatment over the rows (and instruments with it) and refits everything. It can show an effect that arises without any treatment, and how large an estimate chance alone gives; it cannot show confounding."
    case .subset:
      "Refits on random parts of the rows. It can show an estimate that few rows carry; a bias shared by all rows stays."
    case .bootstrap:
      "Refits on rows drawn with replacement. It can show a printed standard error that is too small or too large; a bias stays in every draw."
    case .dummyOutcome:
      "Permutes the outcome over the rows and refits everything. It can show an estimator that finds effects in noise; it cannot show confounding."
    case .unobserved:
      "Lets an unmeasured variable of given strength act on treatment and outcome. It shows how strong a confounder would have to be; whether there is one, no refutation tells."
    }
  }

  /// Whether the refitted effect should be zero, where the estimate is sound.
  var expectsZero: Bool { self == .placebo || self == .dummyOutcome }
}

/// The refits of one refuter.
struct Refutation: Sendable {
  var refuter: Refuter
  /// The refitted effects, in the order of the draws; those that failed are left out.
  var values: [Double]
  var failed: Int
  /// Why the first one that failed did.
  var reason: String?

  var mean: Double { Moments(values).mean }
  var standardDeviation: Double { Moments(values).standardDeviation }

  /// The middle `level` of the refits.
  func interval(level: Double) -> Interval {
    let sorted = values.sorted()
    let tail = (1 - level) / 2
    return Interval(
      low: Quantile.ofSorted(sorted, at: tail), high: Quantile.ofSorted(sorted, at: 1 - tail))
  }
}

/// How strongly a simulated confounder acts: in units, or as a share of the rows.
struct HiddenStrength: Sendable, Hashable {
  var treatment: Double
  var outcome: Double
}

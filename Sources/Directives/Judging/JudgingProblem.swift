import Causal
import Diagnostics
import Execution

/// Turns the complaints of rankings and policies into located diagnostics with the mend.
enum JudgingProblem {
  static func diagnostic(_ error: RankingError, _ context: RunContext) -> Diagnostic {
    switch error {
    case .noRows: context.error(.unjudgeable, "no row is left to judge on")
    case .tooManyRows(let count): context.error(.unjudgeable, "\(count) rows are too many to rank")
    case .missingScore: context.error(.unjudgeable, "a score is missing")
    case .lengthsDiffer(let column, let expected, let found):
      context.error(.unjudgeable, "\(column) has \(found) rows, and \(expected) are judged")
    case .notFinite(let column, _):
      context.error(
        .unjudgeable, "\(column) has values that are not finite",
        hint: "filter or clip them with transform")
    case .notBinary(_, let value):
      context.error(.unjudgeable, "the treatment holds \(value), and 0 or 1 is needed")
    case .invalidWeights:
      context.error(
        .unjudgeable, at: context.arguments.range(of: JudgingParameters.weights),
        "weights must not be negative, and some must be above 0")
    case .needs(.twoArms):
      context.error(
        .unjudgeable, "this needs a treatment of two arms, and the treatment is a dose",
        hint: "plot gain, elasticity or toc, or name arms with treatment: {column: NAME, as: arms}")
    case .needs(let requirement):
      context.error(.unjudgeable, "this needs \(requirement.rawValue)")
    }
  }

  static func diagnostic(_ error: PolicyError, _ context: RunContext) -> Diagnostic {
    switch error {
    case .noRows: context.error(.unjudgeable, "no row is left to value policies on")
    case .lengthsDiffer, .actionsDiffer, .unknownAction, .needsScores:
      context.error(.unjudgeable, "policies, costs and rows do not fit together")
    case .notFinite:
      context.error(.unjudgeable, "an outcome, cost or revenue is not finite")
    case .impossibleAction(_, let propensity):
      context.error(
        .unjudgeable, "a row got an action whose propensity is \(propensity)",
        hint: "state the propensities of the design")
    case .noOverlap:
      context.error(
        .unjudgeable, "no row got the action that a policy gives, so its value cannot be learned")
    case .needsTruth:
      context.error(
        .unjudgeable, "the estimator “truth” needs truth:, the expected outcome of each action")
    }
  }
}

extension DiagnosticKind {
  static let unjudgeable = DiagnosticKind(
    "judge.impossible", .error,
    "The rows do not allow what is asked: too few, not finite, or without the arms it compares.")
}

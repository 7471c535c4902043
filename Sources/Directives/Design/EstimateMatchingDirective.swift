import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `estimate matching`: average effects by nearest neighbours.
package struct EstimateMatchingDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "estimate", kind: "matching",
    summary: "Estimates average effects by matching each row with its nearest of the other arm.",
    discussion: """
      Each row is compared with the row, or the `neighbours` rows, of the other arm that are nearest
      in the controls. A row may serve as a match more than once, and ties are all used, with equal
      shares. `distance: inverse-variance` divides each control by its standard deviation;
      `mahalanobis` counts correlated controls once. A category is one 0/1 column for each level but
      the first. `on: propensity` matches on the probability of treatment, estimated by logistic
      regression, in the place of the controls.

      Matches are rarely exact, which biases the effect where there are several controls:
      `bias-adjusted` moves each match by what a linear regression on the matches says about the
      distance that is left. Standard errors are those of Abadie and Imbens (2006, and 2016 for an
      estimated propensity); a bootstrap would be wrong here.

      Each arm is matched with the control alone. The differences of the controls before and after
      matching stand in a table: what matching leaves is seen there.
      """,
    example: """
      ```{estimate matching #matched}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      controls: [recency, history, newbie]
      target: att
      ```
      """,
    values: [
      ("ate, ate.se, ate.ci, ate.p", "the effect of the first arm on the target population"),
      ("unadjusted, unadjusted.se", "the same without the adjustment for inexact matches"),
      ("[ARM].ate", "the same of each arm"),
      ("smd[COVARIATE], smd.max", "standardised differences after matching"),
      ("smd.before[COVARIATE]", "the same before matching"),
      ("matched, exact, tied", "rows that were matched; with equal controls; with ties"),
      ("distance.max", "largest distance of a match, in standard deviations"),
      ("reused.max, rows", "how often a row served as a match at most; rows of the comparison"),
    ])

  static let target = Parameter<MatchingTarget>(
    "target", .choice(), default: .ate, shown: "ate",
    "Whose average effect: everyone's (ate), the treated's (att), or the controls' (atc).")
  static let basis = Parameter<MatchingBasis>(
    "on", .choice(), default: .covariates, shown: "covariates",
    "What rows are matched on: the controls, or the propensity estimated from them.")
  static let distance = Parameter<MatchingDistance>(
    "distance", .choice(), default: .inverseVariance, shown: "inverse-variance",
    "How far two rows are apart: each control over its standard deviation, or Mahalanobis's distance."
  )
  static let neighbours = Parameter<Int>(
    "neighbours", .integer(from: 1, to: 1000), default: 1, shown: "1", "Matches of a row.")
  static let adjusts = Parameter<Bool?>.optional(
    "bias-adjusted", .boolean, shown: "true on covariates, false on the propensity",
    "Whether a regression adjusts for matches that are not exact.")

  package static let parameters: [any AnyParameter] =
    ComparedArms.parameters + [
      EffectTargetParameters.controls, target, basis, distance, neighbours, adjusts,
      FitParameters.rowCondition,
    ]
  package static let diagnostics: [DiagnosticKind] = [.matchingImpossible, .propensityModel]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let controls = arguments[EffectTargetParameters.controls]
    ComparedArms.plan(arguments, controls: controls, &plan)
    if controls.isEmpty {
      plan.error(.matchingImpossible, "name the columns that rows are matched on with controls:")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let rows = try ControlledRows(
      ComparedArms(context), refusing: .matchingImpossible, context)
    let outcome = rows.outcome
    var report = MatchingReport(
      target: arguments[Self.target], armCount: outcome.arms.arms.count, level: context.level)
    for (index, arm) in outcome.arms.arms.enumerated() {
      let part = try MatchingPart(rows, arm: index + 1, on: arguments[Self.basis], context)
      report.add(
        try match(part, arm: arm, control: outcome.arms.control, context), part, arm: arm)
    }
    var result = report.result(outcome: outcome.name, isBinary: outcome.isBinary)
    result.notes = rows.notes + basisNotes + result.notes
    result.bind(context.name, report.object(outcome: outcome.name))
    return result
  }

  private var isAdjusted: Bool {
    arguments[Self.adjusts] ?? (arguments[Self.basis] == .covariates)
  }

  private var basisNotes: [String] {
    arguments[Self.basis] == .propensity
      ? [
        "The propensity is estimated by logistic regression on the controls, which standard errors account for."
      ] : []
  }

  private func match(
    _ part: MatchingPart, arm: String, control: String, _ context: RunContext
  ) throws(Diagnostic) -> NearestNeighbourMatching {
    do throws(MatchingError) {
      if let design = part.design, let propensities = part.basis.first?.values {
        return try .onEstimatedPropensity(
          outcome: part.outcome, treated: part.treated, propensities: propensities,
          design: design, neighbours: arguments[Self.neighbours], adjusts: isAdjusted,
          target: arguments[Self.target])
      }
      return try NearestNeighbourMatching(
        outcome: part.outcome, treated: part.treated, covariates: part.basis.map(\.values),
        distance: arguments[Self.distance], neighbours: arguments[Self.neighbours],
        adjusts: isAdjusted, target: arguments[Self.target])
    } catch {
      switch error {
      case .noVariation:
        throw context.error(
          .matchingImpossible, at: arguments.range(of: EffectTargetParameters.controls),
          "no control varies among the rows of “\(arm)” and “\(control)”, so that every row matches every other",
          hint: "estimate difference compares the means")
      case .tooFewRows(let treated, let rows, let needed):
        throw context.error(
          .matchingImpossible, at: arguments.range(of: CausalParameters.treatment),
          "“\(treated ? arm : control)” has \(CountText.rows(rows)) without missing values, and \(needed) are needed"
        )
      }
    }
  }
}

extension DiagnosticKind {
  static let matchingImpossible = DiagnosticKind(
    "estimate.matching", .error,
    "Rows cannot be matched: there are no controls, none varies, or an arm has too few rows.")
}

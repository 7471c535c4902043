import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// What a fit that gave numbers must warn of, because they may mean little.
struct FitWarnings {
  let report: EffectReport
  let choices: EffectChoices
  let uses: [ModelUse]
  /// The keys of the learner, its own in the place of the cell's.
  let keys: Arguments
  let context: RunContext

  var all: [Diagnostic] {
    constantOutcome + noOverlap + crowdedModels + unusedPropensity + unsplitTrees
  }

  private var data: CausalData { report.rows.data }
  private var roles: CausalRoles { report.model.roles }
  private var kind: EffectKind { choices.kind }

  // MARK: - Outcome

  private var constantOutcome: [Diagnostic] {
    guard let first = data.outcome.first, data.outcome.allSatisfy({ $0 == first }) else {
      return []
    }
    return [
      context.error(
        .constantOutcome, at: roles.outcome.range,
        "“\(roles.outcome.name)” is \(NumberFormat.shortest(first)) in every used row: \(kind == .response ? "there is nothing to predict" : "effects are 0, and their standard errors say nothing")"
      )
    ]
  }

  // MARK: - Overlap

  private var noOverlap: [Diagnostic] {
    if data.dose != nil { return [] }
    let overlap = ArmOverlap(data)
    for arm in 1..<data.arms.count {
      if let column = overlap.separatingColumn(arm: arm) {
        return [
          separated(
            "“\(column)” alone tells “\(data.arms[arm])” from “\(data.arms[0])”: no row of one has a counterpart in the other"
          )
        ]
      }
    }
    for score in crossFittedPropensities {
      guard let area = score[.auc], area >= ArmOverlap.separation else { continue }
      return [
        separated(
          "the features tell “\(score.arm ?? "")” from the other rows almost without error (AUC \(NumberFormat.fixed(area, digits: 3)))"
        )
      ]
    }
    let clipped = report.clippedRows
    if 2 * clipped <= data.rowCount { return [] }
    let clip = NumberFormat.shortest(choices.clip)
    return [
      context.error(
        .noOverlap, at: roles.treatment.column.range,
        "\(NumberFormat.count(clipped)) of \(CountText.rows(data.rowCount)) had an estimated propensity outside [\(clip), 1 − \(clip)] and were moved to its end, so that effects rest on the clipping",
        hint:
          "compare rows that could have had either arm, with where:, or lower clip: where an arm is rare"
      )
    ]
  }

  private func separated(_ message: String) -> Diagnostic {
    context.error(
      .noOverlap, at: roles.treatment.column.range,
      message + ", so that effects rest on extrapolation",
      hint:
        "compare rows that could have had either arm, with where:, or leave out a feature that gives the treatment away"
    )
  }

  /// The propensity models measured on rows that they did not see.
  private var crossFittedPropensities: [NuisanceScore] {
    if let scores = report.scores {
      return scores.foldCount > 1 ? scores.nuisances.filter { $0.role == "propensity" } : []
    }
    return report.ownFoldCount > 1
      ? report.model.fitted.nuisances.filter { $0.role == "propensity" } : []
  }

  // MARK: - Coefficients

  /// The model with the most coefficients for its rows, where it has more than a third as many.
  private var crowdedModels: [Diagnostic] {
    let counts = ModelCounts(report, uses)
    guard let worst = counts.worst, 3 * worst.coefficients > worst.rows else { return [] }
    return [
      context.error(
        .crowdedModel, at: choices.models?.range ?? keys.range(of: CausalParameters.features),
        "the \(worst.learner) \(worst.model) has \(NumberFormat.count(worst.coefficients)) coefficients and learns them from \(CountText.rows(worst.rows))\(worst.isArm ? " of an arm" : ""), so that it fits noise",
        notes: counts.widestColumns,
        hint: mend(worst)
          + (counts.widestColumns.isEmpty ? "" : ", or group rare levels with transform"))
    ]
  }

  private func mend(_ worst: ModelCounts.Entry) -> String {
    switch kind {
    case .interactionOLS: "fit t-learner with models: ridge or boosting"
    case .linearDML where worst.role == .effect:
      "fit nonparam-dml, or name as controls: what the effect need not vary with"
    default:
      worst.role == .effect && choices.final != nil
        ? "use final: ridge or boosting"
        : "use models: ridge or boosting"
    }
  }

  // MARK: - Uplift trees and forests

  private var unusedPropensity: [Diagnostic] {
    guard kind == .upliftTree || kind == .upliftForest,
      case .rows(let values) = report.rows.propensity.source,
      values.contains(where: { column in column.contains { $0 != column[0] } })
    else { return [] }
    return [
      context.error(
        .unusedPropensity, at: roles.propensity?.range,
        "the propensity differs from row to row, and \(kind.withArticle) compares the arms as if they had been given at random",
        hint: "fit causal-forest or another learner that weighs by it")
    ]
  }

  private var unsplitTrees: [Diagnostic] {
    let (key, size, share): (SourceRange, Int?, Double)
    switch kind {
    case .upliftTree, .upliftForest:
      let uplift = choices.uplift
      key = keys.range(of: UpliftKeys.minimumLeaf)
      (size, share) = (
        uplift.minimumLeaf,
        (kind == .upliftForest ? uplift.sample : 1) * (uplift.honesty ? 0.5 : 1)
      )
    case .causalForest, .forestDML:
      let forest = choices.forest
      key = keys.range(of: ForestKeys.minimumLeaf)
      (size, share) = (forest.minimumLeaf, forest.sample * (forest.honesty ? 0.5 : 1))
    default: return []
    }
    let rows = Int(Double(data.rowCount) * share)
    guard let size, 2 * size > rows else { return [] }
    return [
      context.error(
        .unsplitTree, at: key,
        "leaves of \(CountText.rows(size)) or more leave no room for a split of the \(CountText.rows(rows)) that choose a tree's splits, so that all effects are alike",
        hint: "lower min-leaf")
    ]
  }
}

extension DiagnosticKind {
  static let noOverlap = DiagnosticKind(
    "fit.noOverlap", .warning,
    "The features tell the arms apart almost without error (a single column does, or the out-of-fold AUC of the propensity is 0.995 or more), or more than half of the estimated propensities were clipped. Nothing in the data then says what would have happened to a row under the other arm."
  )
  static let crowdedModel = DiagnosticKind(
    "fit.crowdedModel", .warning,
    "A linear model without a penalty has more than a third as many coefficients as rows to learn them from. Use ridge, lasso or boosting, or group the levels of wide categories."
  )
  static let unusedPropensity = DiagnosticKind(
    "fit.unusedPropensity", .warning,
    "Uplift trees compare the arms of a leaf as they are, so that a propensity which differs from row to row corrects the average effects alone."
  )
  static let unsplitTree = DiagnosticKind(
    "fit.unsplitTree", .warning,
    "`min-leaf` asks for leaves so large that the rows of a tree cannot be divided into two of them."
  )
}

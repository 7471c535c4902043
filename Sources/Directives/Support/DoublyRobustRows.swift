import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// Doubly robust scores of the rows of a frame, cross-fitted there as a judging cell says.
struct DoublyRobustRows: Sendable {
  let causal: CausalRows
  let scores: DoublyRobustScores
  /// What was left out, assumed or clipped, a sentence each.
  let notes: [String]

  /// Gathers the rows and fits the nuisance models.
  static func build(
    _ roles: CausalRoles, frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> DoublyRobustRows {
    let arguments = context.arguments
    let reference = arguments[JudgingParameters.models]
    let causal = try CausalRows.gather(
      roles, from: frame,
      encoder: FeatureEncoder(
        fitting: try FeatureColumns.columns(
          roles.features + roles.controls, in: frame, rows: Array(0..<frame.rowCount), context)),
      propensityLearner: (reference?.propensity ?? LogisticLearner.standard).name, context)
    let outcomeLearner: any BaseLearner =
      reference?.outcome
      ?? standardLearner(causal.data, isRandomised: causal.propensity.source != .estimated)
    let folds = arguments[JudgingParameters.folds]
    let settings = NuisanceSettings(
      models: LearnerRoles(
        outcome: outcomeLearner, propensity: reference?.propensity ?? LogisticLearner.standard,
        treatment: LinearLearner(), effect: LinearLearner()),
      propensity: causal.propensity.source, folds: .count(folds),
      clip: arguments[JudgingParameters.clip], seed: context.seed)
    do throws(LearnerError) {
      let scores = try DoublyRobustScores.compute(
        causal.data, settings: settings,
        cache: context.session.nuisances)
      var notes = causal.notes + [causal.propensity.note]
      notes.append(
        note(outcomeLearner.name, features: roles.features.count + roles.controls.count, folds))
      if scores.propensities.clippedRows > 0 {
        notes.append(
          "The estimated propensity of \(NumberFormat.count(scores.propensities.clippedRows)) rows was moved to \(NumberFormat.shortest(settings.clip)) or \(NumberFormat.shortest(1 - settings.clip))."
        )
      }
      return DoublyRobustRows(causal: causal, scores: scores, notes: notes)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: roles, context)
    }
  }

  /// What the scores rest on where `models:` is not given.
  ///
  /// Where the propensity is known, scores are right whatever the outcome models, and linear ones
  /// are quick and steady. Elsewhere confounding is only as well removed as outcome and treatment are
  /// modelled, so these follow any shape, as those of `fit` do.
  static func standardLearner(_ data: CausalData, isRandomised: Bool) -> any BaseLearner {
    let features = data.nuisanceFeatures
    let isLinear = features.columnCount == 0 || (isRandomised && features.firstMissing == nil)
    return isLinear ? LinearLearner() : BoostingLearner()
  }

  private static func note(_ learner: String, features: Int, _ folds: Int) -> String {
    let models =
      features == 0
      ? "the arms' mean outcomes"
      : "one \(learner) outcome model per arm on \(CountText.counted(features, "feature"))"
    return folds == 1
      ? "Doubly robust scores use \(models), fitted on the same rows (folds: 1)."
      : "Doubly robust scores use \(models), cross-fitted in \(folds) folds."
  }
}

extension DoublyRobustScores {
  /// Of a treatment that is an amount: how many rows had next to none of its variance left.
  var raisedVariancesNote: String {
    let share = NumberFormat.shortest(100 * Self.leastVarianceShare)
    return
      "The modelled variance of the treatment was below \(share)% of its mean in \(CountText.rows(raisedVariances)) and was raised to that."
  }
}

import Causal
import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// The rows of a frame with a dose, and doubly robust scores of the outcome's slope in it.
struct DoseRows: Sendable {
  let causal: CausalRows
  let scores: DoublyRobustScores
  /// What was left out or assumed, a sentence each.
  let notes: [String]

  /// Gathers the rows that have outcome, dose and weight, and fits the nuisance models.
  ///
  /// `propensity: design` takes the dose as randomised; numbers and columns are refused, for a dose
  /// has a density and no probability.
  static func build(
    _ roles: CausalRoles, frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> DoseRows {
    let arguments = context.arguments
    let isRandomised = try isRandomised(roles.propensity, context)
    let references = roles.features + roles.controls
    let causal = try CausalRows.gather(
      roles, from: frame,
      encoder: FeatureEncoder(
        fitting: try FeatureColumns.columns(
          references, in: frame, rows: Array(0..<frame.rowCount), context)),
      propensityLearner: LinearLearner().name, takesAmounts: true, context)
    let models = arguments[JudgingParameters.models]
    let standard = DoublyRobustRows.standardLearner(causal.data, isRandomised: isRandomised)
    let settings = NuisanceSettings(
      models: LearnerRoles(
        outcome: models?.outcome ?? standard, propensity: standard,
        treatment: models?.treatment ?? standard, effect: standard),
      propensity: isRandomised ? .design : .estimated,
      folds: .count(arguments[JudgingParameters.folds]), clip: arguments[JudgingParameters.clip],
      seed: context.seed)
    do throws(LearnerError) {
      let scores = try DoublyRobustScores.compute(
        causal.data, settings: settings, cache: context.session.nuisances)
      var notes = causal.notes + self.notes(settings, roles, isRandomised, context)
      if scores.raisedVariances > 0 { notes.append(scores.raisedVariancesNote) }
      return DoseRows(causal: causal, scores: scores, notes: notes)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: roles, context)
    }
  }

  private static func isRandomised(
    _ reference: PropensityReference?, _ context: RunContext
  ) throws(Diagnostic) -> Bool {
    switch reference?.form {
    case nil: return false
    case .design: return true
    case .share, .shares, .column, .columns, .model:
      throw context.error(
        .invalidPropensity, at: reference?.range,
        "a treatment with many values has no propensity of one number for each arm",
        hint:
          "propensity: design says that it was randomised; without, it is predicted from features"
      )
    }
  }

  private static func notes(
    _ settings: NuisanceSettings, _ roles: CausalRoles, _ isRandomised: Bool,
    _ context: RunContext
  ) -> [String] {
    let width = roles.features.count + roles.controls.count
    let folds = context.arguments[JudgingParameters.folds]
    let fitted =
      folds == 1 ? "fitted on the same rows (folds: 1)" : "cross-fitted in \(folds) folds"
    let models =
      width == 0
      ? "the means of outcome and treatment"
      : "\(settings.models.outcome.name) models of the outcome\(isRandomised ? "" : " and of the treatment") on \(CountText.counted(width, "feature"))"
    var notes = [
      "\(roles.treatment.column.name) is an amount: effects are slopes of \(roles.outcome.name) in it."
    ]
    if isRandomised {
      notes.append("The treatment is taken as randomised: one mean and one variance for all rows.")
    } else if width > 0 {
      notes.append(
        "Drawn slopes and uplift are of the raw columns, right where the treatment was randomised; doubly robust scores take out what the features explain."
      )
    }
    return notes + ["Doubly robust scores use \(models), \(fitted)."]
  }
}

extension JudgedScoresResolver {
  /// Whether the treatment is a dose, and nothing calls its values arms.
  func isDose(_ roles: CausalRoles, in frame: Frame) -> Bool {
    roles.control == nil && roles.arms == nil && TreatmentDose.isDose(roles.treatment, in: frame)
  }

  /// The scores judged on all rows of a dose.
  mutating func compareDose(
    _ roles: CausalRoles, _ frame: (frame: Frame, rows: [Int])
  ) throws(Diagnostic) -> JudgedScores.Comparison {
    let dose = try DoseRows.build(roles, frame: frame.frame, context)
    notes += dose.notes
    do throws(RankingError) {
      let (data, rows) = (dose.causal.data, dose.causal.rows)
      var scores: [JudgedScores.Score] = []
      for source in sources {
        let values = rows.map { source.values[0][frame.rows[$0]] }
        scores.append(
          JudgedScores.Score(
            name: source.name, meaning: source.meaning, values: values,
            ranking: try Ranking(descending: values), model: source.modelSource(arm: nil)))
      }
      let sample = try JudgedSample(
        outcome: data.outcome, treatment: data.dose ?? [], treatmentKind: .continuous,
        effectScores: dose.scores.contrast(1), weights: data.weights,
        clusters: try clusters(rows, in: frame.frame))
      let residuals = dose.scores.residuals(1)
      return JudgedScores.Comparison(
        arm: roles.treatment.column.name, control: "", scores: scores, sample: sample,
        doublyRobust: dose.scores,
        residuals: JudgedScores.Residuals(
          outcome: residuals.outcome, treatment: residuals.treatment),
        rows: rows.map { frame.rows[$0] })
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }
}

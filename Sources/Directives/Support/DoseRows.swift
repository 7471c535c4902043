import Causal
import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// The rows of a frame with a dose, and doubly robust scores of the outcome's slope in it.
struct DoseRows: Sendable {
  let outcome: [Double]
  let dose: [Double]
  let weights: [Double]?
  let scores: DoseScores
  /// Positions of the rows in the frame.
  let rows: [Int]
  /// What was left out or assumed, a sentence each.
  let notes: [String]

  /// Gathers the rows that have outcome, dose and weight, and fits the nuisance models.
  ///
  /// `propensity: design` takes the dose as randomised; numbers and columns are refused, for a dose
  /// has a density and no probability.
  static func build(
    _ roles: CausalRoles, frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> DoseRows {
    let isRandomised = try isRandomised(roles.propensity, context)
    let outcome = try NumericColumn.values(roles.outcome, role: "outcome", in: frame, context)
    let dose = try NumericColumn.values(
      roles.treatment.column, role: "treatment", in: frame, context)
    var weights: [Double]?
    if let column = roles.weights {
      weights = try NumericColumn.values(column, role: "weights", in: frame, context)
    }
    let all = Array(0..<frame.rowCount)
    let keep = NumericColumn.complete(
      [outcome, dose] + (weights.map { [$0] } ?? []), rows: all)
    let rows = all.filter { keep[$0] }
    guard rows.count > 2 else {
      throw context.error(
        .tinyArm, at: roles.treatment.column.range,
        "\(CountText.rows(rows.count)) with an outcome and a treatment cannot show a slope")
    }
    let references = roles.features + roles.controls
    let columns = try FeatureColumns.columns(references, in: frame, rows: rows, context)
    var notes: [String] = []
    if rows.count < frame.rowCount {
      notes.append(
        "\(CountText.rows(frame.rowCount - rows.count)) without an outcome, a treatment\(weights == nil ? "" : " or a weight") left out."
      )
    }
    do throws(LearnerError) {
      let encoded = try FeatureEncoder(fitting: columns).encode(columns, rowCount: rows.count)
      let settings = settings(hasMissing: encoded.matrix.firstMissing != nil, context)
      let used = NumericColumn.taking(dose, rows)
      let scores = try DoseScores.compute(
        outcome: NumericColumn.taking(outcome, rows), dose: used, features: encoded.matrix,
        weights: weights.map { NumericColumn.taking($0, rows) }, isRandomised: isRandomised,
        settings: settings, cache: context.session.nuisances)
      notes += self.notes(
        settings, roles, isRandomised: isRandomised, floored: scores.flooredRows, context)
      return DoseRows(
        outcome: NumericColumn.taking(outcome, rows), dose: used,
        weights: weights.map { NumericColumn.taking($0, rows) }, scores: scores, rows: rows,
        notes: notes)
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
    case .share, .shares, .column:
      throw context.error(
        .invalidPropensity, at: reference?.range,
        "a treatment with many values has no propensity of one number for each arm",
        hint:
          "propensity: design says that it was randomised; without, it is predicted from features"
      )
    }
  }

  private static func settings(hasMissing: Bool, _ context: RunContext) -> NuisanceSettings {
    let arguments = context.arguments
    let models = arguments[JudgingParameters.models]
    let standard: any BaseLearner = hasMissing ? BoostingLearner() : LinearLearner()
    return NuisanceSettings(
      models: LearnerRoles(
        outcome: models?.outcome ?? standard, propensity: standard,
        treatment: models?.treatment ?? standard, effect: standard),
      folds: .count(arguments[JudgingParameters.folds]), clip: arguments[JudgingParameters.clip],
      seed: context.seed)
  }

  private static func notes(
    _ settings: NuisanceSettings, _ roles: CausalRoles, isRandomised: Bool, floored: Int,
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
      "\(roles.treatment.column.name) is a dose: effects are slopes of \(roles.outcome.name) in it."
    ]
    if isRandomised {
      notes.append("The treatment is taken as randomised: one mean and one variance for all rows.")
    } else if width > 0 {
      notes.append(
        "Drawn slopes and uplift are of the raw columns, right where the treatment was randomised; doubly robust scores take out what the features explain."
      )
    }
    notes.append("Doubly robust scores use \(models), \(fitted).")
    if floored > 0 {
      notes.append(
        "The estimated variance of the treatment was raised to a tenth of its mean in \(CountText.rows(floored))."
      )
    }
    return notes
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
      var scores: [JudgedScores.Score] = []
      for source in sources {
        let values = dose.rows.map { source.values[0][frame.rows[$0]] }
        scores.append(
          JudgedScores.Score(
            name: source.name, meaning: source.meaning, values: values,
            ranking: try Ranking(descending: values), model: source.modelSource(arm: nil)))
      }
      let sample = try JudgedSample(
        outcome: dose.outcome, treatment: dose.dose, treatmentKind: .continuous,
        effectScores: dose.scores.scores, weights: dose.weights,
        clusters: try clusters(dose.rows, in: frame.frame))
      return JudgedScores.Comparison(
        arm: roles.treatment.column.name, control: "", scores: scores, sample: sample,
        doublyRobust: nil,
        residuals: JudgedScores.Residuals(
          outcome: dose.scores.outcomeResiduals, treatment: dose.scores.treatmentResiduals),
        rows: dose.rows.map { frame.rows[$0] })
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }
}

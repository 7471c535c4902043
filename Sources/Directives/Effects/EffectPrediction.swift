import Execution
import Frames
import Learners
import Numerics

/// A model's predictions for the rows of a frame.
struct EffectPrediction: Sendable {
  /// One column to add: of an arm, or of all rows.
  struct Part: Sendable {
    var label: String
    var values: [Double]
    var low: [Double]?
    var high: [Double]?
  }
  var parts: [Part]
  var notes: [String] = []
}

/// Predicts for a frame, with the model as it is or fitted again without each row's fold.
struct EffectPredictor {
  let model: FittedEffect
  let frame: Frame
  let what: PredictDirective.What
  let level: Double
  private static let foldCount = 5

  /// With the model as it is.
  func predict(interval: Bool) throws(LearnerError) -> EffectPrediction {
    try model.applied(to: frame, forEffects: what == .cate) { rows, unseen throws(LearnerError) in
      EffectPrediction(parts: try parts(rows, interval: interval), notes: unseen.map(\.note))
    }
  }

  private func parts(
    _ rows: EffectRows, interval: Bool
  ) throws(LearnerError) -> [EffectPrediction.Part] {
    guard interval, what == .cate else {
      return zip(labels, try values(of: model.fitted.model, rows)).map {
        EffectPrediction.Part(label: $0, values: $1)
      }
    }
    var parts: [EffectPrediction.Part] = []
    for (index, label) in labels.enumerated() {
      parts.append(try effects(of: rows, arm: index + 1, label: label))
    }
    return parts
  }

  /// The effects of an arm with their intervals.
  private func effects(
    of rows: EffectRows, arm: Int, label: String
  ) throws(LearnerError) -> EffectPrediction.Part {
    let fitted = model.fitted.model
    if let intervals = try fitted.intervals(rows, arm: arm, level: level) {
      return EffectPrediction.Part(
        label: label, values: try fitted.effects(rows, arm: arm), low: intervals.map(\.low),
        high: intervals.map(\.high))
    }
    let (effects, found) = try fitted.effectsWithErrors(rows, arm: arm)
    guard let errors = found else {
      throw .unsupported(
        "intervals need inference: {bootstrap: 200}, a forest with inference: analytic, or a linear last stage, as linear-dml or models: {effect: linear} have"
      )
    }
    let quantile = NormalDistribution().quantile(0.5 + level / 2)
    return EffectPrediction.Part(
      label: label, values: effects,
      low: effects.indices.map { effects[$0] - quantile * errors[$0] },
      high: effects.indices.map { effects[$0] + quantile * errors[$0] })
  }

  /// With the model as it is; the rows of a forest's fit by the trees that did not see them.
  func predictOutOfBag(
    _ findings: ForestFindings, interval: Bool
  ) throws(LearnerError) -> EffectPrediction {
    var prediction = try predict(interval: interval)
    let quantile = NormalDistribution().quantile(0.5 + level / 2)
    for arm in prediction.parts.indices {
      let effects = model.fitted.effects[arm]
      let errors = findings.arms[arm].standardErrors
      for (position, row) in (model.fitRows?.positions ?? []).enumerated() {
        prediction.parts[arm].values[row] = effects[position]
        if errors.isEmpty { continue }
        prediction.parts[arm].low?[row] = effects[position] - quantile * errors[position]
        prediction.parts[arm].high?[row] = effects[position] + quantile * errors[position]
      }
    }
    prediction.notes.append(
      "The model was fitted on these rows, so each is predicted by the trees that did not see it; fitted: true takes all trees."
    )
    return prediction
  }

  /// With the model fitted again on the other folds of its fit rows, for each fold.
  ///
  /// Rows of the frame that took no part in the fit are predicted by the model as it is.
  func predictOutOfFold(_ fitRows: CausalRows) throws(LearnerError) -> EffectPrediction {
    var prediction = try predict(interval: false)
    let problem = EffectProblem(data: fitRows.data, settings: model.settings)
    let all = EffectRows(
      fitRows.data, propensities: model.settings.propensity.rowValues)
    let folds = try problem.predictionFolds(count: Self.foldCount)
    for fold in 0..<folds.count {
      let held = folds.assignment.indices.filter { folds.assignment[$0] == Int32(fold) }
      let refitted = try model.kind.fit(try problem.without(fold, of: folds))
      let predicted = try values(
        of: refitted.model, all.selecting(rows: held), frameRows: held.map { fitRows.rows[$0] })
      for part in prediction.parts.indices {
        for (position, row) in held.enumerated() {
          prediction.parts[part].values[fitRows.rows[row]] = predicted[part][position]
        }
      }
    }
    let what = fitRows.data.clusters == nil ? "" : " of whole clusters"
    prediction.notes.append(
      "The model was fitted on these rows, so each of \(folds.count) folds\(what) is predicted by a fit on the others; fitted: true takes the model as it is."
    )
    return prediction
  }

  /// What the parts are called.
  private var labels: [String] {
    switch what {
    case .cate: model.arms
    case .outcome, .propensity: model.labels
    case .fitted, .residual, .treatment: [""]
    }
  }

  /// One list of values for each label; `frameRows` places the rows in the frame, nil for all.
  private func values(
    of fitted: any EffectModel, _ rows: EffectRows, frameRows: [Int]? = nil
  ) throws(LearnerError) -> [[Double]] {
    switch what {
    case .cate:
      var values: [[Double]] = []
      for arm in model.arms.indices { values.append(try fitted.effects(rows, arm: arm + 1)) }
      return values
    case .outcome: return try outcomes(of: fitted, rows)
    case .treatment: return [try expectedTreatment(of: fitted, rows)]
    case .propensity:
      var values: [[Double]] = []
      for arm in model.labels.indices {
        guard let column = try fitted.propensities(rows, arm: arm) else {
          throw .unsupported("\(model.kind.withArticle) has no propensities to predict")
        }
        values.append(column)
      }
      return values
    case .fitted, .residual:
      let frameRows = frameRows ?? Array(0..<frame.rowCount)
      if model.isSlope { return [try outcomesAtAmounts(of: fitted, rows, frameRows)] }
      return [try ownOutcomes(try outcomes(of: fitted, rows), frameRows)]
    }
  }

  /// E[T | x]: of an amount, or of one arm against the control its probability.
  private func expectedTreatment(
    of fitted: any EffectModel, _ rows: EffectRows
  ) throws(LearnerError) -> [Double] {
    if let expected = try fitted.expectedTreatment(rows) { return expected }
    if model.arms.count == 1, !model.isSlope, let share = try fitted.propensities(rows, arm: 1) {
      return share
    }
    throw .unsupported(
      model.arms.count > 1
        ? "several arms have no one expected treatment: ask for what: propensity"
        : "\(model.kind.withArticle) has no model of the treatment")
  }

  /// m̂ + (T − ê)·τ̂ at the amount that each row had, or its outcome less that.
  private func outcomesAtAmounts(
    of fitted: any EffectModel, _ rows: EffectRows, _ frameRows: [Int]
  ) throws(LearnerError) -> [Double] {
    guard let amounts = frame.doubles(model.treatment) else {
      throw .missingColumn(model.treatment)
    }
    guard let observed = frame.doubles(model.outcome) else { throw .missingColumn(model.outcome) }
    guard let predicted = try fitted.outcomes(rows, dose: frameRows.map { amounts[$0] }) else {
      throw .unsupported("\(model.kind.withArticle) has no outcome model to predict with")
    }
    if what == .fitted { return predicted }
    return predicted.indices.map { observed[frameRows[$0]] - predicted[$0] }
  }

  private func outcomes(
    of fitted: any EffectModel, _ rows: EffectRows
  ) throws(LearnerError) -> [[Double]] {
    if model.isSlope, !model.isResponse {
      throw .unsupported(
        "the treatment is an amount: ask for what: fitted, the outcome at the amount of each row")
    }
    var values: [[Double]] = []
    for arm in model.labels.indices {
      guard let column = try fitted.outcomes(rows, arm: arm) else {
        throw .unsupported("\(model.kind.withArticle) has no outcome models to predict with")
      }
      values.append(column)
    }
    return values
  }

  /// μ̂ of the arm that each row had, or its outcome less that; NaN for rows of other arms.
  private func ownOutcomes(
    _ outcomes: [[Double]], _ frameRows: [Int]
  ) throws(LearnerError) -> [Double] {
    guard let treatment = frame[model.treatment]?.levelView else {
      throw .missingColumn(model.treatment)
    }
    guard let observed = frame.doubles(model.outcome) else { throw .missingColumn(model.outcome) }
    let armOfLevel = treatment.levels.map { TreatmentArms.position(of: $0, in: model.labels) }
    return frameRows.indices.map { position in
      let row = frameRows[position]
      let code = treatment.codes[row]
      guard code >= 0, let arm = armOfLevel[Int(code)] else { return .nan }
      let predicted = outcomes[arm][position]
      return what == .fitted ? predicted : observed[row] - predicted
    }
  }
}

import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

extension HeterogeneityEvidence {
  /// The tests without a model at hand: each fold is judged by a T-learner of the folds before it.
  static func withoutModel(_ context: RunContext) throws -> HeterogeneityEvidence {
    let arguments = context.arguments
    guard let outcome = arguments[JudgingParameters.outcome],
      let treatment = arguments[JudgingParameters.treatment]
    else { throw context.error(.missingRole, "name outcome: and treatment:") }
    let frame = try context.frame(arguments[JudgingParameters.data]).frame
    if TreatmentDose.isDose(treatment, in: frame), arguments[JudgingParameters.control] == nil,
      arguments[JudgingParameters.arms] == nil
    {
      return try ofDose(outcome, treatment, frame, context)
    }
    let arms = try TreatmentArms.resolve(
      treatment, control: arguments[JudgingParameters.control],
      arms: arguments[JudgingParameters.arms], in: frame, context)
    var roles = CausalRoles(
      outcome: outcome, treatment: treatment, control: Located(arms.control, arguments.headRange),
      arms: arms.arms.map { Located($0, arguments.headRange) },
      features: arguments[JudgingParameters.features] ?? [], controls: [],
      weights: arguments[JudgingParameters.weights],
      propensity: arguments[JudgingParameters.propensity])
    let tested = try interaction(roles, in: frame, context)
    var scores: [Score] = []
    var notes: [String] = arms.notes
    for arm in arms.arms {
      roles.arms = [Located(arm, arguments.headRange)]
      let rows = try DoublyRobustRows.build(roles, frame: frame, context)
      for note in rows.notes where !note.contains("left out: it is not among the arms") {
        if !notes.contains(note) { notes.append(note) }
      }
      scores.append(try sequentialScore(arm, rows, roles, frame, context))
    }
    notes += tested.notes
    if arguments[JudgingParameters.folds] < 2 {
      notes.append(
        "With folds: 1 no fold can be judged by others; only the interaction test is made.")
    }
    return HeterogeneityEvidence(
      outcome: outcome.name, interaction: tested.test, covariance: tested.covariance,
      scores: scores, isSequential: true, notes: notes, stamps: [])
  }

  /// A dose has the interaction test alone: its slope is regressed on the features.
  private static func ofDose(
    _ outcome: ColumnReference, _ treatment: TreatmentReference, _ frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) -> HeterogeneityEvidence {
    let arguments = context.arguments
    let tested = try interaction(
      CausalRoles(
        outcome: outcome, treatment: treatment, control: nil, arms: nil,
        features: arguments[JudgingParameters.features] ?? [], controls: [],
        weights: arguments[JudgingParameters.weights]), in: frame, context)
    return HeterogeneityEvidence(
      outcome: outcome.name, interaction: tested.test, covariance: tested.covariance, scores: [],
      isSequential: false,
      notes: tested.notes + [
        "“\(treatment.column.name)” is a dose: the test is of its slope. Calibration and AUTOC need a model: fit one and name it with model:."
      ], stamps: [])
  }

  private static func sequentialScore(
    _ arm: String, _ rows: DoublyRobustRows, _ roles: CausalRoles, _ frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) -> Score {
    let data = rows.causal.data
    let clusters = try context.arguments[JudgingParameters.cluster].map {
      reference throws(Diagnostic) in
      ClusterCodes.codes(
        try context.column(reference, in: frame).levelView, rows: rows.causal.rows)
    }
    let folds = assignment(data, clusters, context)
    var entry = Score(
      name: arm, label: "T-learner of earlier folds, \(arm)", calibration: .nan,
      calibrationP: .nan, autoc: .nan, autocP: .nan, counts: true)
    var calibrations: [(z: Double, value: Double)] = []
    var rankings: [(z: Double, value: Double)] = []
    let standard: any BaseLearner =
      data.nuisanceFeatures.firstMissing == nil ? LinearLearner() : BoostingLearner()
    let outcomeLearner = context.arguments[JudgingParameters.models]?.outcome ?? standard
    var settings = NuisanceSettings(
      models: LearnerRoles(all: LinearLearner()), propensity: .design, folds: .count(1),
      seed: context.seed)
    settings.models.outcome = outcomeLearner
    for fold in 1..<max(1, (folds.max().map { Int($0) } ?? 0) + 1) {
      let earlier = folds.indices.filter { folds[$0] < Int32(fold) }
      let held = folds.indices.filter { folds[$0] == Int32(fold) }
      let predicted: [Double]
      do throws(LearnerError) {
        let fitted = try EffectKind.tLearner.fit(
          EffectProblem(data: try data.selecting(rows: earlier), settings: settings))
        predicted = try fitted.model.effects(
          EffectRows(data).selecting(rows: held), arm: 1)
      } catch {
        throw LearnerProblem.diagnostic(error, roles: roles, context)
      }
      do throws(RankingError) {
        let judged = try judge(predicted, held, rows, clusters)
        if let calibration = judged.calibration { calibrations.append(calibration) }
        if let autoc = judged.autoc { rankings.append(autoc) }
      } catch {
        throw JudgingProblem.diagnostic(error, context)
      }
    }
    if let z = SequentialValidation.combined(calibrations.map(\.z)) {
      entry.calibration = Moments(calibrations.map(\.value)).mean
      entry.calibrationP = SequentialValidation.pValue(z)
    }
    if let z = SequentialValidation.combined(rankings.map(\.z)) {
      entry.autoc = Moments(rankings.map(\.value)).mean
      entry.autocP = min(1, 2 * SequentialValidation.pValue(abs(z)))
    }
    return entry
  }

  /// The fold of each row; clusters stay together.
  private static func assignment(
    _ data: CausalData, _ clusters: [Int32]?, _ context: RunContext
  ) -> [Int32] {
    let count = context.arguments[JudgingParameters.folds]
    guard let clusters else {
      return Folds.stratified(count: count, strata: data.treatment, seed: context.seed).assignment
    }
    let groups = Int(clusters.max() ?? -1) + 1
    let folds = Folds.stratified(
      count: count, strata: [Int32](repeating: 0, count: groups), seed: context.seed
    ).assignment
    return folds.isEmpty ? [] : clusters.map { folds[Int($0)] }
  }

  private typealias Judged = (z: Double, value: Double)

  private static func judge(
    _ predicted: [Double], _ held: [Int], _ rows: DoublyRobustRows, _ clusters: [Int32]?
  ) throws(RankingError) -> (calibration: Judged?, autoc: Judged?) {
    let data = rows.causal.data
    let contrast = rows.scores.contrast(1)
    let sample = try JudgedSample(
      outcome: held.map { data.outcome[$0] }, treatment: held.map { Double(data.treatment[$0]) },
      effectScores: held.map { contrast[$0] },
      weights: data.weights.map { all in held.map { all[$0] } },
      clusters: clusters.map { all in held.map { all[$0] } })
    let ranking = try Ranking(descending: predicted)
    guard !ranking.isConstant else { return (nil, nil) }
    let autoc = try RankWeightedEffect.autoc.estimate(of: sample, by: ranking)
    let share = rows.scores.propensities.values[1]
    let (control, treated) = (
      rows.scores.outcomePredictions[0], rows.scores.outcomePredictions[1]
    )
    let test = try CalibrationTest(
      predicted: predicted,
      outcomeResiduals: held.map {
        data.outcome[$0] - (1 - share[$0]) * control[$0] - share[$0] * treated[$0]
      },
      treatmentResiduals: held.map { Double(data.treatment[$0]) - share[$0] },
      weights: sample.weights, clusters: sample.clusters)
    return (
      (test.spread.statistic, test.spread.value), autoc.z.map { ($0, autoc.value) }
    )
  }
}

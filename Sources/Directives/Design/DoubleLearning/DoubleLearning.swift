import Diagnostics
import Execution
import Frames
import Learners
import Numerics
import Statistics

/// What `estimate dml` computes: an estimate for each arm from each split of the rows.
struct DoubleLearning {
  /// The rows that meet `where`.
  let frame: Frame
  /// Names of the arms, or of a numeric treatment.
  var arms: [String] = []
  /// By arm.
  var estimates: [RepeatedEstimate] = []
  /// Of the first split.
  var nuisances: [NuisanceScore] = []
  /// By arm, of the first split: what the controls leave of outcome and treatment.
  ///
  /// Empty for the interactive score.
  var residuals: [(rows: [Int], outcome: [Double], treatment: [Double])] = []
  var clippedRows = 0
  var propensityRange: ClosedRange<Double>?
  /// Share of rows with a propensity of the first arm below 0.1 or above 0.9.
  var outsideShare: Double?
  var rows = 0
  var foldCount = 0
  var isShare = false
  var isSlope = false
  var notes: [String] = []

  init(_ arguments: Arguments, _ context: RunContext) throws(Diagnostic) {
    let roles = EffectTargetParameters.roles(arguments)
    let left: [String]
    (frame, left) = try context.usedRows(arguments)
    let column = try context.column(roles.treatment.column, in: frame)
    let isNamed = roles.control != nil || roles.arms != nil
    if column.isNumeric, !roles.treatment.asArms, !isNamed, column.levelView.levels.count > 2 {
      try slope(roles, arguments, frame, context)
    } else {
      try compareArms(roles, arguments, frame, context)
    }
    notes = left + notes
  }

  /// A seed for each split; the first is the cell's own, so that one split is as without repeats.
  private static func seeds(_ arguments: Arguments, _ context: RunContext) -> [UInt64] {
    (0..<arguments[EstimateDMLDirective.repeats]).map { number in
      if number == 0 { return context.seed }
      var stream = RandomStream(
        seed: context.seed, purpose: "split of double machine learning", content: UInt64(number))
      return stream.nextUInt64()
    }
  }

  private static func folds(
    _ arguments: Arguments, _ frame: Frame, rows: [Int], strata: [Int32], clusters: [Int32]?,
    seed: UInt64, _ context: RunContext
  ) throws(Diagnostic) -> (plan: FoldPlan, folds: Folds, partsClusters: Bool) {
    let plan = try FoldPlan(arguments[FitParameters.folds], in: frame, rows: rows, context)
    let isParted = plan.warnOfPartedClusters(
      arguments[FitParameters.folds], arguments[FitParameters.cluster], clusters, context)
    do throws(LearnerError) {
      return (plan, try plan.folds(strata: strata, clusters: clusters, seed: seed), isParted)
    } catch {
      throw LearnerProblem.diagnostic(
        error, roles: EffectTargetParameters.roles(arguments), context)
    }
  }

  // MARK: - A numeric treatment

  private mutating func slope(
    _ roles: CausalRoles, _ arguments: Arguments, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) {
    guard arguments[EstimateDMLDirective.score] == .partiallingOut else {
      throw context.error(
        .doubleLearning, at: arguments.range(of: EstimateDMLDirective.score),
        "score: interactive compares arms, and “\(roles.treatment.column.name)” is numeric with many values",
        hint:
          "treatment: {column: \(roles.treatment.column.name), as: arms}, or score: partialling-out"
      )
    }
    if let propensity = roles.propensity {
      throw context.error(
        .doubleLearning, at: propensity.range, "a numeric treatment has no propensity")
    }
    let outcome = try NumericColumn.values(roles.outcome, role: "outcome", in: frame, context)
    let dose = try NumericColumn.values(
      roles.treatment.column, role: "treatment", in: frame, context)
    let weights = try roles.weights.map { reference throws(Diagnostic) in
      try NumericColumn.values(reference, role: "weights", in: frame, context)
    }
    let used = (0..<frame.rowCount).filter {
      !outcome[$0].isNaN && !dose[$0].isNaN && !(weights?[$0].isNaN ?? false)
    }
    if used.count < frame.rowCount {
      notes.append(
        "\(CountText.rows(frame.rowCount - used.count)) with a missing outcome, treatment or weight left out."
      )
    }
    let columns = try FeatureColumns.columns(roles.features, in: frame, rows: used, context)
    let clusters = try roles.cluster.map { reference throws(Diagnostic) in
      ClusterCodes.codes(try context.column(reference, in: frame).levelView, rows: used)
    }
    arms = [roles.treatment.column.name]
    isSlope = true
    rows = used.count
    var repeats: [Estimate] = []
    do throws(LearnerError) {
      let features = try FeatureEncoder(fitting: columns).encode(columns, rowCount: used.count)
        .matrix
      for (number, seed) in Self.seeds(arguments, context).enumerated() {
        let folds: Folds
        do throws(Diagnostic) {
          folds = try Self.folds(
            arguments, frame, rows: used, strata: used.map { _ in 0 }, clusters: clusters,
            seed: seed, context
          ).folds
        } catch { throw .invalidFolds(error.message) }
        let effect = try PartiallyLinearEffect(
          outcome: used.map { outcome[$0] }, treatment: used.map { dose[$0] }, features: features,
          weights: weights.map { all in used.map { all[$0] } }, clusters: clusters,
          models: LearnerReference.roles(arguments[FitParameters.models]), folds: folds,
          seed: seed, cache: context.session.nuisances)
        repeats.append(effect.estimate)
        if number == 0 {
          nuisances = effect.nuisances
          residuals = [(used, effect.outcomeResiduals, effect.treatmentResiduals)]
        }
        foldCount = folds.count
      }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: roles, context)
    }
    estimates = [RepeatedEstimate(repeats)]
  }

  // MARK: - Arms

  private mutating func compareArms(
    _ roles: CausalRoles, _ arguments: Arguments, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) {
    let models = LearnerReference.roles(arguments[FitParameters.models])
    let causal = try CausalRows.gather(
      roles, from: frame, propensityLearner: models.propensity.name, context)
    let target = try EffectTargetParameters.target(ofArms: causal.arms.arms.count, context)
    arms = causal.arms.arms
    rows = causal.data.rowCount
    isShare = causal.data.hasBinaryOutcome
    notes = causal.notes + [causal.propensity.note]
    var found = [[Estimate]](repeating: [], count: arms.count)
    for (number, seed) in Self.seeds(arguments, context).enumerated() {
      let split = try Self.folds(
        arguments, frame, rows: causal.rows, strata: causal.data.treatment,
        clusters: causal.data.clusters, seed: seed, context)
      if split.partsClusters {
        notes = notes.map { causal.noteOfPartedClusters($0, roles.cluster) }
      }
      foldCount = split.folds.count
      do throws(LearnerError) {
        switch arguments[EstimateDMLDirective.score] {
        case .interactive:
          let scores = try DoublyRobustScores.compute(
            causal.data,
            settings: NuisanceSettings(
              models: models, propensity: causal.propensity.source, folds: split.plan,
              clip: arguments[FitParameters.clip], seed: seed), cache: context.session.nuisances)
          // The score's plain variance, as DoubleML has it, without n/(n − 1).
          let units = Double(causal.data.clusters.map { Set($0).count } ?? rows)
          let factor = ((units - 1) / units).squareRoot()
          for arm in arms.indices {
            let own = scores.averageEffect(arm + 1, over: target)
            found[arm].append(
              Estimate(value: own.estimate, standardError: own.standardError * factor))
          }
          clippedRows = max(clippedRows, scores.propensities.clippedRows)
          if number == 0 {
            nuisances = scores.nuisances
            propensityRange = scores.propensities.range
            outsideShare = ArmBalanceReport.outside(scores.propensities.values[1])
          }
        case .partiallingOut:
          for arm in arms.indices {
            let effect = try partial(
              arm + 1, causal, split.folds, models, seed: seed, context.session.nuisances)
            found[arm].append(effect.estimate)
            if number == 0 {
              let compared = causal.rows.indices.filter {
                [0, Int32(arm + 1)].contains(causal.data.treatment[$0])
              }
              residuals.append(
                (
                  compared.map { causal.rows[$0] }, effect.outcomeResiduals,
                  effect.treatmentResiduals
                ))
              nuisances += effect.nuisances.map { score in
                var score = score
                score.arm = arms.count > 1 ? arms[arm] : nil
                return score
              }
            }
          }
        }
      } catch {
        throw LearnerProblem.diagnostic(error, roles: roles, context)
      }
    }
    estimates = found.map { RepeatedEstimate($0) }
  }

  /// One arm and the control; the folds are those of all rows.
  private func partial(
    _ arm: Int, _ causal: CausalRows, _ folds: Folds, _ models: LearnerRoles, seed: UInt64,
    _ cache: NuisanceCache
  ) throws(LearnerError) -> PartiallyLinearEffect {
    let data = causal.data
    let used = data.treatment.indices.filter {
      data.treatment[$0] == 0 || data.treatment[$0] == Int32(arm)
    }
    let own =
      folds.isCrossFitted ? try Folds.stated(used.map { Double(folds.assignment[$0]) }) : .none
    return try PartiallyLinearEffect(
      outcome: used.map { data.outcome[$0] },
      treatment: used.map { data.treatment[$0] == 0 ? 0 : 1 },
      features: used.count == data.rowCount ? data.features : data.features.selecting(rows: used),
      weights: data.weights.map { all in used.map { all[$0] } },
      clusters: data.clusters.map { all in used.map { all[$0] } },
      known: known(causal.propensity.source, arm: arm, used, data), models: models, folds: own,
      seed: seed, cache: cache)
  }

  /// The arm's known probability among the two that are compared; nil where it is estimated.
  private func known(
    _ source: PropensitySource, arm: Int, _ used: [Int], _ data: CausalData
  ) -> [Double]? {
    switch source {
    case .estimated: nil
    case .design:
      used.map { _ in
        Double(data.armCounts[arm]) / Double(data.armCounts[arm] + data.armCounts[0])
      }
    case .shares(let shares): used.map { _ in shares[arm] / (shares[arm] + shares[0]) }
    case .rows(let values): used.map { values[arm][$0] / (values[arm][$0] + values[0][$0]) }
    }
  }
}

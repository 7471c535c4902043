import Diagnostics
import Execution
import Frames
import Learners
import Statistics

extension DoubleLearning {
  /// One split of the rows, and what its models are fitted with.
  private struct Split {
    /// Of the first split what is told beside the estimates is kept.
    let isFirst: Bool
    let seed: UInt64
    let plan: FoldPlan
    let folds: Folds
    let models: LearnerRoles
    let cache: NuisanceCache
  }

  /// The effect of each arm against the control.
  mutating func compareArms(
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
      let (plan, folds, partsClusters) = try Self.folds(
        arguments, frame, rows: causal.rows, strata: causal.data.treatment,
        clusters: causal.data.clusters, seed: seed, context)
      if partsClusters { notes = notes.map { causal.noteOfPartedClusters($0, roles.cluster) } }
      foldCount = folds.count
      let split = Split(
        isFirst: number == 0, seed: seed, plan: plan, folds: folds, models: models,
        cache: context.session.nuisances)
      let own: [Estimate]
      do throws(LearnerError) {
        switch arguments[EstimateDMLDirective.score] {
        case .interactive:
          own = try interactive(
            causal, split, over: target, clip: arguments[FitParameters.clip])
        case .partiallingOut: own = try partialledOut(causal, split)
        }
      } catch {
        throw LearnerProblem.diagnostic(error, roles: roles, context)
      }
      for arm in arms.indices { found[arm].append(own[arm]) }
    }
    estimates = found.map { RepeatedEstimate($0) }
  }

  /// Means of doubly robust scores.
  private mutating func interactive(
    _ causal: CausalRows, _ split: Split, over target: EffectTarget, clip: Double
  ) throws(LearnerError) -> [Estimate] {
    let scores = try DoublyRobustScores.compute(
      causal.data,
      settings: NuisanceSettings(
        models: split.models, propensity: causal.propensity.source, folds: split.plan, clip: clip,
        seed: split.seed), cache: split.cache)
    clippedRows = max(clippedRows, scores.propensities.clippedRows)
    if split.isFirst {
      nuisances = scores.nuisances
      propensityRange = scores.propensities.range
      outsideShare = ArmBalanceReport.outside(scores.propensities.values[1])
    }
    // The score's plain variance, as DoubleML has it, without n/(n − 1).
    let units = Double(causal.data.clusters.map { Set($0).count } ?? rows)
    let factor = ((units - 1) / units).squareRoot()
    return arms.indices.map { arm in
      let own = scores.averageEffect(arm + 1, over: target)
      return Estimate(value: own.estimate, standardError: own.standardError * factor)
    }
  }

  /// Slopes of what the controls leave of the outcome in what they leave of each arm.
  private mutating func partialledOut(
    _ causal: CausalRows, _ split: Split
  ) throws(LearnerError) -> [Estimate] {
    var found: [Estimate] = []
    for (index, name) in arms.enumerated() {
      let effect = try partialledOut(index + 1, causal, split)
      found.append(effect.estimate)
      guard split.isFirst else { continue }
      let compared = causal.data.rows(comparing: index + 1)
      residuals.append(
        (
          compared.map { causal.rows[$0] }, effect.outcomeResiduals, effect.treatmentResiduals
        ))
      nuisances += effect.nuisances.map { score in
        var score = score
        score.arm = arms.count > 1 ? name : nil
        return score
      }
    }
    return found
  }

  /// One arm and the control; the folds are those of all rows.
  private func partialledOut(
    _ arm: Int, _ causal: CausalRows, _ split: Split
  ) throws(LearnerError) -> PartiallyLinearEffect {
    let (data, folds) = (causal.data, split.folds)
    let used = data.rows(comparing: arm)
    let own =
      folds.isCrossFitted ? try Folds.stated(used.map { Double(folds.assignment[$0]) }) : .none
    return try PartiallyLinearEffect(
      outcome: used.map { data.outcome[$0] },
      treatment: used.map { data.treatment[$0] == 0 ? 0 : 1 },
      features: used.count == data.rowCount ? data.features : data.features.selecting(rows: used),
      weights: data.weights.map { all in used.map { all[$0] } },
      clusters: data.clusters.map { all in used.map { all[$0] } },
      known: known(causal.propensity.source, arm: arm, used, data), models: split.models,
      folds: own, seed: split.seed, cache: split.cache)
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

extension CausalData {
  /// The rows of an arm (from 1) and of the control.
  fileprivate func rows(comparing arm: Int) -> [Int] {
    treatment.indices.filter { treatment[$0] == 0 || treatment[$0] == Int32(arm) }
  }
}

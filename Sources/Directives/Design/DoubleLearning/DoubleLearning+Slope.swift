import Diagnostics
import Execution
import Frames
import Learners
import Statistics

extension DoubleLearning {
  /// The slope in a numeric treatment, by partialling out.
  mutating func slope(
    _ roles: CausalRoles, _ arguments: Arguments, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) {
    try requireSlope(roles, arguments, context)
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
    for seed in Self.seeds(arguments, context) {
      let folds = try Self.folds(
        arguments, frame, rows: used, strata: used.map { _ in 0 }, clusters: clusters,
        seed: seed, context
      ).folds
      foldCount = folds.count
      do throws(LearnerError) {
        let effect = try PartiallyLinearEffect(
          outcome: used.map { outcome[$0] }, treatment: used.map { dose[$0] },
          features: FeatureEncoder(fitting: columns).encode(columns, rowCount: used.count).matrix,
          weights: weights.map { all in used.map { all[$0] } }, clusters: clusters,
          models: LearnerReference.roles(arguments[FitParameters.models]), folds: folds,
          seed: seed, cache: context.session.nuisances)
        if repeats.isEmpty {
          nuisances = effect.nuisances
          residuals = [(used, effect.outcomeResiduals, effect.treatmentResiduals)]
        }
        repeats.append(effect.estimate)
      } catch {
        throw LearnerProblem.diagnostic(error, roles: roles, context)
      }
    }
    estimates = [RepeatedEstimate(repeats)]
  }

  /// Refuses keys that only arms have.
  private func requireSlope(
    _ roles: CausalRoles, _ arguments: Arguments, _ context: RunContext
  ) throws(Diagnostic) {
    let name = roles.treatment.column.name
    guard arguments[EstimateDMLDirective.score] == .partiallingOut else {
      throw context.error(
        .doubleLearning, at: arguments.range(of: EstimateDMLDirective.score),
        "score: interactive compares arms, and “\(name)” is numeric with many values",
        hint: "treatment: {column: \(name), as: arms}, or score: partialling-out")
    }
    if let propensity = roles.propensity {
      throw context.error(
        .doubleLearning, at: propensity.range, "a numeric treatment has no propensity")
    }
  }
}

import Numerics

/// The whole of a learner fitted again on resampled rows: its bootstrap.
///
/// Each replicate draws as many rows (or clusters) as there are, with replacement, and fits
/// everything again, nuisances included. A row drawn twice stands once with twice the weight, so
/// that no copy of it is held out while another is learned from.
package struct ResampledEffects: Sendable {
  /// One model a replicate, those that could be fitted.
  package let models: [any EffectModel]
  /// How many were tried.
  package let replicateCount: Int

  package var failedCount: Int { replicateCount - models.count }

  /// - Throws: the first replicate's error where more than a tenth of them cannot be fitted.
  package static func fit(
    _ kind: EffectKind, _ problem: EffectProblem, replicates: Int
  ) throws(LearnerError) -> ResampledEffects {
    var base = problem
    base.cache = nil
    if base.settings.propensity == .design, problem.data.dose == nil {
      // The design does not vary from sample to sample.
      let counts = problem.data.armCounts.map(Double.init)
      base.settings.propensity = .shares(counts)
    }
    let fixed = base
    let stream = RandomStream(seed: problem.settings.seed, purpose: "bootstrap of effects")
    let units = Units(problem.data)
    let outcomes = Parallel.map(count: replicates) {
      replicate -> Result<any EffectModel, LearnerError> in
      var own = stream.substream(replicate)
      do throws(LearnerError) {
        return .success(
          try kind.fit(try fixed.resampled(units.draw(&own))).model)
      } catch { return .failure(error) }
    }
    var models: [any EffectModel] = []
    var first: LearnerError?
    for outcome in outcomes {
      switch outcome {
      case .success(let model): models.append(model)
      case .failure(let error): first = first ?? error
      }
    }
    if let first, 10 * (replicates - models.count) > replicates { throw first }
    return ResampledEffects(models: models, replicateCount: replicates)
  }

  /// What is drawn: rows or clusters.
  private struct Units: Sendable {
    private let rowCount: Int
    private let members: [[Int]]?

    init(_ data: CausalData) {
      rowCount = data.rowCount
      guard let clusters = data.clusters else {
        members = nil
        return
      }
      var positions: [Int32: Int] = [:]
      var members: [[Int]] = []
      for (row, cluster) in clusters.enumerated() {
        if let position = positions[cluster] {
          members[position].append(row)
        } else {
          positions[cluster] = members.count
          members.append([row])
        }
      }
      self.members = members
    }

    /// How often each row was drawn.
    func draw(_ stream: inout RandomStream) -> [Int] {
      var counts = [Int](repeating: 0, count: rowCount)
      if let members {
        for unit in stream.resample(members.count) {
          for row in members[unit] { counts[row] += 1 }
        }
      } else {
        for row in stream.resample(rowCount) { counts[row] += 1 }
      }
      return counts
    }
  }
}

extension EffectProblem {
  /// The rows that were drawn at all, each with its count as a weight.
  fileprivate func resampled(_ counts: [Int]) throws(LearnerError) -> EffectProblem {
    let rows = counts.indices.filter { counts[$0] > 0 }
    var problem = try selecting(rows: rows)
    problem.data = try problem.data.weighted(
      rows.map { Double(counts[$0]) * (data.weights?[$0] ?? 1) })
    return problem
  }
}

extension CausalData {
  /// The same rows with other weights.
  func weighted(_ weights: [Double]) throws(LearnerError) -> CausalData {
    if let dose {
      return try CausalData(
        outcome: outcome, dose: dose, arms: arms, features: features, controls: controls,
        weights: weights
      ).clustered(clusters)
    }
    return try CausalData(
      outcome: outcome, treatment: treatment, arms: arms, features: features, controls: controls,
      weights: weights
    ).clustered(clusters)
  }
}

/// A model with the models of its bootstrap, whose spread is its uncertainty.
package struct ResampledEffectModel: EffectModel {
  let base: any EffectModel
  let replicates: [any EffectModel]

  /// How many refits there are.
  package var replicateCount: Int { replicates.count }

  init(base: any EffectModel, replicates: [any EffectModel]) {
    self.base = base
    self.replicates = replicates
  }

  package init(_ base: any EffectModel, _ resampled: ResampledEffects) {
    self.base = base
    replicates = resampled.models
  }

  package func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try base.effects(rows, arm: arm)
  }

  package func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try base.outcomes(rows, arm: arm)
  }

  package func outcomes(_ rows: EffectRows, dose: [Double]) throws(LearnerError) -> [Double]? {
    try base.outcomes(rows, dose: dose)
  }

  package func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try base.propensities(rows, arm: arm)
  }

  package func expectedTreatment(_ rows: EffectRows) throws(LearnerError) -> [Double]? {
    try base.expectedTreatment(rows)
  }

  /// The standard deviation of the replicates' effects.
  package func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try spread(rows, arm: arm) { Moments($0).variance.squareRoot() }
  }

  /// Percentiles of the replicates' effects.
  package func intervals(
    _ rows: EffectRows, arm: Int, level: Double
  ) throws(LearnerError) -> [(low: Double, high: Double)]? {
    try spread(rows, arm: arm) { effects in
      let ends = Quantile.of(effects, at: [(1 - level) / 2, (1 + level) / 2])
      return (ends[0], ends[1])
    }
  }

  package func standardErrorOfMean(_ rows: EffectRows, arm: Int) throws(LearnerError) -> Double? {
    Moments(try means(rows, arm: arm)).variance.squareRoot()
  }

  /// The mean effect over these rows of each replicate.
  package func means(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try Parallel.map(count: replicates.count) { replicate throws(LearnerError) -> Double in
      Moments(try replicates[replicate].effects(rows, arm: arm)).mean
    }
  }

  /// A summary of the replicates' effects of each row, a block of rows at a time.
  private func spread<Value: Sendable>(
    _ rows: EffectRows, arm: Int, _ summary: @Sendable ([Double]) -> Value
  ) throws(LearnerError) -> [Value] {
    let block = 5_000
    let blocks = try Parallel.mapChunks(count: rows.rowCount, chunk: block) {
      range throws(LearnerError) -> [Value] in
      let part = rows.selecting(rows: Array(range))
      var effects: [[Double]] = []
      for model in replicates { effects.append(try model.effects(part, arm: arm)) }
      return range.indices.map { position in
        let row = position - range.lowerBound
        return summary(effects.map { $0[row] })
      }
    }
    return blocks.flatMap { $0 }
  }
}

import Numerics

/// A causal forest: a generalised random forest (Athey, Tibshirani and Wager 2019) of what models
/// of outcome and treatment leave unexplained.
///
/// Several arms are compared with the control one at a time, a forest for each. Nuisances that are
/// forests themselves predict the rows that their trees did not see; others are cross-fitted.
struct CausalForestLearner: EffectLearner {
  /// Whether nuisances are cross-fitted even where they are forests.
  var isCrossFitted = false

  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    if let infinite = data.nuisanceFeatures.firstInfinite {
      throw .infiniteValues(column: infinite)
    }
    guard data.features.columnCount > 0 else {
      throw .unsupported("a forest needs features to split on")
    }
    var arms: [ForestArm] = []
    for arm in 1..<data.arms.count {
      arms.append(try ForestArm(try problem.pair(arm), arm: arm, isCrossFitted: isCrossFitted))
    }
    let model = CausalForestModel(
      forests: arms.map(\.forest), nuisances: arms.count == 1 ? arms[0].nuisances : nil)
    var effects: [[Double]] = []
    for (index, arm) in arms.enumerated() {
      effects.append(try arm.effects(of: data, arm: index + 1))
    }
    return FittedEffects(
      model: model, effects: effects, nuisances: arms.flatMap(\.nuisances.scores),
      clippedRows: arms.reduce(0) { $0 + $1.nuisances.propensities.clippedRows },
      remarks: arms.map(\.remark),
      forest: try ForestFindings(arms, data: data, foldCount: try problem.folds().count))
  }
}

/// The forest of one arm against the control, on the rows of the two.
struct ForestArm: Sendable {
  let data: CausalData
  let nuisances: NuisanceFit
  let forest: EffectForest
  let outcomeResiduals: [Double]
  let treatmentResiduals: [Double]
  /// Of each row by the trees that did not see it.
  let outOfBag: EffectForest.Estimates
  let minimumLeaf: Int
  let varies: Bool

  /// Fewer rows than this in an arm cannot be split into halves, and those again.
  static let fewestRows = 8

  init(_ pair: EffectProblem, arm: Int, isCrossFitted: Bool) throws(LearnerError) {
    data = pair.data
    for (label, count) in zip(data.arms, data.armCounts) where count < Self.fewestRows {
      throw .tooFewRows(arm: label, rows: count, needed: Self.fewestRows)
    }
    nuisances = try pair.fitForestNuisances(outOfBag: !isCrossFitted)
    let predicted = nuisances.outcomes[0].predictions
    let shares = nuisances.propensities.values[1]
    outcomeResiduals = predicted.indices.map { pair.data.outcome[$0] - predicted[$0] }
    treatmentResiduals = shares.indices.map { (pair.data.treatment[$0] == 1 ? 1 : 0) - shares[$0] }
    let (y, ySpread) = Self.unitScale(outcomeResiduals, of: data.outcome)
    let (t, tSpread) = Self.unitScale(treatmentResiduals, of: [1])
    let parameters = pair.settings.forest
    let layout = BinLayout(data.features)
    let binned = BinnedFeatures(data.features, layout, order: .byColumn)
    let width = data.features.columnCount
    minimumLeaf =
      parameters.minimumLeaf
      ?? CausalForestParameters.standardLeaf(data.outcome, isBinary: data.hasBinaryOutcome)
    let treesPerBag = parameters.inference ? 2 : 1
    let builder = ForestBuilder(
      features: binned, layout: layout, outcome: y, treatment: t, weights: data.weights,
      sampling: ForestSampling(
        rowCount: data.rowCount, weights: data.weights, clusters: nil,
        bagShare: parameters.inference ? 0.5 : parameters.sample,
        treeShare: parameters.inference ? 2 * parameters.sample : 1, honesty: parameters.honesty),
      settings: TreeSettings(
        depth: parameters.depth ?? CausalForestParameters.mostDepth, minimumLeaf: minimumLeaf,
        balance: parameters.balance, imbalancePenalty: parameters.imbalancePenalty,
        featuresPerSplit: parameters.featuresPerSplit ?? TreeSettings.standardFeatures(width),
        separatesTreatment: true),
      treesPerBag: treesPerBag,
      stream: RandomStream(
        seed: pair.settings.seed, purpose: "causal forest", content: UInt64(arm)))
    let (trees, bags) = builder.build(
      bagCount: (parameters.trees + treesPerBag - 1) / treesPerBag)
    forest = EffectForest(
      layout: layout, trees: trees, treesPerBag: treesPerBag,
      scale: tSpread > 0 ? ySpread / tSpread : 0)
    outOfBag = try forest.estimates(binned.byRow(), rowCount: data.rowCount, outside: bags)
    varies = ySpread > 0
  }

  /// Residuals over their spread, and the spread: 0, and 0s, for those that are mere rounding.
  private static func unitScale(
    _ values: [Double], of source: [Double]
  ) -> (values: [Double], spread: Double) {
    let largest = values.reduce(0) { max($0, abs($1)) }
    if largest <= 1e-12 * source.reduce(0, { max($0, abs($1)) }) {
      return (values.map { _ in 0 }, 0)
    }
    let mean = values.reduce(0) { $0 + $1 / largest } / Double(values.count)
    let variance = values.reduce(0) {
      let deviation = $1 / largest - mean
      return $0 + deviation * deviation
    }
    let spread = largest * (variance / Double(values.count)).squareRoot()
    // A constant but for rounding has no scale of its own.
    if spread <= 1e-9 * largest { return (values.map { $0 / largest }, largest) }
    return (values.map { $0 / spread }, spread)
  }

  /// What to say of the forest in a few words.
  var remark: String {
    varies ? "leaves of \(minimumLeaf) rows or more on each side" : "the outcome does not vary"
  }

  /// Effects on all rows of the data: out of bag for those the forest was grown on.
  func effects(of all: CausalData, arm: Int) throws(LearnerError) -> [Double] {
    if all.arms.count == 2 { return outOfBag.effects }
    return try spread(outOfBag.effects, over: all, arm: arm) { features throws(LearnerError) in
      try forest.estimates(features).effects
    }
  }

  /// Standard errors on all rows of the data, as `effects`; empty without inference.
  func standardErrors(of all: CausalData, arm: Int) throws(LearnerError) -> [Double] {
    if all.arms.count == 2 || !forest.hasErrors { return outOfBag.standardErrors }
    return try spread(outOfBag.standardErrors, over: all, arm: arm) {
      features throws(LearnerError) in
      try forest.estimates(features).standardErrors
    }
  }

  private func spread(
    _ own: [Double], over all: CausalData, arm: Int,
    _ predict: (FeatureMatrix) throws(LearnerError) -> [Double]
  ) throws(LearnerError) -> [Double] {
    let rows = all.treatment.indices
    let mine = rows.filter { all.treatment[$0] == 0 || all.treatment[$0] == Int32(arm) }
    let others = rows.filter { all.treatment[$0] != 0 && all.treatment[$0] != Int32(arm) }
    var values = [Double](repeating: .nan, count: all.rowCount)
    for (position, row) in mine.enumerated() { values[row] = own[position] }
    for (row, value) in zip(others, try predict(all.features.selecting(rows: others))) {
      values[row] = value
    }
    return values
  }

  /// Doubly robust scores with the outcome models that the forest implies:
  /// μ̂₀ = m̂ − ê·τ̂ and μ̂₁ = m̂ + (1 − ê)·τ̂.
  func scores(foldCount: Int) -> DoublyRobustScores {
    let mean = nuisances.outcomes[0].predictions
    let share = nuisances.propensities.values[1]
    let effect = outOfBag.effects
    return DoublyRobustScores(
      data: data,
      outcomePredictions: [
        mean.indices.map { mean[$0] - share[$0] * effect[$0] },
        mean.indices.map { mean[$0] + (1 - share[$0]) * effect[$0] },
      ],
      propensities: nuisances.propensities, foldCount: foldCount, nuisances: nuisances.scores)
  }
}

extension EffectForest {
  func estimates(_ features: FeatureMatrix) throws(LearnerError) -> Estimates {
    try estimates(
      BinnedFeatures(features, layout, order: .byRow).codes, rowCount: features.rowCount)
  }
}

/// One causal forest for each arm.
struct CausalForestModel: EffectModel {
  let forests: [EffectForest]
  /// The outcome and propensity models of a fit of two arms.
  let nuisances: NuisanceFit?

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try forests[arm - 1].estimates(rows.features).effects
  }

  func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard forests[arm - 1].hasErrors else { return nil }
    return try forests[arm - 1].estimates(rows.features).standardErrors
  }

  func effectsWithErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> (effects: [Double], errors: [Double]?) {
    let forest = forests[arm - 1]
    let estimates = try forest.estimates(rows.features)
    return (estimates.effects, forest.hasErrors ? estimates.standardErrors : nil)
  }

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard let nuisances else { return nil }
    let mean = try nuisances.outcomes[0].predictors.meanPrediction(rows.nuisanceFeatures)
    let share = try nuisances.propensityModel.values(rows)[1]
    let effect = try effects(rows, arm: 1)
    let part: Double = arm == 0 ? 0 : 1
    return mean.indices.map { mean[$0] + (part - share[$0]) * effect[$0] }
  }

  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try nuisances?.propensityModel.values(rows)[arm]
  }
}

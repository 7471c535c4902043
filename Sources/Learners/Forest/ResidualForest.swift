import Numerics

/// A forest grown on what models leave unexplained of outcome and treatment.
struct ResidualForest: Sendable {
  let forest: EffectForest
  /// Of each row by the trees that did not see it.
  let outOfBag: EffectForest.Estimates
  /// The test of calibration, and how effects are scaled if that is asked for.
  let calibration: EffectCalibration
  private let minimumLeaf: Int
  private let varies: Bool

  /// - Parameters:
  ///   - outcome: Ỹ = Y − m̂(x) of each row.
  ///   - treatment: T̃ = T − ê(x).
  ///   - arm: keys the random stream.
  init(
    outcome: [Double], treatment: [Double], _ data: CausalData, _ settings: NuisanceSettings,
    arm: Int
  ) throws(LearnerError) {
    let (y, ySpread) = Self.unitScale(outcome, of: data.outcome)
    let (t, tSpread) = Self.unitScale(treatment, of: data.dose ?? [1])
    let parameters = settings.forest
    let layout = BinLayout(data.features)
    let binned = BinnedFeatures(data.features, layout, order: .byColumn)
    minimumLeaf =
      parameters.minimumLeaf
      ?? CausalForestParameters.standardLeaf(data.outcome, isBinary: data.hasBinaryOutcome)
    let treesPerBag = parameters.inference ? 2 : 1
    let builder = ForestBuilder(
      features: binned, layout: layout, outcome: y, treatment: t, weights: data.weights,
      sampling: ForestSampling(
        rowCount: data.rowCount, weights: data.weights, clusters: data.clusters,
        bagShare: parameters.inference ? 0.5 : parameters.sample,
        treeShare: parameters.inference ? 2 * parameters.sample : 1, honesty: parameters.honesty),
      settings: TreeSettings(
        depth: parameters.depth ?? TreeLimits.mostDepth, minimumLeaf: minimumLeaf,
        balance: parameters.balance, imbalancePenalty: parameters.imbalancePenalty,
        featuresPerSplit: parameters.featuresPerSplit
          ?? TreeSettings.standardFeatures(data.features.columnCount),
        separatesTreatment: true),
      treesPerBag: treesPerBag,
      stream: RandomStream(seed: settings.seed, purpose: "causal forest", content: UInt64(arm)))
    let (trees, bags) = builder.build(
      bagCount: (parameters.trees + treesPerBag - 1) / treesPerBag)
    var forest = EffectForest(
      layout: layout, trees: trees, treesPerBag: treesPerBag,
      scale: tSpread > 0 ? ySpread / tSpread : 0)
    let raw = try forest.estimates(binned.byRow(), rowCount: data.rowCount, outside: bags)
    calibration = EffectCalibration(
      effects: raw.effects, outcome: outcome, treatment: treatment, weights: data.weights,
      clusters: data.clusters)
    if parameters.isCalibrated { forest.calibration = calibration }
    outOfBag = forest.calibration.applied(raw)
    self.forest = forest
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
}

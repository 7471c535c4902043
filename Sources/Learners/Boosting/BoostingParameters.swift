/// Settings of gradient-boosted trees, checked when made.
package struct BoostingParameters: Sendable, Hashable {
  /// How many trees; nil lets a held-out share of the rows decide, up to `BoostingLearner.mostTrees`.
  package let trees: Int?
  /// Splits from root to leaf.
  package let depth: Int
  /// How much of each tree's correction is taken.
  package let rate: Double
  /// The least weight (for probabilities: variance) that a leaf must hold.
  package let minChildWeight: Double
  /// The share of rows that each tree sees.
  package let subsample: Double
  /// The share of columns that each tree sees.
  package let columns: Double
  /// Penalty on the squares of the leaves.
  package let lambda: Double
  /// The least gain of a split, on a target scaled to unit variance.
  package let minGain: Double
  /// How many bins numbers are sorted into.
  package let bins: Int
  package let engine: BoostingEngine
  /// Columns by name with which the prediction may only rise, or only fall.
  package private(set) var monotone: [String: Monotonicity]

  /// - Throws: `invalidParameter` with the name that a notebook uses.
  package init(
    trees: Int? = nil, depth: Int = 3, rate: Double = 0.05, minChildWeight: Double = 20,
    subsample: Double = 1, columns: Double = 1, lambda: Double = 1, minGain: Double = 0,
    bins: Int = 255, engine: BoostingEngine = .casebook,
    monotone: [String: Monotonicity] = [:]
  ) throws(LearnerError) {
    func require(_ holds: Bool, _ name: String, _ allowed: String) throws(LearnerError) {
      if !holds { throw .invalidParameter(name: name, allowed: allowed) }
    }
    try require(trees.map { (1...100_000).contains($0) } ?? true, "trees", "from 1 to 100,000")
    try require((1...16).contains(depth), "depth", "from 1 to 16")
    try require(rate > 0 && rate <= 1, "rate", "above 0 and at most 1")
    try require(
      minChildWeight >= 0 && minChildWeight.isFinite, "min-child-weight", "0 or more")
    try require(subsample > 0 && subsample <= 1, "subsample", "above 0 and at most 1")
    try require(columns > 0 && columns <= 1, "columns", "above 0 and at most 1")
    try require(lambda >= 0 && lambda.isFinite, "lambda", "0 or more")
    try require(minGain >= 0 && minGain.isFinite, "min-gain", "0 or more")
    switch engine {
    case .casebook:
      try require((2...255).contains(bins), "bins", "from 2 to 255; more with engine: xgboost")
    case .xgboost: try require((2...65_535).contains(bins), "bins", "from 2 to 65,535")
    }
    self.trees = trees
    self.depth = depth
    self.rate = rate
    self.minChildWeight = minChildWeight
    self.subsample = subsample
    self.columns = columns
    self.lambda = lambda
    self.minGain = minGain
    self.bins = bins
    self.engine = engine
    self.monotone = monotone
  }

  private init(depth: Int, subsample: Double, minChildWeight: Double = 20) {
    (trees, self.depth, rate, self.subsample) = (nil, depth, 0.05, subsample)
    self.minChildWeight = minChildWeight
    (columns, lambda, minGain, bins, engine) = (1, 1, 0, 255, .casebook)
    monotone = [:]
  }

  /// Small trees, slow learning, their number chosen on held-out rows.
  package static let standard = BoostingParameters(depth: 3, subsample: 1)

  /// For last stages, whose pseudo-outcomes are mostly noise: pairs of features at most, and each
  /// tree on half of the rows.
  package static let effects = BoostingParameters(depth: 2, subsample: 0.5)

  /// For outcomes whose residuals a causal forest works on: a forest takes noise out by itself, and
  /// gains more from what smaller leaves explain.
  package static let residuals = BoostingParameters(depth: 3, subsample: 1, minChildWeight: 5)

  /// The same with more monotone columns; those that it has stay as they are.
  package func holding(_ columns: [String: Monotonicity]) -> BoostingParameters {
    var copy = self
    copy.monotone.merge(columns) { own, _ in own }
    return copy
  }

  /// The monotone columns in order of their names.
  package var monotoneColumns: [(name: String, way: Monotonicity)] {
    monotone.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// For each of these columns 1 or −1 where it is monotone, otherwise 0; empty without any.
  func signs(of names: [String]) -> [Int] {
    let signs = names.map { monotone[$0]?.sign ?? 0 }
    return signs.contains { $0 != 0 } ? signs : []
  }
}

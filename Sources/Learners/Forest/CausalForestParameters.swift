/// Settings of a causal forest, checked when made.
package struct CausalForestParameters: Sendable, Hashable {
  package let trees: Int
  /// Splits from root to leaf at most; nil for no limit.
  package let depth: Int?
  /// Rows on each side of the mean treatment that a leaf keeps at least; nil grows with the rows.
  package let minimumLeaf: Int?
  /// Whether one half of a tree's rows chooses splits, and the other fills leaves.
  package let honesty: Bool
  /// The share of the rows that a tree sees.
  package let sample: Double
  /// Features that a split may choose from, on average; nil for √p + 20.
  package let featuresPerSplit: Int?
  /// The least share of the treatment's variation that a child keeps.
  package let balance: Double
  package let imbalancePenalty: Double
  /// Whether trees are grown in pairs, which gives standard errors.
  package let inference: Bool
  /// Whether effects are scaled about their mean where the calibration test asks for it.
  package let isCalibrated: Bool

  /// - Throws: `invalidParameter` with the name that a notebook uses.
  package init(
    trees: Int = 500, depth: Int? = nil, minimumLeaf: Int? = nil, honesty: Bool = true,
    sample: Double = 0.5, featuresPerSplit: Int? = nil, balance: Double = 0.05,
    imbalancePenalty: Double = 0, inference: Bool = true, isCalibrated: Bool = true
  ) throws(LearnerError) {
    try TreeLimits.check(
      trees: trees, depth: depth, minimumLeaf: minimumLeaf,
      featuresPerSplit: featuresPerSplit)
    try LearnerError.require(
      sample > 0 && sample <= (inference ? 0.5 : 0.95), "sample",
      inference ? "above 0 and at most 0.5, as intervals need it" : "above 0 and at most 0.95")
    try LearnerError.require(balance >= 0 && balance < 0.25, "balance", "from 0 to 0.25")
    try LearnerError.require(
      imbalancePenalty >= 0 && imbalancePenalty.isFinite, "imbalance-penalty", "0 or more")
    self.trees = trees
    self.depth = depth
    self.minimumLeaf = minimumLeaf
    self.honesty = honesty
    self.sample = sample
    self.featuresPerSplit = featuresPerSplit
    self.balance = balance
    self.imbalancePenalty = imbalancePenalty
    self.inference = inference
    self.isCalibrated = isCalibrated
  }

  private init() {
    (trees, depth, minimumLeaf, honesty, sample) = (500, nil, nil, true, 0.5)
    (featuresPerSplit, balance, imbalancePenalty, inference, isCalibrated) = (
      nil, 0.05, 0, true, true
    )
  }

  package static let standard = CausalForestParameters()

  /// The least rows on each side of a leaf for such outcomes.
  ///
  /// One in 1,250 rows and at least 4: noise in the choice of splits falls slowly with the
  /// rows of a node, so that leaves of a fixed size fit noise as data grow. A 0/1 outcome says
  /// little of its probability where one of the values is rare: a side then holds about a hundred
  /// of the rarer, which tells the probability to a tenth of itself, but not more than a quarter of
  /// an arm's rows in the half sample that grows a tree, so that trees have at least four leaves
  /// where arms are even.
  static func standardLeaf(_ outcome: [Double], isBinary: Bool) -> Int {
    let rows = Double(outcome.count)
    let least = max(4, (rows / 1250).rounded())
    guard isBinary, !outcome.isEmpty else { return Int(least) }
    let share = outcome.reduce(0, +) / rows
    let rarer = min(share, 1 - share)
    let wanted = rarer > 0 ? (100 / rarer).rounded(.up) : rows
    return Int(max(least, min(wanted, (rows / 32).rounded())))
  }
}

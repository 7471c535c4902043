/// What a split of an uplift tree is chosen by.
package enum UpliftCriterion: String, Sendable, Hashable, CaseIterable {
  /// Kullback–Leibler divergence of the arm's outcomes from the control's; for 0/1 outcomes.
  case kl
  /// Squared Euclidean distance of the arms' means.
  case ed
  /// χ² divergence; for 0/1 outcomes.
  case chi2
  /// Contextual treatment selection: the mean outcome if each side had its best arm (Zhao, Fang
  /// and Simchi-Levi 2017).
  case cts
  /// The difference of the two sides' effects (Hansotia and Rukstales 2002); for one arm.
  case ddp

  /// Whether the criterion is about probabilities.
  package var needsBinaryOutcome: Bool { self == .kl || self == .chi2 }
}

/// Settings of uplift trees, checked when made.
package struct UpliftParameters: Sendable, Hashable {
  package let criterion: UpliftCriterion
  /// One for `uplift-tree`.
  package let trees: Int
  package let depth: Int
  /// Rows that a leaf keeps at least.
  package let minimumLeaf: Int
  /// Rows of every arm that a leaf keeps at least.
  package let minimumArm: Int
  /// Rows of the parent's mean that are mixed into the mean of a child when splits are compared.
  package let shrinkage: Double
  /// Whether gains are divided by the information that the split has of itself and of the
  /// treatment (Rzepakowski and Jaroszewicz 2012, section 5).
  package let normalized: Bool
  /// Whether one half of the rows chooses splits, and the other half estimates leaves.
  package let honesty: Bool
  /// The share of the rows that each tree of a forest sees.
  package let sample: Double
  /// Features that a split may choose from, on average; nil for all.
  package let featuresPerSplit: Int?

  /// - Throws: `invalidParameter` with the name that a notebook uses.
  package init(
    criterion: UpliftCriterion = .kl, trees: Int = 1, depth: Int = 4, minimumLeaf: Int = 100,
    minimumArm: Int = 20, shrinkage: Double = 10, normalized: Bool = true, honesty: Bool = false,
    sample: Double = 0.5, featuresPerSplit: Int? = nil
  ) throws(LearnerError) {
    try TreeLimits.check(
      trees: trees, leastTrees: 1, depth: depth, minimumLeaf: minimumLeaf,
      featuresPerSplit: featuresPerSplit)
    try LearnerError.require(minimumArm >= 2, "min-arm", "2 or more")
    try LearnerError.require(shrinkage >= 0 && shrinkage.isFinite, "shrinkage", "0 or more")
    try LearnerError.require(sample > 0 && sample <= 0.95, "sample", "above 0 and at most 0.95")
    self.criterion = criterion
    self.trees = trees
    self.depth = depth
    self.minimumLeaf = minimumLeaf
    self.minimumArm = minimumArm
    self.shrinkage = shrinkage
    self.normalized = normalized
    self.honesty = honesty
    self.sample = sample
    self.featuresPerSplit = featuresPerSplit
  }

  private init() {
    (criterion, trees, depth, minimumLeaf, minimumArm) = (.kl, 1, 4, 100, 20)
    (shrinkage, normalized, honesty, sample, featuresPerSplit) = (10, true, false, 0.5, nil)
  }

  package static let standard = UpliftParameters()

  /// What binds a tree whatever its splits are compared by.
  var limits: TreeLimits {
    TreeLimits(depth: depth, minimumLeaf: minimumLeaf, featuresPerSplit: featuresPerSplit)
  }
}

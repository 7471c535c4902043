import Glibc
import Learners

/// How the trees of a forest share rows out, and how many rows that leaves without a tree.
struct ForestBagging {
  /// How many are asked for.
  let trees: Int
  /// Trees that see the same part of the rows.
  private let treesPerBag: Int
  /// The share of the rows in it.
  private let share: Double

  /// A row's effect is steady enough once so many bags did not see it.
  private static let steadyBags = 4

  /// nil for kinds that have no effects out of bag.
  init?(_ kind: EffectKind, _ settings: NuisanceSettings) {
    switch kind {
    case .causalForest, .forestDML:
      let forest = settings.forest
      trees = forest.trees
      treesPerBag = forest.inference ? 2 : 1
      share = forest.inference ? 0.5 : forest.sample
    case .upliftForest:
      (trees, treesPerBag, share) = (settings.uplift.trees, 1, settings.uplift.sample)
    default: return nil
    }
  }

  /// How many of the rows are expected to be in the sample of every tree.
  func expectedLost(of rows: Int) -> Double {
    Double(rows) * chance(ofFewerThan: 1, bags: (trees + treesPerBag - 1) / treesPerBag)
  }

  /// A round number of trees with which all rows are steady, but for one chance in a hundred.
  func enough(for rows: Int) -> Int {
    var bags = Self.steadyBags
    while Double(rows) * chance(ofFewerThan: Self.steadyBags, bags: bags) > 0.01, bags < 50_000 {
      bags += 1
    }
    return (bags * treesPerBag + 9) / 10 * 10
  }

  /// The binomial chance that fewer than `count` of the bags did not see a row.
  private func chance(ofFewerThan count: Int, bags: Int) -> Double {
    var term = pow(share, Double(bags))
    var sum = 0.0
    for free in 0..<min(count, bags + 1) {
      sum += term
      term *= Double(bags - free) / Double(free + 1) * (1 - share) / share
    }
    return sum
  }
}

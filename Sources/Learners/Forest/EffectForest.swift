import Glibc
import Numerics

/// A forest whose leaves estimate the effect of one treatment.
struct EffectForest: Sendable {
  let layout: BinLayout
  let trees: ForestTrees
  let treesPerBag: Int
  /// Effects are estimated on outcome and treatment of unit scale; this brings them back.
  let scale: Double

  /// Effects with their standard errors.
  struct Estimates: Sendable {
    var effects: [Double]
    /// Empty for a forest without bags of several trees.
    var standardErrors: [Double]
  }

  private static let blockSize = 256

  var hasErrors: Bool { treesPerBag > 1 }

  /// The effect at each row, from all trees or from those whose bag does not hold the row.
  ///
  /// - Parameter codes: bins by row, as `BinnedFeatures.byRow`.
  /// - Throws: `unsupported` where the treatment does not vary in the leaves of a row, or where
  ///   every bag holds it.
  func estimates(
    _ codes: [UInt8], rowCount: Int, outside bags: ForestBags? = nil
  ) throws(LearnerError) -> Estimates {
    let width = layout.names.count
    let blocks = Parallel.mapChunks(count: rowCount, chunk: Self.blockSize) { rows in
      block(codes, rows, width: width, outside: bags)
    }
    let effects = blocks.flatMap(\.effects)
    let lost = effects.reduce(into: 0) { $0 += $1.isFinite ? 0 : 1 }
    if lost > 0 {
      throw .unsupported(
        "the treatment does not vary among the neighbours of \(lost) rows, or no tree is free of them: use a larger min-leaf, or more trees"
      )
    }
    return Estimates(effects: effects, standardErrors: blocks.flatMap(\.standardErrors))
  }

  private func block(
    _ codes: [UInt8], _ rows: Range<Int>, width: Int, outside bags: ForestBags?
  ) -> Estimates {
    let count = rows.count
    var leaves = [Int32](repeating: 0, count: trees.count * count)
    trees.findLeaves(
      codes, width: width, rows: rows, outside: bags, treesPerBag: treesPerBag, into: &leaves)
    var result = Estimates(effects: [], standardErrors: [])
    result.effects.reserveCapacity(count)
    for position in 0..<count {
      let row = rows.lowerBound + position
      var sums = SIMD8<Double>()
      var used = 0
      for bag in 0..<trees.count / treesPerBag {
        if let bags, bags.contains(bag: bag, row: row) { continue }
        used += 1
        for tree in bag * treesPerBag..<(bag + 1) * treesPerBag {
          sums += SIMD8<Double>(trees.leaves[Int(leaves[tree * count + position])])
        }
      }
      let means = sums / Double(used * treesPerBag)
      let moments = Moments(means)
      result.effects.append(scale * moments.effect)
      if hasErrors {
        result.standardErrors.append(
          abs(scale)
            * error(moments, bagCount: used) { bag, tree in
              trees.leaves[Int(leaves[(bag * treesPerBag + tree) * count + position])]
            } isUsed: {
              bags?.contains(bag: $0, row: row) != true
            })
      }
    }
    return result
  }

  /// What the leaves of a row average to.
  private struct Moments {
    let weight: Double
    let treatment: Double
    /// The weighted variation of the treatment.
    let variation: Double
    let effect: Double
    let intercept: Double

    init(_ means: SIMD8<Double>) {
      weight = means[0]
      treatment = means[2]
      variation = means[4] * weight - treatment * treatment
      // Below this, rounding of single precision is all there is.
      effect =
        variation > 1e-7 * weight * weight
        ? (means[3] * weight - means[1] * treatment) / variation : .nan
      intercept = (means[1] - treatment * effect) / weight
    }

    /// How a leaf moves the effect: its influence, averaging to 0 over the leaves.
    @inline(__always)
    func influence(_ leaf: ForestTrees.Leaf) -> Double {
      let (w, y, t) = (Double(leaf[0]), Double(leaf[1]), Double(leaf[2]))
      let first = Double(leaf[3]) - effect * Double(leaf[4]) - intercept * t
      let second = y - effect * t - intercept * w
      return (weight * first - treatment * second) / variation
    }
  }

  /// The variance between bags less what the trees within them explain, under a flat prior on
  /// variances that are not negative.
  private func error(
    _ moments: Moments, bagCount: Int, leaf: (Int, Int) -> ForestTrees.Leaf,
    isUsed: (Int) -> Bool
  ) -> Double {
    var (ofTrees, ofBags) = (0.0, 0.0)
    for bag in 0..<trees.count / treesPerBag where isUsed(bag) {
      var sum = 0.0
      for tree in 0..<treesPerBag {
        let influence = moments.influence(leaf(bag, tree))
        ofTrees += influence * influence
        sum += influence
      }
      let mean = sum / Double(treesPerBag)
      ofBags += mean * mean
    }
    let between = ofBags / Double(bagCount)
    let total = ofTrees / Double(bagCount * treesPerBag)
    let noise = (total - between) / Double(treesPerBag - 1)
    let raw = between - noise
    let spread = max(between, noise) * (2 / Double(bagCount)).squareRoot()
    if !(spread > 0) { return 0 }
    let ratio = raw / spread
    let density = exp(-ratio * ratio / 2) / (2 * Double.pi).squareRoot()
    let mass = 0.5 * erfc(-ratio / 2.0.squareRoot())
    // Far below zero the posterior mean tends to spread/|ratio|, which the quotient cannot resolve.
    let variance = mass > 1e-300 ? raw + spread * density / mass : spread / abs(ratio)
    return max(variance, 0).squareRoot()
  }
}

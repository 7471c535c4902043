import Glibc
import Numerics

/// A forest whose leaves estimate the effect of one treatment.
struct EffectForest: Sendable {
  let layout: BinLayout
  let trees: ForestTrees
  let treesPerBag: Int
  /// Effects are estimated on outcome and treatment of unit scale; this brings them back.
  let scale: Double
  /// How effects are scaled about their mean.
  var calibration = EffectCalibration.none

  /// Effects with their standard errors.
  struct Estimates: Sendable {
    var effects: [Double]
    /// Empty for a forest without bags of several trees.
    var standardErrors: [Double]
  }

  private static let blockSize = 512

  var hasErrors: Bool { treesPerBag > 1 }

  /// The effect at each row, from all trees or from those whose bag does not hold the row.
  ///
  /// - Parameter codes: bins by row, as `BinnedFeatures.byRow`.
  /// - Throws: `forestTooSmall` where the treatment does not vary in the leaves of a row, or where
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
      throw .forestTooSmall(
        "the treatment does not vary among the neighbours of \(lost == 1 ? "1 row, or no tree is free of it" : "\(lost) rows, or no tree is free of them")"
      )
    }
    return calibration.applied(
      Estimates(effects: effects, standardErrors: blocks.flatMap(\.standardErrors)))
  }

  private func block(
    _ codes: [UInt8], _ rows: Range<Int>, width: Int, outside bags: ForestBags?
  ) -> Estimates {
    let count = rows.count
    let found = trees.findLeaves(
      codes, width: width, rows: rows, outside: bags, treesPerBag: treesPerBag)
    // One tree after the other, so that its leaves stay near the processor for all rows.
    var sums = [SIMD8<Double>](repeating: SIMD8(), count: count)
    var used = [Int](repeating: 0, count: count)
    for tree in 0..<trees.count {
      for position in 0..<count {
        let leaf = found[tree * count + position]
        if leaf < 0 { continue }
        sums[position] += SIMD8<Double>(trees.leaves[Int(leaf)])
        used[position] += 1
      }
    }
    let moments = sums.indices.map { Moments(sums[$0] / Double(used[$0])) }
    return Estimates(
      effects: moments.map { scale * $0.effect },
      standardErrors: hasErrors
        ? errors(moments, found, bagCounts: used.map { $0 / treesPerBag }) : [])
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

  /// Standard errors: the variance of the influences between bags, less what the trees within bags
  /// explain.
  private func errors(
    _ moments: [Moments], _ found: [Int32], bagCounts: [Int]
  ) -> [Double] {
    let count = moments.count
    var ofTrees = [Double](repeating: 0, count: count)
    var ofBags = [Double](repeating: 0, count: count)
    for bag in 0..<trees.count / treesPerBag {
      for position in 0..<count {
        let first = bag * treesPerBag * count + position
        if found[first] < 0 { continue }
        var sum = 0.0
        for tree in 0..<treesPerBag {
          let influence = moments[position].influence(
            trees.leaves[Int(found[first + tree * count])])
          ofTrees[position] += influence * influence
          sum += influence
        }
        let mean = sum / Double(treesPerBag)
        ofBags[position] += mean * mean
      }
    }
    return moments.indices.map { position in
      let bagCount = Double(bagCounts[position])
      return abs(scale)
        * Self.variance(
          between: ofBags[position] / bagCount,
          total: ofTrees[position] / (bagCount * Double(treesPerBag)),
          bagCount: bagCount, treesPerBag: treesPerBag
        ).squareRoot()
    }
  }

  /// The variance between bags less its part from the trees within them, under a flat prior on
  /// variances that are not negative.
  private static func variance(
    between: Double, total: Double, bagCount: Double, treesPerBag: Int
  ) -> Double {
    let noise = (total - between) / Double(treesPerBag - 1)
    let raw = between - noise
    let spread = max(between, noise) * (2 / bagCount).squareRoot()
    if !(spread > 0) { return 0 }
    let ratio = raw / spread
    let density = exp(-ratio * ratio / 2) / (2 * Double.pi).squareRoot()
    let mass = 0.5 * erfc(-ratio / 2.0.squareRoot())
    // Far below zero the posterior mean tends to spread/|ratio|, which the quotient cannot resolve.
    return max(mass > 1e-300 ? raw + spread * density / mass : spread / abs(ratio), 0)
  }
}

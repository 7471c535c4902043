import Numerics

/// A random forest that has been fitted.
struct ForestPredictor: Predictor {
  let layout: BinLayout
  let trees: ForestTrees
  let scale: TargetScale
  let remark: String

  func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    predictions(
      BinnedFeatures(features, layout, order: .byRow).codes, rowCount: features.rowCount,
      outside: nil)
  }

  /// The mean over all trees, or over those whose bag does not hold the row; where every bag does,
  /// as may happen with very few trees, the mean of the target.
  func predictions(_ codes: [UInt8], rowCount: Int, outside bags: ForestBags?) -> [Double] {
    let width = layout.names.count
    return Parallel.mapChunks(count: rowCount, chunk: 512) { rows in
      let found = trees.findLeaves(codes, width: width, rows: rows, outside: bags, treesPerBag: 1)
      var sums = [Double](repeating: 0, count: rows.count)
      var used = [Int](repeating: 0, count: rows.count)
      for tree in 0..<trees.count {
        for position in 0..<rows.count {
          let leaf = found[tree * rows.count + position]
          if leaf < 0 { continue }
          sums[position] += Double(trees.leaves[Int(leaf)][1])
          used[position] += 1
        }
      }
      return sums.indices.map { position in
        if used[position] == 0 { return scale.center }
        let mean = scale.center + scale.spread * sums[position] / Double(used[position])
        // Leaves are of single precision, whose rounding may leave the range of a probability.
        return scale.role == .probability ? min(max(mean, 0), 1) : mean
      }
    }.flatMap { $0 }
  }
}

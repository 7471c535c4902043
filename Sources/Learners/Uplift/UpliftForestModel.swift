import Numerics

/// Effects as differences of means in the leaves of trees.
package struct UpliftForestModel: EffectModel {
  let layout: BinLayout
  let trees: [UpliftTree]
  let armCount: Int

  package func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    let means = means(BinnedFeatures(rows.features, layout, order: .byColumn), outside: nil)
    return means[arm].indices.map { means[arm][$0] - means[0][$0] }
  }

  package func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    means(BinnedFeatures(rows.features, layout, order: .byColumn), outside: nil)[arm]
  }

  /// Those of the difference of means in a leaf, of a single tree.
  package func standardErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> [Double]? {
    guard let only = trees.first, trees.count == 1 else { return nil }
    let binned = BinnedFeatures(rows.features, layout, order: .byColumn)
    return (0..<binned.rowCount).map { row in
      let leaf = only.tree.leaf(binned.codes, offset: row, stride: binned.rowCount)
      return (only.contents[leaf][arm].variance + only.contents[leaf][0].variance).squareRoot()
    }
  }

  /// `means[arm][row]`, over all trees or over those that did not see the row.
  func means(_ features: BinnedFeatures, outside bags: ForestBags?) -> [[Double]] {
    let parts = Parallel.mapChunks(count: features.rowCount, chunk: 512) { rows in
      rows.map { row -> [Double] in
        var sums = [Double](repeating: 0, count: armCount)
        var used = 0.0
        for (index, tree) in trees.enumerated() {
          if let bags, bags.contains(bag: index, row: row) { continue }
          let leaf = tree.tree.leaf(features.codes, offset: row, stride: features.rowCount)
          for arm in 0..<armCount { sums[arm] += tree.contents[leaf][arm].mean }
          used += 1
        }
        return sums.map { $0 / used }
      }
    }.flatMap { $0 }
    return (0..<armCount).map { arm in parts.map { $0[arm] } }
  }
}

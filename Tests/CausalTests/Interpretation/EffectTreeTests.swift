import Causal
import Learners
import Numerics
import Testing

struct EffectTreeTests {
  private func matrix(_ columns: [[Double]], categories: [[String]?]? = nil) -> FeatureMatrix {
    FeatureMatrix(
      names: columns.indices.map { "x\($0)" },
      categories: categories ?? columns.map { _ in nil }, rowCount: columns[0].count,
      values: columns.flatMap { $0 })
  }

  /// The least sum of squares over all single cuts, tried one by one.
  private func leastSquares(_ columns: [[Double]], _ target: [Double], leaf: Int) -> Double {
    func squares(_ rows: [Int]) -> Double {
      let mean = rows.reduce(0) { $0 + target[$1] } / Double(rows.count)
      return rows.reduce(0) { $0 + (target[$1] - mean) * (target[$1] - mean) }
    }
    let all = Array(target.indices)
    var best = squares(all)
    for column in columns {
      for cut in Set(column) {
        let left = all.filter { column[$0] <= cut }
        let right = all.filter { column[$0] > cut }
        if left.count >= leaf, right.count >= leaf {
          best = min(best, squares(left) + squares(right))
        }
      }
    }
    return best
  }

  @Test(arguments: [1, 2, 4])
  func `the first cut is the best of all cuts`(leaf: Int) {
    for seed in 0..<50 {
      var stream = RandomStream(seed: UInt64(seed), purpose: "tree")
      let count = 8 + stream.below(10)
      let columns = (0..<3).map { _ in (0..<count).map { _ in Double(stream.below(5)) } }
      let target = (0..<count).map { _ in Double(stream.below(7)) }
      let features = matrix(columns)
      let tree = EffectTreeGrower(depth: 1, minimumLeaf: leaf).grow(features, target: target)
      let leaves = tree.leaves(features)
      var found = 0.0
      for number in 0..<tree.leafCount {
        let own = target.indices.filter { leaves[$0] == Int32(number) }
        let mean = own.reduce(0) { $0 + target[$1] } / Double(own.count)
        found += own.reduce(0) { $0 + (target[$1] - mean) * (target[$1] - mean) }
        #expect(own.count >= (tree.leafCount > 1 ? leaf : 1))
      }
      #expect(abs(found - leastSquares(columns, target, leaf: leaf)) < 1e-9, "seed \(seed)")
    }
  }

  @Test func `levels of a category are divided by their means`() {
    let codes: [Double] = [0, 0, 1, 1, 2, 2, 3, 3]
    let target: [Double] = [9, 9, 1, 1, 9, 9, 1, 1]
    let features = matrix([codes], categories: [["a", "b", "c", "d"]])
    let tree = EffectTreeGrower(depth: 3, minimumLeaf: 1).grow(features, target: target)
    #expect(tree.leafCount == 2)
    #expect(tree.leaves(features) == [1, 1, 0, 0, 1, 1, 0, 0])
  }

  @Test func `leaves of one kind are merged, and every row keeps its kind`() {
    for seed in 0..<30 {
      var stream = RandomStream(seed: UInt64(seed), purpose: "merge")
      let columns = (0..<3).map { _ in (0..<60).map { _ in Double(stream.below(6)) } }
      let features = matrix(columns)
      let tree = EffectTreeGrower(depth: 3, minimumLeaf: 2).grow(
        features, target: (0..<60).map { _ in Double(stream.below(7)) })
      let kinds = (0..<tree.leafCount).map { _ in stream.below(2) == 0 }
      let merged = tree.merged(kinds)
      #expect(merged.kinds.count == merged.tree.leafCount)
      #expect(
        merged.tree.leaves(features).map { merged.kinds[Int($0)] }
          == tree.leaves(features).map { kinds[Int($0)] })
      func isSimple(_ node: EffectTree.Node) -> Bool {
        guard case .split(_, let left, let right) = node else { return true }
        if case .leaf(let a) = left, case .leaf(let b) = right {
          return merged.kinds[a] != merged.kinds[b]
        }
        return isSimple(left) && isSimple(right)
      }
      #expect(isSimple(merged.tree.root))
      #expect(tree.merged(kinds.map { _ in true }).tree.leafCount == 1)
    }
  }

  @Test func `missing values go where they belong`() {
    let x: [Double] = [1, 2, 3, 4, .nan, .nan]
    let features = matrix([x])
    let high = EffectTreeGrower(depth: 1, minimumLeaf: 1).grow(
      features, target: [0, 0, 5, 5, 5, 5])
    #expect(high.leaves(features) == [0, 0, 1, 1, 1, 1])
    let low = EffectTreeGrower(depth: 1, minimumLeaf: 1).grow(
      features, target: [0, 0, 5, 5, 0, 0])
    #expect(low.leaves(features) == [0, 0, 1, 1, 0, 0])
    let alone = EffectTreeGrower(depth: 1, minimumLeaf: 1).grow(
      features, target: [0, 0, 0, 0, 5, 5])
    #expect(alone.leaves(features) == [0, 0, 0, 0, 1, 1])
  }

  @Test func `a constant target is one leaf`() {
    let features = matrix([[1, 2, 3, 4]])
    let tree = EffectTreeGrower(depth: 3, minimumLeaf: 1).grow(
      features, target: [0.1, 0.1, 0.1, 0.1])
    #expect(tree.leafCount == 1)
    #expect(tree.leaves(features) == [0, 0, 0, 0])
  }

  @Test func `a cut between two values is the roundest number there`() {
    let x: [Double] = [0.1234, 0.2317, 0.5678, 0.8765]
    let features = matrix([x])
    let tree = EffectTreeGrower(depth: 1, minimumLeaf: 1).grow(features, target: [0, 0, 1, 1])
    guard case .split(let split, _, _) = tree.root else {
      Issue.record("no split")
      return
    }
    #expect(split.threshold == 0.4)
    #expect(tree.gains(featureCount: 1) == [split.gain])
    #expect(abs(split.gain - 1) < 1e-12)
  }
}

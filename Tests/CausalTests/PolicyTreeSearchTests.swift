import Causal
import Numerics
import TestSupport
import Testing

struct PolicyTreeSearchTests {
  struct Problem {
    var rewards: [[Double]]
    var features: [[Double]]
    var count: Int { rewards[0].count }
  }

  /// Few rows and coarse values, so that ties abound.
  private func problem(_ seed: Int) -> Problem {
    var stream = RandomStream(seed: UInt64(seed), purpose: "policy tree")
    let count = 4 + stream.below(9)
    let actions = 2 + stream.below(2)
    let rewards = (0..<actions).map { _ in (0..<count).map { _ in Double(stream.below(9) - 4) } }
    let features = (0..<(1 + stream.below(3))).map { _ in
      (0..<count).map { _ in Double(stream.below(4)) }
    }
    return Problem(rewards: rewards, features: features)
  }

  /// Every tree of a depth, tried one by one.
  private func exhaustive(_ problem: Problem, _ rows: [Int], _ depth: Int, leaf: Int) -> Double {
    var best = problem.rewards.map { column in rows.reduce(0) { $0 + column[$1] } }.max() ?? 0
    guard depth > 0 else { return best }
    for feature in problem.features {
      for threshold in Set(rows.map { feature[$0] }) {
        let left = rows.filter { feature[$0] <= threshold }
        let right = rows.filter { feature[$0] > threshold }
        guard left.count >= leaf, right.count >= leaf else { continue }
        best = max(
          best,
          exhaustive(problem, left, depth - 1, leaf: leaf)
            + exhaustive(problem, right, depth - 1, leaf: leaf))
      }
    }
    return best
  }

  @Test(arguments: [(0, 1), (1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (2, 3)])
  func `brute force agrees on small problems with ties`(depth: Int, leaf: Int) throws {
    for seed in 0..<(depth == 3 ? 40 : 200) {
      let problem = problem(seed)
      let search = try PolicyTreeSearch(
        rewards: problem.rewards, features: problem.features, minimumLeaf: leaf)
      let result = search.best(depth: depth)
      let expected = exhaustive(problem, Array(0..<problem.count), depth, leaf: leaf)
      #expect(abs(result.sum - expected) < 1e-9, "seed \(seed)")
      let actions = result.tree.actions(problem.features)
      let own = actions.enumerated().reduce(0) { $0 + problem.rewards[Int($1.element)][$1.offset] }
      #expect(abs(own - result.sum) < 1e-9, "the tree's own sum, seed \(seed)")
      #expect(result.tree.depth <= depth)
    }
  }

  @Test func `equal actions on both sides are no split`() throws {
    let search = try PolicyTreeSearch(
      rewards: [[0, 0, 0, 0], [1, 1, 1, 1]], features: [[1, 2, 3, 4]])
    #expect(search.best(depth: 2).tree == .leaf(action: 1))
  }

  @Test func `a coarser step tries fewer splits`() throws {
    let search = try PolicyTreeSearch(
      rewards: [[1, 0, 0, 0, 0, 0], [0, 1, 1, 1, 1, 1]], features: [[1, 2, 3, 4, 5, 6]], step: 3)
    #expect(search.best(depth: 1).sum == 5)
    let fine = try PolicyTreeSearch(
      rewards: [[1, 0, 0, 0, 0, 0], [0, 1, 1, 1, 1, 1]], features: [[1, 2, 3, 4, 5, 6]])
    #expect(fine.best(depth: 1).sum == 6)
  }

  @Test func `a missing feature value is refused`() {
    #expect(throws: PolicyError.notFinite(row: 1)) {
      try PolicyTreeSearch(rewards: [[1, 0], [0, 1]], features: [[1, .nan]])
    }
  }

  @Test(.needsData)
  func `finds policytree's depth-2 tree on 500 customers`() throws {
    let (rewards, features) = try Hillstrom.policySample()
    let search = try PolicyTreeSearch(rewards: rewards, features: features)
    #expect(close(search.best(depth: 0).sum, 74.54863998132603))
    #expect(close(search.best(depth: 1).sum, 85.40232104408031))
    let two = search.best(depth: 2)
    #expect(close(two.sum, 100.03027142620252))
    let expected = PolicyTree.split(
      feature: 2, threshold: 0,
      left: .split(feature: 0, threshold: 8, left: .leaf(action: 2), right: .leaf(action: 1)),
      right: .split(feature: 1, threshold: 245.09, left: .leaf(action: 1), right: .leaf(action: 2)))
    #expect(two.tree == expected)
    #expect(two.tree.rounded(to: features) == expected, "245.09 is short enough to stay")
  }

  @Test func `long thresholds become short ones that divide the rows alike`() throws {
    var stream = RandomStream(seed: 3, purpose: "rounding")
    let features = (0..<2).map { _ in (0..<400).map { _ in 100 * stream.uniform() } }
    let rewards = (0..<2).map { _ in (0..<400).map { _ in stream.normal() } }
    let found = try PolicyTreeSearch(rewards: rewards, features: features).best(depth: 2).tree
    let rounded = found.rounded(to: features)
    #expect(rounded != found)
    #expect(rounded.actions(features) == found.actions(features))
    func longest(_ tree: PolicyTree) -> Int {
      guard case .split(_, let threshold, let left, let right) = tree else { return 0 }
      return max("\(threshold)".count, longest(left), longest(right))
    }
    #expect(longest(rounded) <= 6 && longest(found) > 12)
    #expect(rounded.features == [0, 1] || rounded.features.count == 1)
  }

  @Test func `whole numbers stay whole`() {
    let tree = PolicyTree.split(
      feature: 0, threshold: 123_456_789, left: .leaf(action: 0), right: .leaf(action: 1))
    let rounded = tree.rounded(to: [[123_456_789, 123_456_790, 5]])
    #expect(
      rounded
        == .split(
          feature: 0, threshold: 123_456_789, left: .leaf(action: 0), right: .leaf(action: 1)))
  }

  @Test func `the work of depth 3 grows with the splits, and a step lessens it`() throws {
    let columns = (0..<3).map { shift in (0..<300).map { Double(($0 * 7 + shift) % 300) } }
    let fine = try PolicyTreeSearch(rewards: [columns[0], columns[1]], features: columns)
    let coarse = try PolicyTreeSearch(
      rewards: [columns[0], columns[1]], features: columns, step: 30)
    #expect(fine.work(depth: 3) == 900 * fine.work(depth: 2))
    #expect(coarse.work(depth: 3) < fine.work(depth: 3) / 40)
    #expect(coarse.best(depth: 3).sum >= coarse.best(depth: 2).sum)
  }
}

extension CausalGraph {
  /// Whether every path between the two nodes is blocked by `given` (d-separation).
  package func isSeparated(_ a: Int, _ b: Int, given: Set<Int>) -> Bool {
    openPath(from: a, to: b, given: given) == nil
  }

  /// A path that `given` leaves open, as nodes from `a` to `b`; nil where all are blocked.
  ///
  /// The reachability of Shachter's Bayes ball (1998): a node is passed towards its children
  /// unless it is given, and from parent to parent where it or a descendant of it is given.
  package func openPath(from a: Int, to b: Int, given: Set<Int>) -> [Int]? {
    guard !given.contains(a), !given.contains(b) else { return nil }
    let opensCollider = ancestors(of: given)
    // A state is a node and how it was entered: 2n from a child, 2n + 1 from a parent.
    var previous = [Int](repeating: -1, count: 2 * nodeCount)
    var queue = [2 * a]
    previous[2 * a] = 2 * a
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      let node = state / 2
      if node == b { return path(to: state, previous) }
      let isGiven = given.contains(node)
      let fromChild = state % 2 == 0
      var next: [Int] = []
      if fromChild, !isGiven {
        next = parents[node].map { 2 * $0 } + children[node].map { 2 * $0 + 1 }
      } else if !fromChild {
        if !isGiven { next += children[node].map { 2 * $0 + 1 } }
        if opensCollider.contains(node) { next += parents[node].map { 2 * $0 } }
      }
      for other in next where previous[other] < 0 {
        previous[other] = state
        queue.append(other)
      }
    }
    return nil
  }

  private func path(to state: Int, _ previous: [Int]) -> [Int] {
    var nodes = [state / 2]
    var step = state
    while previous[step] != step {
      step = previous[step]
      nodes.append(step / 2)
    }
    return nodes.reversed()
  }

  /// A path in words: `price ← income → demand`.
  package func text(of path: [Int]) -> String {
    var text = path.first.map { names[$0] } ?? ""
    for (from, to) in zip(path, path.dropFirst()) {
      // The node of a bidirected edge is its sign.
      if to >= namedCount { continue }
      if from >= namedCount {
        text += " ↔ " + names[to]
        continue
      }
      text += (children[from].contains(to) ? " → " : " ← ") + names[to]
    }
    return text
  }
}

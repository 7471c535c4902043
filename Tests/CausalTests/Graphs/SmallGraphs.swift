import Causal

/// All directed acyclic graphs of five labelled nodes, as edges.
enum SmallGraphs {
  static let names = ["t", "y", "a", "b", "c"]

  static let all: [[(Int, Int)]] = {
    var pairs: [(Int, Int)] = []
    for a in 0..<5 { for b in (a + 1)..<5 { pairs.append((a, b)) } }
    var graphs: [[(Int, Int)]] = []
    // Each pair has no edge, one forwards or one backwards: the digits of a number in base 3.
    for code in 0..<59_049 {
      var rest = code
      var out = [0, 0, 0, 0, 0]
      var edges: [(Int, Int)] = []
      for (a, b) in pairs {
        let digit = rest % 3
        rest /= 3
        if digit == 1 {
          out[a] |= 1 << b
          edges.append((a, b))
        } else if digit == 2 {
          out[b] |= 1 << a
          edges.append((b, a))
        }
      }
      if isAcyclic(out) { graphs.append(edges) }
    }
    return graphs
  }()

  /// Takes sinks away until none is left.
  private static func isAcyclic(_ out: [Int]) -> Bool {
    var left = 0b11111
    while left != 0 {
      var removed = false
      for node in 0..<5 where left & 1 << node != 0 && out[node] & left == 0 {
        left &= ~(1 << node)
        removed = true
      }
      if !removed { return false }
    }
    return true
  }
}

/// One graph judged by its definition: every simple path is listed and checked.
struct SmallGraph {
  private struct Path {
    /// Middle nodes that are colliders, and that are not, as bits.
    var colliders: [Int] = []
    var others = 0
    /// Whether every edge points from 0 towards 1, and whether the first one points into 0.
    var isDirected = false
    var entersFirst = false
  }

  private var children = [Int](repeating: 0, count: 5)
  private var below = [Int](repeating: 0, count: 5)
  private var paths: [Path] = []

  init(_ edges: [(Int, Int)]) {
    for (from, to) in edges { children[from] |= 1 << to }
    for node in 0..<5 { below[node] = reach(node) }
    extend([0])
  }

  /// The node and its descendants, as bits.
  private func reach(_ node: Int) -> Int {
    var seen = 1 << node
    for child in 0..<5 where children[node] & 1 << child != 0 { seen |= reach(child) }
    return seen
  }

  private func points(_ a: Int, _ b: Int) -> Bool { children[a] & 1 << b != 0 }

  private mutating func extend(_ nodes: [Int]) {
    let last = nodes[nodes.count - 1]
    if last == 1 { return add(nodes) }
    for next in 0..<5 where !nodes.contains(next) && (points(last, next) || points(next, last)) {
      extend(nodes + [next])
    }
  }

  private mutating func add(_ nodes: [Int]) {
    var path = Path()
    path.isDirected = zip(nodes, nodes.dropFirst()).allSatisfy { points($0, $1) }
    path.entersFirst = points(nodes[1], nodes[0])
    for index in nodes.indices.dropFirst().dropLast() {
      if points(nodes[index - 1], nodes[index]), points(nodes[index + 1], nodes[index]) {
        path.colliders.append(nodes[index])
      } else {
        path.others |= 1 << nodes[index]
      }
    }
    paths.append(path)
  }

  private func isOpen(_ path: Path, _ given: Int) -> Bool {
    path.others & given == 0 && path.colliders.allSatisfy { below[$0] & given != 0 }
  }

  /// Whether 0 and 1 are d-separated by the nodes of a bit set.
  func isSeparated(_ given: Int) -> Bool { !paths.contains { isOpen($0, given) } }

  /// Pearl's criterion as it is stated: no descendant of 0, every path into 0 blocked.
  func isBackdoorSet(_ given: Int) -> Bool {
    given & below[0] == 0 && !paths.contains { $0.entersFirst && isOpen($0, given) }
  }

  func minimalBackdoorSets(without unobserved: Set<Int> = []) -> Set<Set<Int>> {
    let hidden = unobserved.reduce(0) { $0 | 1 << $1 }
    let valid = (0..<8).map { $0 << 2 }.filter { $0 & hidden == 0 && isBackdoorSet($0) }
    let minimal = valid.filter { set in !valid.contains { $0 != set && $0 & set == $0 } }
    return Set(minimal.map(Self.nodes))
  }

  static func nodes(_ bits: Int) -> Set<Int> { Set((0..<5).filter { bits & 1 << $0 != 0 }) }

  /// Compares separation for every set of the other nodes, and the minimal back-door sets.
  func agrees(with graph: CausalGraph) -> Bool {
    for set in 0..<8 {
      let bits = set << 2
      if graph.isSeparated(0, 1, given: Self.nodes(bits)) != isSeparated(bits) { return false }
    }
    let found = Identification(graph, treatment: 0, outcome: 1).backdoorSets()
    return Set(found) == minimalBackdoorSets() && Set(found).count == found.count
  }
}

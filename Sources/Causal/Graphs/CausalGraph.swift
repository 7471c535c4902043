/// A directed acyclic graph of variables, some of them unobserved.
///
/// Nodes are numbered from 0 in the order of their names. A bidirected edge `a <-> b` is an
/// unobserved node of its own with an edge to both, so that every algorithm sees directed edges
/// alone.
package struct CausalGraph: Sendable {
  package let names: [String]
  /// Whether each node is observed.
  package let isObserved: [Bool]
  /// Nodes with an edge into each node, ascending.
  package let parents: [[Int]]
  /// Nodes that each node has an edge to, ascending.
  package let children: [[Int]]
  /// Pairs that share an unobserved cause, each stated as one bidirected edge.
  package let bidirected: [(Int, Int)]
  /// How many nodes were named; later ones stand for bidirected edges.
  package let namedCount: Int

  /// Builds the graph; edges given twice count once.
  ///
  /// Throws `.cycle` with a shortest cycle, first node repeated at its end, and `.selfLoop`.
  package init(
    names: [String], unobserved: Set<Int> = [], edges: [(Int, Int)],
    bidirected: [(Int, Int)] = []
  ) throws(CausalGraphError) {
    if let loop = (edges + bidirected).first(where: { $0.0 == $0.1 }) {
      throw .selfLoop(loop.0)
    }
    var all = edges
    var labels = names
    for (a, b) in bidirected {
      all += [(labels.count, a), (labels.count, b)]
      labels.append("\(names[a]) ↔ \(names[b])")
    }
    var into = [Set<Int>](repeating: [], count: labels.count)
    var out = into
    for (from, to) in all {
      into[to].insert(from)
      out[from].insert(to)
    }
    self.names = labels
    self.bidirected = bidirected
    namedCount = names.count
    isObserved = labels.indices.map { $0 < names.count && !unobserved.contains($0) }
    parents = into.map { $0.sorted() }
    children = out.map { $0.sorted() }
    if let cycle = Self.shortestCycle(children) { throw .cycle(cycle) }
  }

  /// The graph without the edges out of some nodes.
  package func removingEdges(from nodes: Set<Int>) -> CausalGraph {
    CausalGraph(
      self, parents: parents.map { $0.filter { !nodes.contains($0) } },
      children: children.enumerated().map { nodes.contains($0.offset) ? [] : $0.element })
  }

  private init(_ graph: CausalGraph, parents: [[Int]], children: [[Int]]) {
    names = graph.names
    isObserved = graph.isObserved
    bidirected = graph.bidirected
    namedCount = graph.namedCount
    self.parents = parents
    self.children = children
  }

  package var nodeCount: Int { names.count }

  /// The position of a variable among the nodes.
  package func node(_ name: String) -> Int? { names.firstIndex(of: name) }

  /// The nodes themselves and everything that causes one of them.
  package func ancestors(of nodes: some Sequence<Int>) -> Set<Int> { closure(nodes, parents) }

  /// The nodes themselves and everything that one of them causes.
  package func descendants(of nodes: some Sequence<Int>) -> Set<Int> { closure(nodes, children) }

  private func closure(_ nodes: some Sequence<Int>, _ next: [[Int]]) -> Set<Int> {
    var seen = Set(nodes)
    var queue = Array(seen)
    while let node = queue.popLast() {
      for other in next[node] where seen.insert(other).inserted { queue.append(other) }
    }
    return seen
  }

  /// A shortest directed cycle, its first node repeated at the end; nil where there is none.
  private static func shortestCycle(_ children: [[Int]]) -> [Int]? {
    var best: [Int]?
    for start in children.indices {
      var previous = [Int: Int]()
      var queue = [start]
      var head = 0
      search: while head < queue.count {
        let node = queue[head]
        head += 1
        for child in children[node] {
          if child == start {
            var path = [start]
            var step = node
            while step != start {
              path.append(step)
              step = previous[step] ?? start
            }
            path.append(start)
            if best.map({ path.count < $0.count }) ?? true { best = path.reversed() }
            break search
          }
          if previous[child] == nil {
            previous[child] = node
            queue.append(child)
          }
        }
      }
    }
    return best
  }
}

/// Why nodes and edges are no causal graph.
package enum CausalGraphError: Error, Sendable, Equatable {
  /// Nodes in the order of the edges; the first one is repeated at the end.
  case cycle([Int])
  case selfLoop(Int)
}

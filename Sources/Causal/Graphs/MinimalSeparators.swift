/// All minimal sets of allowed nodes that d-separate two nodes.
///
/// Separation in a directed graph is separation in the moral graph of the ancestors (Lauritzen);
/// nodes that may not be in a set are eliminated by joining their neighbours. The minimal separators
/// of the undirected graph that is left are found from those near `a` outwards (Shen and Liang 1997).
struct MinimalSeparators {
  private var neighbours: [Int: Set<Int>] = [:]
  private let a: Int
  private let b: Int

  init(_ graph: CausalGraph, _ a: Int, _ b: Int, allowed: Set<Int>) {
    self.a = a
    self.b = b
    let kept = graph.ancestors(of: [a, b])
    for node in kept { neighbours[node] = [] }
    for node in kept {
      let parents = graph.parents[node].filter(kept.contains)
      for (index, parent) in parents.enumerated() {
        join(parent, node)
        for other in parents[(index + 1)...] { join(parent, other) }
      }
    }
    for node in kept.sorted() where node != a && node != b && !allowed.contains(node) {
      eliminate(node)
    }
  }

  private mutating func join(_ x: Int, _ y: Int) {
    neighbours[x, default: []].insert(y)
    neighbours[y, default: []].insert(x)
  }

  private mutating func eliminate(_ node: Int) {
    let around = (neighbours.removeValue(forKey: node) ?? []).sorted()
    for (index, x) in around.enumerated() {
      neighbours[x]?.remove(node)
      for y in around[(index + 1)...] { join(x, y) }
    }
  }

  /// The sets, smallest first, then in the order of their nodes; at most `limit` are sought.
  func sets(limit: Int) -> [Set<Int>] {
    guard !(neighbours[a]?.contains(b) ?? false) else { return [] }
    guard let first = separator(around: [a]) else { return [] }
    var found = [first]
    var seen: Set<Set<Int>> = [first]
    var head = 0
    while head < found.count, found.count < limit {
      let set = found[head]
      head += 1
      let side = component(of: a, without: set)
      for node in set.sorted() where !(neighbours[node]?.contains(b) ?? true) {
        guard let next = separator(around: side.union([node])) else { continue }
        if seen.insert(next).inserted { found.append(next) }
      }
    }
    return found.sorted {
      $0.count != $1.count
        ? $0.count < $1.count : $0.sorted().lexicographicallyPrecedes($1.sorted())
    }
  }

  /// The neighbours of `b`'s side once the boundary of a region around `a` is taken out.
  private func separator(around region: Set<Int>) -> Set<Int>? {
    let boundary = self.boundary(of: region)
    guard !boundary.contains(b) else { return nil }
    return self.boundary(of: component(of: b, without: boundary))
  }

  private func boundary(of region: Set<Int>) -> Set<Int> {
    var boundary: Set<Int> = []
    for node in region { boundary.formUnion(neighbours[node] ?? []) }
    return boundary.subtracting(region)
  }

  private func component(of node: Int, without removed: Set<Int>) -> Set<Int> {
    var seen: Set<Int> = [node]
    var queue = [node]
    while let next = queue.popLast() {
      for other in neighbours[next] ?? [] where !removed.contains(other) {
        if seen.insert(other).inserted { queue.append(other) }
      }
    }
    return seen
  }
}

extension CausalGraph {
  /// The minimal sets of allowed nodes that block every path between two nodes, smallest first.
  ///
  /// Empty where there is none; `[[]]` where nothing has to be given. At most `limit` are sought.
  package func minimalSeparators(
    _ a: Int, _ b: Int, allowed: Set<Int>, limit: Int = 200
  ) -> [Set<Int>] {
    MinimalSeparators(self, a, b, allowed: allowed.subtracting([a, b])).sets(limit: limit)
  }
}

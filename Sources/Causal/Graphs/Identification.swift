/// Ways in which a graph lets the effect of a treatment on an outcome be estimated.
package struct Identification: Sendable {
  /// An instrument with what has to be held fixed for it.
  package struct Instrument: Sendable, Equatable {
    package var node: Int
    package var given: Set<Int>
  }

  package let graph: CausalGraph
  package let treatment: Int
  package let outcome: Int

  package init(_ graph: CausalGraph, treatment: Int, outcome: Int) {
    self.graph = graph
    self.treatment = treatment
    self.outcome = outcome
  }

  /// Whether a directed path leads from the treatment to the outcome.
  package var hasEffect: Bool { graph.descendants(of: [treatment]).contains(outcome) }

  /// Observed nodes that the treatment does not cause: what may be adjusted for.
  private var candidates: Set<Int> {
    let caused = graph.descendants(of: [treatment])
    return Set(
      graph.names.indices.filter {
        graph.isObserved[$0] && $0 != outcome && !caused.contains($0)
      })
  }

  private var backdoorGraph: CausalGraph { graph.removingEdges(from: [treatment]) }

  /// The minimal sets that meet the back-door criterion (Pearl 1995), smallest first.
  ///
  /// A minimal set never holds a descendant of the treatment, so these are also the minimal sets
  /// of the adjustment criterion (Shpitser, VanderWeele and Robins 2010).
  package func backdoorSets(limit: Int = 200) -> [Set<Int>] {
    backdoorGraph.minimalSeparators(treatment, outcome, allowed: candidates, limit: limit)
  }

  /// A back-door path that no observed set closes; nil where some set closes all.
  package var unblockablePath: [Int]? {
    let graph = backdoorGraph
    let relevant = graph.ancestors(of: [treatment, outcome]).intersection(candidates)
    return graph.openPath(from: treatment, to: outcome, given: relevant)
  }

  /// Whether a set of nodes closes every back-door path and holds nothing that the treatment causes.
  package func isBackdoorSet(_ set: Set<Int>) -> Bool {
    set.isSubset(of: candidates)
      && backdoorGraph.isSeparated(treatment, outcome, given: set)
  }

  /// The minimal sets that meet the front-door criterion (Pearl 1995), smallest first.
  ///
  /// They lie on every directed path to the outcome, share no open back-door path with the
  /// treatment, and their own back-door paths to the outcome are closed by the treatment. Above
  /// twelve possible mediators only sets of one or two are sought.
  package func frontdoorSets() -> [Set<Int>] {
    guard hasEffect else { return [] }
    let between = graph.descendants(of: [treatment])
      .intersection(graph.ancestors(of: [outcome]))
      .filter { graph.isObserved[$0] && $0 != treatment && $0 != outcome }
    let back = backdoorGraph
    let mediators = between.filter { back.isSeparated(treatment, $0, given: []) }.sorted()
    var found: [Set<Int>] = []
    let largest = mediators.count > 12 ? 2 : mediators.count
    guard largest > 0 else { return [] }
    for size in 1...largest {
      Self.forEachSubset(of: mediators, size: size) { set in
        guard !found.contains(where: { $0.isSubset(of: set) }), isFrontdoor(set) else { return }
        found.append(set)
      }
    }
    return found
  }

  private func isFrontdoor(_ set: Set<Int>) -> Bool {
    var seen: Set<Int> = [treatment]
    var queue = [treatment]
    while let node = queue.popLast() {
      for child in graph.children[node] where !set.contains(child) {
        if child == outcome { return false }
        if seen.insert(child).inserted { queue.append(child) }
      }
    }
    let back = graph.removingEdges(from: set)
    return set.allSatisfy { back.isSeparated($0, outcome, given: [treatment]) }
  }

  /// Observed instruments: related to the treatment, and to the outcome through it alone.
  ///
  /// Each comes with a smallest set of observed nodes, not caused by the treatment, that has to be
  /// held fixed; none where that can be empty.
  package func instruments() -> [Instrument] {
    let back = backdoorGraph
    return candidates.sorted().compactMap { node in
      let allowed = candidates.subtracting([node])
      let sets = back.minimalSeparators(node, outcome, allowed: allowed, limit: 50)
      let given = sets.first { !graph.isSeparated(node, treatment, given: $0) }
      return given.map { Instrument(node: node, given: $0) }
    }
  }

  private static func forEachSubset(of nodes: [Int], size: Int, _ body: (Set<Int>) -> Void) {
    var chosen: [Int] = []
    func extend(from start: Int) {
      guard chosen.count < size else { return body(Set(chosen)) }
      guard start < nodes.count else { return }
      for index in start..<nodes.count {
        chosen.append(nodes[index])
        extend(from: index + 1)
        chosen.removeLast()
      }
    }
    extend(from: 0)
  }
}

extension CausalGraph {
  /// A conditional independence that the graph claims of the data.
  package struct Implication: Sendable, Equatable {
    package var a: Int
    package var b: Int
    package var given: Set<Int>
  }

  /// For each pair of observed nodes that some observed set separates, with a smallest such set.
  package func implications() -> [Implication] {
    let observed = names.indices.filter { isObserved[$0] }
    let allowed = Set(observed)
    var found: [Implication] = []
    for (index, a) in observed.enumerated() {
      for b in observed[(index + 1)...]
      where !parents[a].contains(b) && !children[a].contains(b) {
        if let given = minimalSeparators(a, b, allowed: allowed, limit: 50).first {
          found.append(Implication(a: a, b: b, given: given))
        }
      }
    }
    return found
  }
}

import Causal
import Testing

/// The graph algorithms against definitions worked out by brute force.
struct CausalGraphTests {
  @Test func `a shortest cycle is found with its path`() {
    #expect(throws: CausalGraphError.cycle([1, 2, 1])) {
      try CausalGraph(
        names: ["a", "b", "c", "d"], edges: [(0, 1), (1, 2), (2, 3), (3, 0), (2, 1)])
    }
    #expect(throws: CausalGraphError.selfLoop(0)) {
      try CausalGraph(names: ["a"], edges: [(0, 0)])
    }
  }

  @Test func `the M graph is closed until its collider is given`() throws {
    // u1 -> t, m; u2 -> m, y: adjusting for m opens what was closed.
    let graph = try CausalGraph(
      names: ["t", "y", "m", "u1", "u2"], unobserved: [3, 4],
      edges: [(3, 0), (3, 2), (4, 2), (4, 1), (0, 1)])
    let identification = Identification(graph, treatment: 0, outcome: 1)
    #expect(identification.backdoorSets() == [[]])
    #expect(!identification.isBackdoorSet([2]))
  }

  @Test func `smoking, tar and cancer go through the front door`() throws {
    let graph = try CausalGraph(
      names: ["smoking", "tar", "cancer", "genes", "tax"], unobserved: [3],
      edges: [(0, 1), (1, 2), (3, 0), (3, 2), (4, 0)])
    let identification = Identification(graph, treatment: 0, outcome: 2)
    #expect(identification.backdoorSets() == [])
    #expect(identification.frontdoorSets() == [[1]])
    #expect(identification.instruments().map(\.node) == [4])
    #expect(identification.instruments().first?.given == [])
    #expect(identification.unblockablePath == [0, 3, 2])
  }

  @Test func `an instrument may need another variable held fixed`() throws {
    // z -> t, with x a common cause of z and y.
    let graph = try CausalGraph(
      names: ["t", "y", "z", "x"], edges: [(2, 0), (0, 1), (3, 2), (3, 1)],
      bidirected: [(0, 1)])
    let instruments = Identification(graph, treatment: 0, outcome: 1).instruments()
    #expect(instruments.map(\.node) == [2])
    #expect(instruments.map(\.given) == [[3]])
  }

  @Test func `every graph of five nodes agrees with its enumerated paths`() {
    let graphs = SmallGraphs.all
    #expect(graphs.count == 29_281)
    var wrong = 0
    for edges in graphs {
      guard let graph = try? CausalGraph(names: SmallGraphs.names, edges: edges) else {
        wrong += 1
        continue
      }
      if !SmallGraph(edges).agrees(with: graph) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test func `every set of unobserved nodes leaves the minimal sets of the observed ones`() {
    // Each thousandth graph with each choice of unobserved nodes among the three in the middle.
    var checked = 0
    for (index, edges) in SmallGraphs.all.enumerated() where index % 97 == 0 {
      for hidden in 0..<8 {
        let unobserved = Set((2..<5).filter { hidden & 1 << ($0 - 2) != 0 })
        guard
          let graph = try? CausalGraph(
            names: SmallGraphs.names, unobserved: unobserved, edges: edges)
        else { continue }
        let expected = SmallGraph(edges).minimalBackdoorSets(without: unobserved)
        #expect(Set(Identification(graph, treatment: 0, outcome: 1).backdoorSets()) == expected)
        checked += 1
      }
    }
    #expect(checked == 8 * 302)
  }
}

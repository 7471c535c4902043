import Causal
import Testing

/// Front-door sets and instruments against their definitions, with every path listed.
struct IdentificationTests {
  /// Whether two nodes are d-separated by the nodes of a bit set, in a graph of five nodes.
  private func isSeparated(_ edges: [(Int, Int)], _ a: Int, _ b: Int, _ given: Int) -> Bool {
    // Renumbers the nodes so that the two stand first, as SmallGraph wants them.
    let order = [a, b] + (0..<5).filter { $0 != a && $0 != b }
    func place(_ node: Int) -> Int { order.firstIndex(of: node) ?? 0 }
    let bits = (0..<5).reduce(0) { $0 | (given & 1 << $1 != 0 ? 1 << place($1) : 0) }
    return SmallGraph(edges.map { (place($0.0), place($0.1)) }).isSeparated(bits)
  }

  private func reach(_ edges: [(Int, Int)], from node: Int, without blocked: Int = 0) -> Int {
    var seen = 1 << node
    for (from, to) in edges where from == node && blocked & 1 << to == 0 {
      seen |= reach(edges, from: to, without: blocked)
    }
    return seen
  }

  private func isFrontdoor(_ edges: [(Int, Int)], _ set: Int) -> Bool {
    if reach(edges, from: 0, without: set) & 0b10 != 0 { return false }
    let withoutTreatment = edges.filter { $0.0 != 0 }
    let withoutSet = edges.filter { set & 1 << $0.0 == 0 }
    return (2..<5).filter { set & 1 << $0 != 0 }.allSatisfy { node in
      isSeparated(withoutTreatment, 0, node, 0) && isSeparated(withoutSet, node, 1, 1)
    }
  }

  @Test func `front-door sets of mediators are those of the criterion`() throws {
    var found = 0
    for (index, edges) in SmallGraphs.all.enumerated() where index % 19 == 0 {
      let graph = try CausalGraph(names: SmallGraphs.names, edges: edges)
      let identification = Identification(graph, treatment: 0, outcome: 1)
      guard identification.hasEffect else {
        #expect(identification.frontdoorSets() == [])
        continue
      }
      // Mediators alone are sought: what the treatment causes and the outcome depends on.
      let caused = reach(edges, from: 0)
      let mediators = (2..<5).filter { caused & 1 << $0 != 0 && reach(edges, from: $0) & 0b10 != 0 }
        .reduce(0) { $0 | 1 << $1 }
      let valid = (1..<8).map { $0 << 2 }
        .filter { $0 & ~mediators == 0 && isFrontdoor(edges, $0) }
      let minimal = valid.filter { set in !valid.contains { $0 != set && $0 & set == $0 } }
      #expect(Set(identification.frontdoorSets()) == Set(minimal.map(SmallGraph.nodes)))
      found += minimal.count
    }
    #expect(found > 100)
  }

  @Test func `every instrument meets the definition, and none is missed without a condition`()
    throws
  {
    var found = 0
    for (index, edges) in SmallGraphs.all.enumerated() where index % 19 == 0 {
      let graph = try CausalGraph(names: SmallGraphs.names, edges: edges)
      let instruments = Identification(graph, treatment: 0, outcome: 1).instruments()
      let severed = edges.filter { $0.0 != 0 }
      let caused = reach(edges, from: 0)
      for instrument in instruments {
        let given = instrument.given.reduce(0) { $0 | 1 << $1 }
        #expect(isSeparated(severed, instrument.node, 1, given))
        #expect(!isSeparated(edges, instrument.node, 0, given))
        #expect((given | 1 << instrument.node) & caused == 0)
        found += 1
      }
      for node in 2..<5 where caused & 1 << node == 0 {
        let qualifies =
          isSeparated(severed, node, 1, 0) && !isSeparated(edges, node, 0, 0)
        if qualifies { #expect(instruments.contains { $0.node == node && $0.given.isEmpty }) }
      }
    }
    #expect(found > 100)
  }
}

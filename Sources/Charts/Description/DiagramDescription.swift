/// Sentences about trees and graphs.
enum DiagramDescription {
  /// Leaves of a tree that are told one by one; nobody listens to more.
  static let describedLeaves = 12

  /// The rules of a tree: for each leaf the answers that lead to it.
  static func sentences(of tree: TreeDiagram) -> [String] {
    var leaves: [String] = []
    func visit(_ node: TreeDiagram.Node, _ path: [String]) {
      if node.branches.isEmpty {
        let conditions = path.isEmpty ? "Always" : path.joined(separator: ", ")
        leaves.append("\(conditions): \(node.lines.joined(separator: ", ")).")
      }
      let question = node.lines.first ?? ""
      for branch in node.branches {
        visit(branch.child, path + ["\(question) \(branch.label)"])
      }
    }
    visit(tree.root, [])
    let head = "A tree with \(leaves.count) \(leaves.count == 1 ? "leaf" : "leaves")."
    // One or two more are told as well.
    guard leaves.count > Self.describedLeaves + 2 else { return [head] + leaves }
    let rest = leaves.count - Self.describedLeaves
    return [head] + leaves.prefix(Self.describedLeaves) + ["And \(rest) leaves more."]
  }

  /// The edges of a graph by their cause, then its unobserved variables.
  static func sentences(of graph: GraphDiagram) -> [String] {
    let labels = Dictionary(graph.nodes.map { ($0.id, $0.label) }, uniquingKeysWith: { a, _ in a })
    var sentences = ["A graph of \(graph.nodes.count) variables."]
    for node in graph.nodes {
      let effects = graph.edges.filter { $0.from == node.id && !$0.bidirected }
        .compactMap { labels[$0.to] }
      if !effects.isEmpty {
        sentences.append("\(node.label) causes \(effects.joined(separator: ", ")).")
      }
    }
    for edge in graph.edges where edge.bidirected {
      guard let from = labels[edge.from], let to = labels[edge.to] else { continue }
      sentences.append("\(from) and \(to) share an unobserved cause.")
    }
    let latent = graph.nodes.filter(\.latent).map(\.label)
    if !latent.isEmpty { sentences.append("Unobserved: \(latent.joined(separator: ", ")).") }
    return sentences
  }
}

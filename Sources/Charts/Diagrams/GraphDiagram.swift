/// A directed graph, such as a causal graph; layers follow the direction of the edges.
package struct GraphDiagram: Sendable, Equatable {
  /// A vertex.
  package struct Node: Sendable, Equatable {
    /// Unique in the graph.
    package var id: String
    package var label: String
    package var role: ChartRole
    /// Whether the variable is unobserved: drawn with a dashed outline.
    package var latent: Bool

    package init(id: String, label: String? = nil, role: ChartRole = .muted, latent: Bool = false) {
      self.id = id
      self.label = label ?? id
      self.role = role
      self.latent = latent
    }
  }

  /// An edge between two nodes by their ids; an edge to an unknown node is not drawn.
  package struct Edge: Sendable, Equatable {
    package var from: String
    package var to: String
    /// Whether it stands for an unobserved common cause: dashed, an arrow at both ends.
    package var bidirected: Bool
    package var role: ChartRole

    package init(from: String, to: String, bidirected: Bool = false, role: ChartRole = .muted) {
      self.from = from
      self.to = to
      self.bidirected = bidirected
      self.role = role
    }
  }

  package var nodes: [Node]
  package var edges: [Edge]

  package init(nodes: [Node], edges: [Edge]) {
    self.nodes = nodes
    self.edges = edges
  }
}

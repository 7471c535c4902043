/// A binary or wider tree of decisions, such as a policy tree or a tree that explains effects.
package struct TreeDiagram: Sendable, Equatable {
  /// A node with the branches that leave it.
  package struct Node: Sendable, Equatable {
    /// Lines of text in the node; the first is set in bold.
    package var lines: [String]
    package var role: ChartRole
    package var branches: [Branch]

    package init(lines: [String], role: ChartRole = .muted, branches: [Branch] = []) {
      self.lines = lines
      self.role = role
      self.branches = branches
    }
  }

  /// An edge to a child, with the answer that leads there.
  package struct Branch: Sendable, Equatable {
    package var label: String
    package var child: Node

    package init(_ label: String, to child: Node) {
      self.label = label
      self.child = child
    }
  }

  package var root: Node

  package init(root: Node) { self.root = root }
}

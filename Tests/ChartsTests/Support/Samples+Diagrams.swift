import Charts

extension Sample {
  static let diagrams = [
    Sample("tree", "A policy tree of depth two.", tree(depth: 2)),
    Sample("tree-deep", "A tree too wide for the page.", tree(depth: 4)),
    Sample("graph", "Causes of a discount and of sales.", graph),
    Sample("graph-front-door", "The front-door graph.", frontDoor),
    Sample("graph-large", "Twelve variables.", largeGraph),
  ]

  private static func tree(depth: Int) -> Chart {
    let questions = ["history", "recency", "newbie", "visits in the last year"]
    func node(_ level: Int, _ index: Int) -> TreeDiagram.Node {
      if level == depth {
        let treats = index % 3 != 0
        return TreeDiagram.Node(
          lines: [treats ? "Mens E-Mail" : "no e-mail", "gain $0.\(12 + index) ± 0.05"],
          role: treats ? .series(0) : .muted)
      }
      return TreeDiagram.Node(
        lines: [questions[level], "n = \(64_000 >> level)"],
        branches: [
          TreeDiagram.Branch("≤ \(10 * (index + 1))", to: node(level + 1, 2 * index)),
          TreeDiagram.Branch("> \(10 * (index + 1))", to: node(level + 1, 2 * index + 1)),
        ])
    }
    return Chart(
      kind: "tree", title: depth == 2 ? "Who gets which e-mail" : nil,
      tree: TreeDiagram(root: node(0, 0)))
  }

  private static var graph: Chart {
    Chart(
      kind: "graph",
      graph: GraphDiagram(
        nodes: [
          GraphDiagram.Node(id: "age"), GraphDiagram.Node(id: "season"),
          GraphDiagram.Node(id: "discount", role: .series(0)),
          GraphDiagram.Node(id: "visits"), GraphDiagram.Node(id: "sales", role: .series(1)),
          GraphDiagram.Node(id: "taste", latent: true),
        ],
        edges: [
          .init(from: "age", to: "discount"), .init(from: "age", to: "sales"),
          .init(from: "season", to: "discount"), .init(from: "season", to: "sales"),
          .init(from: "discount", to: "visits"), .init(from: "visits", to: "sales"),
          .init(from: "discount", to: "sales", role: .accent),
          .init(from: "taste", to: "visits"), .init(from: "taste", to: "sales"),
        ]))
  }

  private static var frontDoor: Chart {
    Chart(
      kind: "graph",
      graph: GraphDiagram(
        nodes: [
          GraphDiagram.Node(id: "T", label: "treatment", role: .series(0)),
          GraphDiagram.Node(id: "M", label: "mediator"),
          GraphDiagram.Node(id: "Y", label: "outcome", role: .series(1)),
        ],
        edges: [
          .init(from: "T", to: "M"), .init(from: "M", to: "Y"),
          .init(from: "T", to: "Y", bidirected: true),
        ]))
  }

  private static var largeGraph: Chart {
    let names = [
      "income", "education", "age", "region", "device", "past spend", "visits", "newsletter",
      "campaign", "basket", "returns", "profit",
    ]
    let edges = [
      (0, 5), (1, 0), (2, 0), (2, 4), (3, 4), (4, 6), (5, 6), (5, 8), (6, 8), (7, 8), (2, 7),
      (8, 9), (6, 9), (9, 10), (9, 11), (10, 11), (0, 11), (3, 11), (8, 11),
    ]
    return Chart(
      kind: "graph",
      graph: GraphDiagram(
        nodes: names.enumerated().map {
          GraphDiagram.Node(
            id: $0.element,
            role: $0.offset == 8 ? .series(0) : $0.offset == 11 ? .series(1) : .muted)
        }, edges: edges.map { .init(from: names[$0.0], to: names[$0.1]) }))
  }
}

import Charts
import Numerics
import Testing

@Suite struct DiagramTests {
  /// A random graph without cycles, or with them.
  private func randomGraph(_ size: Int, _ content: UInt64, cyclic: Bool) -> GraphDiagram {
    var stream = RandomStream(seed: 9, purpose: "graph", content: content)
    let nodes = (0..<size).map {
      GraphDiagram.Node(id: "v\($0)", label: String(repeating: "x", count: 1 + $0 % 9))
    }
    var edges: [GraphDiagram.Edge] = []
    for i in 0..<size {
      for j in 0..<size where i != j && (cyclic || i < j) {
        if stream.uniform() < 1.6 / Double(size) {
          edges.append(.init(from: "v\(i)", to: "v\(j)", bidirected: stream.uniform() < 0.1))
        }
      }
    }
    return GraphDiagram(nodes: nodes, edges: edges)
  }

  @Test(arguments: [2, 4, 7, 12, 20], [false, true])
  func graphNodesDoNotOverlap(size: Int, cyclic: Bool) {
    for content in 0..<10 as Range<UInt64> {
      let graph = randomGraph(size, content, cyclic: cyclic)
      for layout in [ChartRenderer.Layout.wide, .compact] {
        let drawing = GraphDrawing(graph, metrics: LayoutMetrics(layout))
        #expect(drawing.boxes.count == size)
        for (i, a) in drawing.boxes.enumerated() {
          for b in drawing.boxes[(i + 1)...] { #expect(!a.intersects(b)) }
        }
      }
    }
  }

  @Test(arguments: [4, 7, 12])
  func edgesKeepClearOfOtherNodes(size: Int) {
    for content in 0..<10 as Range<UInt64> {
      let graph = randomGraph(size, content, cyclic: false)
      let drawing = GraphDrawing(graph, metrics: LayoutMetrics(.wide))
      let ids = graph.nodes.map(\.id)
      for route in drawing.routes where !graph.edges[route.edge].bidirected {
        let edge = graph.edges[route.edge]
        for (index, box) in drawing.boxes.enumerated()
        where ids[index] != edge.from && ids[index] != edge.to {
          #expect(!route.points.contains { box.contains($0) }, "\(edge) crosses \(ids[index])")
        }
      }
    }
  }

  @Test func causesStandBeforeEffects() {
    let graph = GraphDiagram(
      nodes: ["Y", "T", "X"].map { GraphDiagram.Node(id: $0) },
      edges: [.init(from: "X", to: "T"), .init(from: "T", to: "Y"), .init(from: "X", to: "Y")])
    let boxes = GraphDrawing(graph, metrics: LayoutMetrics(.wide)).boxes
    #expect(boxes[2].maxX < boxes[1].x && boxes[1].maxX < boxes[0].x)
  }

  @Test func edgesToUnknownNodesAndLoopsAreNotDrawn() {
    let graph = GraphDiagram(
      nodes: [GraphDiagram.Node(id: "a")],
      edges: [.init(from: "a", to: "a"), .init(from: "a", to: "b")])
    #expect(GraphDrawing(graph, metrics: LayoutMetrics(.wide)).routes.isEmpty)
  }

  @Test(arguments: 0..<5)
  func treeNodesDoNotOverlapAndParentsStandAbove(depth: Int) {
    func node(_ level: Int) -> TreeDiagram.Node {
      let lines = ["feature \(level)", "n = \(1000 >> level)"]
      if level == depth { return TreeDiagram.Node(lines: lines) }
      return TreeDiagram.Node(
        lines: lines,
        branches: [
          TreeDiagram.Branch("≤ 0.5", to: node(level + 1)),
          TreeDiagram.Branch("> 0.5", to: node(level + 1)),
        ])
    }
    for layout in [ChartRenderer.Layout.wide, .compact] {
      let placed = TreeDrawing(TreeDiagram(root: node(0)), metrics: LayoutMetrics(layout)).placed
      #expect(placed.count == (1 << (depth + 1)) - 1)
      for (i, a) in placed.enumerated() {
        for b in placed[(i + 1)...] { #expect(!a.box.intersects(b.box)) }
        if let parent = a.parent { #expect(placed[parent].box.maxY < a.box.y) }
      }
    }
  }
}

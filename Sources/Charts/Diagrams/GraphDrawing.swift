import Glibc

/// Draws a directed graph: layers from left to right, or downwards where the page is narrow.
package struct GraphDrawing {
  private let graph: GraphDiagram
  private let metrics: LayoutMetrics
  /// The nodes' places.
  package private(set) var boxes: [Box] = []
  /// For each edge that is drawn, its index and the points that it passes.
  package private(set) var routes: [(edge: Int, points: [Point])] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  private static let nodeHeight = 30.0
  private static let margin = 8.0

  package init(_ graph: GraphDiagram, metrics: LayoutMetrics) {
    self.graph = graph
    self.metrics = metrics
    let indices = Dictionary(
      graph.nodes.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var directed: [(edge: Int, from: Int, to: Int)] = []
    var confounded: [(edge: Int, from: Int, to: Int)] = []
    for (index, edge) in graph.edges.enumerated() {
      guard let from = indices[edge.from], let to = indices[edge.to], from != to else { continue }
      if edge.bidirected {
        confounded.append((index, from, to))
      } else {
        directed.append((index, from, to))
      }
    }
    let layering = GraphLayering(
      count: graph.nodes.count, edges: directed.map { ($0.from, $0.to) })
    let order = GraphOrdering.order(layering)
    let centers = place(layering, order)
    for (index, edge) in directed.enumerated() {
      let waypoints = layering.routes[index].map { centers[$0] }
      let returns = directed.contains { $0.from == edge.to && $0.to == edge.from }
      routes.append((edge.edge, route(waypoints, from: edge.from, to: edge.to, bent: returns)))
    }
    for edge in confounded {
      let ends = [centers[edge.from], centers[edge.to]]
      routes.append((edge.edge, route(ends, from: edge.from, to: edge.to, bent: true)))
    }
    normalize()
  }

  // MARK: - Places

  private func labelWidth(_ node: Int) -> Double {
    let widest = metrics.isCompact ? 110.0 : 150
    return max(min(metrics.textWidth(graph.nodes[node].label), widest) + 22, 38)
  }

  /// Sets the nodes' boxes, and returns the middle of every vertex.
  private mutating func place(_ layering: GraphLayering, _ order: [[Int]]) -> [Point] {
    let widths = layering.vertices.map { $0.node.map(labelWidth) ?? 8 }
    let layerWidths = order.map { layer in layer.map { widths[$0] }.max() ?? 0 }
    let gaps = Double(max(order.count - 1, 0))
    let tightest = layerWidths.reduce(0, +) + gaps * 44
    var centers: [Point]
    if tightest <= metrics.width - 2 * Self.margin {
      let heights = layering.vertices.map { $0.node == nil ? 10 : Self.nodeHeight }
      let across = GraphPlacement.place(
        order, links: layering.links, sizes: heights, gap: 22)
      let gap = gaps > 0 ? min((metrics.width - 16 - layerWidths.reduce(0, +)) / gaps, 120) : 0
      var x = 0.0
      var middles: [Double] = []
      for width in layerWidths {
        middles.append(x + width / 2)
        x += width + gap
      }
      centers = layering.vertices.indices.map {
        Point(middles[layering.vertices[$0].layer], across[$0])
      }
    } else {
      let across = GraphPlacement.place(order, links: layering.links, sizes: widths, gap: 16)
      centers = layering.vertices.indices.map {
        Point(across[$0], Double(layering.vertices[$0].layer) * (Self.nodeHeight + 44))
      }
    }
    boxes = graph.nodes.indices.map { node in
      Box(
        x: centers[node].x - widths[node] / 2, y: centers[node].y - Self.nodeHeight / 2,
        width: widths[node], height: Self.nodeHeight)
    }
    return centers
  }

  /// Moves everything so that it begins at the margin and is centred in the layout's width.
  private mutating func normalize() {
    var xs = Extent()
    var ys = Extent()
    for box in boxes {
      xs.include([box.x, box.maxX])
      ys.include([box.y, box.maxY])
    }
    for route in routes {
      xs.include(route.points.map(\.x))
      ys.include(route.points.map(\.y))
    }
    guard !xs.isEmpty else { return }
    let natural = xs.upper - xs.lower + 2 * Self.margin
    width = max(natural, metrics.width)
    height = ys.upper - ys.lower + 2 * Self.margin
    let dx = (width - natural) / 2 + Self.margin - xs.lower
    let dy = Self.margin - ys.lower
    for i in boxes.indices {
      boxes[i].x += dx
      boxes[i].y += dy
    }
    for i in routes.indices {
      routes[i].points = routes[i].points.map { Point($0.x + dx, $0.y + dy) }
    }
  }

  // MARK: - Routes

  /// A straight line where no node is in its way, else a way through the waypoints or an arc; its
  /// ends lie on the borders of the nodes.
  private func route(_ waypoints: [Point], from: Int, to: Int, bent: Bool) -> [Point] {
    let start = boxes[from].middle
    let end = boxes[to].middle
    var points = [start, end]
    if bent {
      points = arc(start, end, from: from, to: to)
    } else if hits(points, except: [from, to]) > 0 {
      points = waypoints.count > 2 ? waypoints : arc(start, end, from: from, to: to)
    }
    points = smooth(points)
    return trim(trim(points, at: boxes[from]).reversed(), at: boxes[to]).reversed()
  }

  /// A bow beside the straight line, on the side and at the distance that meets the fewest nodes.
  private func arc(_ start: Point, _ end: Point, from: Int, to: Int) -> [Point] {
    let dx = end.x - start.x
    let dy = end.y - start.y
    let length = max((dx * dx + dy * dy).squareRoot(), 1)
    var best: (hits: Int, points: [Point]) = (.max, [start, end])
    for bow in [-34.0, 34, -56, 56, -84, 84, -120, 120] {
      let middle = Point(
        (start.x + end.x) / 2 - dy / length * bow, (start.y + end.y) / 2 + dx / length * bow)
      let points = smooth([start, middle, end])
      let hits = hits(points, except: [from, to])
      if hits < best.hits { best = (hits, [start, middle, end]) }
    }
    return best.points
  }

  /// How many samples along a way lie on nodes.
  private func hits(_ points: [Point], except: [Int]) -> Int {
    var count = 0
    for (a, b) in zip(points, points.dropFirst()) {
      let pieces = max(2, min(Int((abs(b.x - a.x) + abs(b.y - a.y)) / 4), 400))
      for i in 0...pieces {
        let share = Double(i) / Double(pieces)
        let point = Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
        for (index, box) in boxes.enumerated() where !except.contains(index) {
          let wider = Box(
            x: box.x - 4, y: box.y - 4, width: box.width + 8, height: box.height + 8)
          if wider.contains(point) { count += 1 }
        }
      }
    }
    return count
  }

  /// Points on a smooth curve through the given ones (Catmull and Rom's spline).
  private func smooth(_ points: [Point]) -> [Point] {
    guard points.count > 2 else { return points }
    var result = [points[0]]
    for i in 0..<(points.count - 1) {
      let p0 = points[max(i - 1, 0)]
      let p1 = points[i]
      let p2 = points[i + 1]
      let p3 = points[min(i + 2, points.count - 1)]
      for step in 1...12 {
        let t = Double(step) / 12
        func value(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
          let linear = (c - a) * t
          let square = (2 * a - 5 * b + 4 * c - d) * t * t
          return 0.5 * (2 * b + linear + square + (3 * b - a - 3 * c + d) * t * t * t)
        }
        result.append(Point(value(p0.x, p1.x, p2.x, p3.x), value(p0.y, p1.y, p2.y, p3.y)))
      }
    }
    return result
  }

  /// The way from where it leaves a box.
  private func trim(_ points: [Point], at box: Box) -> [Point] {
    guard let exit = points.firstIndex(where: { !box.contains($0) }), exit > 0 else {
      return points
    }
    var inside = points[exit - 1]
    var outside = points[exit]
    for _ in 0..<20 {
      let middle = Point((inside.x + outside.x) / 2, (inside.y + outside.y) / 2)
      if box.contains(middle) { inside = middle } else { outside = middle }
    }
    return [outside] + points[exit...]
  }

  // MARK: - Nodes

  var nodes: [SVGNode] {
    routes.compactMap { edgeNode($0.edge, $0.points) }
      + zip(graph.nodes, boxes).compactMap { nodeNode($0, $1) }
  }

  private func edgeNode(_ index: Int, _ points: [Point]) -> SVGNode? {
    let edge = graph.edges[index]
    let drawn = LineThinning.thin(points)
    guard let first = drawn.first, let last = drawn.last, drawn.count > 1 else { return nil }
    var line = PathBuilder()
    line.move(to: first)
    for point in drawn.dropFirst() { line.line(to: point) }
    var heads = PathBuilder()
    arrowhead(at: last, from: points[points.count - 2], into: &heads)
    if edge.bidirected { arrowhead(at: first, from: points[1], into: &heads) }
    return .group(
      edge.role.className,
      [
        .path(line, class: edge.bidirected ? "edge latent" : "edge"),
        .path(heads, class: "fill"),
      ].compactMap { $0 })
  }

  private func arrowhead(at tip: Point, from: Point, into path: inout PathBuilder) {
    let dx = tip.x - from.x
    let dy = tip.y - from.y
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return }
    let (ux, uy) = (dx / length, dy / length)
    path.move(to: tip)
    path.line(to: Point(tip.x - 8 * ux + 3.5 * uy, tip.y - 8 * uy - 3.5 * ux))
    path.line(to: Point(tip.x - 8 * ux - 3.5 * uy, tip.y - 8 * uy + 3.5 * ux))
    path.close()
  }

  private func nodeNode(_ node: GraphDiagram.Node, _ box: Box) -> SVGNode? {
    let text = TextMetrics.fit(node.label, width: box.width - 18, size: metrics.fontSize)
    return .group(
      node.role.className,
      [
        .box(box, radius: box.height / 2, class: node.latent ? "node latent" : "node"),
        .label(
          text, at: Point(box.middle.x, box.middle.y + 4), anchor: .middle, full: node.label),
      ])
  }
}

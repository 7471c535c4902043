/// The layers of a directed graph: every edge runs from a layer to the next.
///
/// After Sugiyama, Tagawa and Toda (1981): edges that close a cycle are turned round, each vertex
/// goes one layer below its lowest cause, and edges over several layers pass through waypoints.
struct GraphLayering {
  /// A vertex or a waypoint of a long edge.
  struct Vertex {
    /// The index of the node; nil for a waypoint.
    let node: Int?
    let layer: Int
  }

  /// Vertices: first one for each node, then waypoints.
  private(set) var vertices: [Vertex] = []
  /// Pairs of vertices in neighbouring layers.
  private(set) var links: [(from: Int, to: Int)] = []
  /// For each edge given, the vertices that it passes, its ends included, from cause to effect.
  private(set) var routes: [[Int]] = []
  private(set) var layerCount = 0

  /// The layering of `count` nodes under edges between their indices; loops are ignored.
  init(count: Int, edges: [(from: Int, to: Int)]) {
    let forward = Self.acyclic(count: count, edges: edges)
    let layers = Self.layers(count: count, edges: forward)
    layerCount = (layers.max() ?? -1) + 1
    vertices = (0..<count).map { Vertex(node: $0, layer: layers[$0]) }
    for edge in edges {
      guard edge.from != edge.to else {
        routes.append([edge.from])
        continue
      }
      let isForward = layers[edge.from] <= layers[edge.to]
      let (top, bottom) = isForward ? (edge.from, edge.to) : (edge.to, edge.from)
      var route = [top]
      for layer in stride(from: layers[top] + 1, to: layers[bottom], by: 1) {
        vertices.append(Vertex(node: nil, layer: layer))
        route.append(vertices.count - 1)
      }
      route.append(bottom)
      for (a, b) in zip(route, route.dropFirst()) { links.append((a, b)) }
      routes.append(isForward ? route : route.reversed())
    }
  }

  /// The edges, those turned round that lead back along a depth-first walk.
  private static func acyclic(
    count: Int, edges: [(from: Int, to: Int)]
  ) -> [(from: Int, to: Int)] {
    var outgoing = [[Int]](repeating: [], count: count)
    for (index, edge) in edges.enumerated() where edge.from != edge.to {
      outgoing[edge.from].append(index)
    }
    enum State { case unseen, open, done }
    var state = [State](repeating: .unseen, count: count)
    var result: [(from: Int, to: Int)] = []
    for start in 0..<count where state[start] == .unseen {
      // An explicit stack: a chain may be long.
      var stack = [(node: start, next: 0)]
      state[start] = .open
      while let top = stack.last {
        guard top.next < outgoing[top.node].count else {
          state[top.node] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = edges[outgoing[top.node][top.next]]
        if state[edge.to] == .open {
          result.append((edge.to, edge.from))
        } else {
          result.append((edge.from, edge.to))
          if state[edge.to] == .unseen {
            state[edge.to] = .open
            stack.append((edge.to, 0))
          }
        }
      }
    }
    return result
  }

  /// The longest path to each node; nodes without a cause then move next to their first effect.
  private static func layers(count: Int, edges: [(from: Int, to: Int)]) -> [Int] {
    var layers = [Int](repeating: 0, count: count)
    var incoming = [Int](repeating: 0, count: count)
    var outgoing = [[Int]](repeating: [], count: count)
    for edge in edges {
      incoming[edge.to] += 1
      outgoing[edge.from].append(edge.to)
    }
    let roots = (0..<count).filter { incoming[$0] == 0 }
    var queue = roots
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for next in outgoing[node] {
        layers[next] = max(layers[next], layers[node] + 1)
        incoming[next] -= 1
        if incoming[next] == 0 { queue.append(next) }
      }
    }
    for root in roots {
      if let nearest = outgoing[root].map({ layers[$0] }).min() { layers[root] = nearest - 1 }
    }
    return layers
  }
}

/// The order of vertices within layers, chosen so that few links cross.
enum GraphOrdering {
  private static let sweeps = 24

  /// Vertices by layer, in order.
  ///
  /// Layers are sorted by the mean position of their neighbours, down and up in
  /// turn, and the order with the fewest crossings is kept.
  static func order(_ layering: GraphLayering) -> [[Int]] {
    var layers = [[Int]](repeating: [], count: layering.layerCount)
    for (index, vertex) in layering.vertices.enumerated() { layers[vertex.layer].append(index) }
    var above = [[Int]](repeating: [], count: layering.vertices.count)
    var below = above
    for link in layering.links {
      below[link.from].append(link.to)
      above[link.to].append(link.from)
    }
    var best = layers
    var fewest = crossings(layers, below: below)
    for sweep in 0..<sweeps where fewest > 0 {
      let isDown = sweep % 2 == 0
      let range = Array(layers.indices)
      for layer in isDown ? range : range.reversed() {
        sort(&layers, layer, by: isDown ? above : below)
      }
      exchange(&layers, below: below)
      let count = crossings(layers, below: below)
      if count < fewest {
        fewest = count
        best = layers
      }
    }
    return best
  }

  private static func positions(_ layers: [[Int]], count: Int) -> [Int] {
    var positions = [Int](repeating: 0, count: count)
    for layer in layers {
      for (position, vertex) in layer.enumerated() { positions[vertex] = position }
    }
    return positions
  }

  private static func sort(_ layers: inout [[Int]], _ layer: Int, by neighbours: [[Int]]) {
    let positions = positions(layers, count: neighbours.count)
    let keys = layers[layer].map { vertex -> Double in
      let list = neighbours[vertex]
      if list.isEmpty { return Double(positions[vertex]) }
      return Double(list.reduce(0) { $0 + positions[$1] }) / Double(list.count)
    }
    let order = layers[layer].indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    layers[layer] = order.map { layers[layer][$0] }
  }

  /// Exchanges neighbours in a layer as long as that removes crossings.
  private static func exchange(_ layers: inout [[Int]], below: [[Int]]) {
    guard below.count <= 200 else { return }
    var count = crossings(layers, below: below)
    var improved = true
    while improved, count > 0 {
      improved = false
      for layer in layers.indices where layers[layer].count > 1 {
        for i in 0..<(layers[layer].count - 1) {
          layers[layer].swapAt(i, i + 1)
          let now = crossings(layers, below: below)
          if now < count {
            count = now
            improved = true
          } else {
            layers[layer].swapAt(i, i + 1)
          }
        }
      }
    }
  }

  /// The number of pairs of links that cross.
  static func crossings(_ layers: [[Int]], below: [[Int]]) -> Int {
    let positions = positions(layers, count: below.count)
    var count = 0
    for layer in layers {
      var seen: [Int] = []
      for vertex in layer {
        let ends = below[vertex].map { positions[$0] }
        for end in ends { count += seen.reduce(0) { $0 + ($1 > end ? 1 : 0) } }
        seen += ends
      }
    }
    return count
  }
}

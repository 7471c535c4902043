/// Positions of vertices across their layers: near their neighbours, none on another.
enum GraphPlacement {
  private static let sweeps = 30

  /// The middle of each vertex across its layer.
  ///
  /// - Parameters:
  ///   - order: vertices by layer, in order.
  ///   - sizes: the room that each vertex takes across its layer.
  static func place(
    _ order: [[Int]], links: [(from: Int, to: Int)], sizes: [Double], gap: Double
  ) -> [Double] {
    var positions = [Double](repeating: 0, count: sizes.count)
    var neighbours = [[Int]](repeating: [], count: sizes.count)
    var above = neighbours
    var below = neighbours
    for link in links {
      above[link.to].append(link.from)
      below[link.from].append(link.to)
      neighbours[link.from].append(link.to)
      neighbours[link.to].append(link.from)
    }
    for layer in order {
      let wishes = [Double](repeating: 0, count: layer.count)
      assign(pack(wishes, layer.map { sizes[$0] }, gap: gap), layer, to: &positions)
    }
    for sweep in 0..<sweeps {
      // The last sweeps heed both sides, which straightens what may be straight.
      let sides = sweep >= sweeps - 6 ? neighbours : sweep % 2 == 0 ? above : below
      let layers = sweep % 2 == 0 ? order : order.reversed()
      for layer in layers {
        let wishes = layer.map { vertex -> Double in
          let list = sides[vertex]
          if list.isEmpty { return positions[vertex] }
          return list.reduce(0) { $0 + positions[$1] } / Double(list.count)
        }
        assign(pack(wishes, layer.map { sizes[$0] }, gap: gap), layer, to: &positions)
      }
    }
    return positions
  }

  private static func assign(_ values: [Double], _ layer: [Int], to positions: inout [Double]) {
    for (vertex, value) in zip(layer, values) { positions[vertex] = value }
  }

  /// Positions in order, nearest to the wishes, that keep sizes apart.
  static func pack(_ wishes: [Double], _ sizes: [Double], gap: Double) -> [Double] {
    var offsets: [Double] = []
    var offset = 0.0
    for (i, size) in sizes.enumerated() {
      if i > 0 { offset += (sizes[i - 1] + size) / 2 + gap }
      offsets.append(offset)
    }
    return LabelSpreading.isotonic(zip(wishes, offsets).map { $0 - $1 }).enumerated().map {
      $0.element + offsets[$0.offset]
    }
  }
}

/// Distinct points with multiplicities, searched for the nearest to a point: a k-d tree.
///
/// A search takes logarithmic time in few dimensions, and looks at every point in many.
struct NeighbourIndex: Sendable {
  /// A point at a squared distance.
  struct Neighbour: Sendable {
    var point: Int
    var distance: Double
  }

  private struct Node: Sendable {
    var range: Range<Int>
    /// Positions of the children; −1 in a leaf.
    var left = -1
    var right = -1
  }

  /// Squared distances that differ by less than this share are ties.
  private static let tolerance = 1 + 1e-9
  private static let leafSize = 8

  private let dimensions: Int
  /// Row-major, in the order of the tree.
  private var coordinates: [Double]
  private var multiplicities: [Int]
  /// The position in the caller's order of each point of the tree.
  private var order: [Int]
  private var nodes: [Node] = []
  /// The corners of each node's box: `dimensions` numbers a node.
  private var low: [Double] = []
  private var high: [Double] = []

  /// - Parameters:
  ///   - points: row-major, `dimensions` finite numbers each, no two points alike.
  ///   - multiplicities: how often each point is there, from 1.
  init(points: [Double], dimensions: Int, multiplicities counts: [Int]) {
    self.dimensions = dimensions
    order = Array(counts.indices)
    coordinates = []
    multiplicities = []
    if !order.isEmpty { _ = build(points, 0..<order.count) }
    coordinates.reserveCapacity(points.count)
    for point in order {
      coordinates.append(contentsOf: points[point * dimensions..<(point + 1) * dimensions])
    }
    multiplicities = order.map { counts[$0] }
  }

  private mutating func build(_ points: [Double], _ range: Range<Int>) -> Int {
    let node = nodes.count
    nodes.append(Node(range: range))
    var widest = (dimension: 0, width: -1.0)
    for dimension in 0..<dimensions {
      var (least, most) = (Double.infinity, -Double.infinity)
      for position in range {
        let value = points[order[position] * dimensions + dimension]
        least = min(least, value)
        most = max(most, value)
      }
      low.append(least)
      high.append(most)
      if most - least > widest.width { widest = (dimension, most - least) }
    }
    guard range.count > Self.leafSize else { return node }
    let (dimension, stride) = (widest.dimension, dimensions)
    order[range].sort {
      let (a, b) = (points[$0 * stride + dimension], points[$1 * stride + dimension])
      return a == b ? $0 < $1 : a < b
    }
    let middle = range.lowerBound + range.count / 2
    nodes[node].left = build(points, range.lowerBound..<middle)
    nodes[node].right = build(points, middle..<range.upperBound)
    return node
  }

  /// The points that are at most as far as the `count`-th nearest, multiplicities counted, with all
  /// its ties; every point where there are fewer.
  func nearest(to query: ArraySlice<Double>, count: Int) -> [Neighbour] {
    var search = Search(query: query, wanted: count)
    if !nodes.isEmpty { visit(0, distance: boxDistance(0, query), &search) }
    return search.found.map { Neighbour(point: order[$0.point], distance: $0.distance) }
  }

  private struct Search {
    let query: ArraySlice<Double>
    let wanted: Int
    /// By ascending distance; points are those of the tree.
    var found: [Neighbour] = []
    var bound = Double.infinity

    mutating func add(_ point: Int, _ distance: Double, _ multiplicities: [Int]) {
      var place = found.count
      while place > 0, found[place - 1].distance > distance { place -= 1 }
      found.insert(Neighbour(point: point, distance: distance), at: place)
      var total = 0
      for neighbour in found {
        total += multiplicities[neighbour.point]
        if total >= wanted {
          bound = neighbour.distance * NeighbourIndex.tolerance
          break
        }
      }
      while let last = found.last, last.distance > bound { found.removeLast() }
    }
  }

  private func visit(_ node: Int, distance: Double, _ search: inout Search) {
    guard distance <= search.bound else { return }
    let (left, right) = (nodes[node].left, nodes[node].right)
    guard left >= 0 else {
      let first = search.query.startIndex
      for point in nodes[node].range {
        var sum = 0.0
        for dimension in 0..<dimensions {
          let step = coordinates[point * dimensions + dimension] - search.query[first + dimension]
          sum += step * step
        }
        if sum <= search.bound { search.add(point, sum, multiplicities) }
      }
      return
    }
    let a = boxDistance(left, search.query)
    let b = boxDistance(right, search.query)
    if a <= b {
      visit(left, distance: a, &search)
      visit(right, distance: b, &search)
    } else {
      visit(right, distance: b, &search)
      visit(left, distance: a, &search)
    }
  }

  private func boxDistance(_ node: Int, _ query: ArraySlice<Double>) -> Double {
    let base = node * dimensions
    var sum = 0.0
    for dimension in 0..<dimensions {
      let value = query[query.startIndex + dimension]
      let step = max(low[base + dimension] - value, value - high[base + dimension], 0)
      sum += step * step
    }
    return sum
  }
}

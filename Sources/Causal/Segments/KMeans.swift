import Numerics

/// Points in one flat row-major buffer.
package struct PointSet: Sendable {
  package let values: [Double]
  package let dimension: Int

  package var count: Int { dimension > 0 ? values.count / dimension : 0 }

  package init(values: [Double], dimension: Int) {
    precondition(dimension > 0 && values.count % dimension == 0, "points of unequal length")
    self.values = values
    self.dimension = dimension
  }

  /// The points at these positions.
  package func selecting(_ rows: [Int]) -> PointSet {
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * dimension)
    for row in rows { selected += values[row * dimension..<(row + 1) * dimension] }
    return PointSet(values: selected, dimension: dimension)
  }

  /// The squared distance of two points, the second of another set of the same dimension.
  @inline(__always)
  func squaredDistance(_ row: Int, to other: [Double], _ position: Int) -> Double {
    var sum = 0.0
    let (mine, theirs) = (row * dimension, position * dimension)
    for axis in 0..<dimension {
      let gap = values[mine + axis] - other[theirs + axis]
      sum += gap * gap
    }
    return sum
  }
}

/// Points divided among k centres by Lloyd's iterations from k-means++ starts (Arthur and
/// Vassilvitskii 2007); clusters are numbered by size, the largest first.
package struct KMeans: Sendable {
  /// Row-major, one centre a cluster.
  package let centers: [Double]
  package let assignment: [Int32]
  /// Sum of squared distances to the own centre.
  package let inertia: Double
  package let sizes: [Int]

  package var count: Int { sizes.count }

  private static let chunk = 4096

  /// The best of several starts; fewer clusters than asked where there are fewer distinct points.
  ///
  /// - Parameters:
  ///   - restarts: starts of k-means++, of which the one with the least inertia is kept.
  ///   - iterations: the most rounds of one start.
  package static func fit(
    _ points: PointSet, clusters: Int, restarts: Int = 5, iterations: Int = 100,
    stream: RandomStream
  ) -> KMeans {
    var best: KMeans?
    for restart in 0..<max(1, restarts) {
      var own = stream.substream(restart)
      let found = refine(points, starts(points, clusters, &own), iterations: iterations)
      if best.map({ found.inertia < $0.inertia * (1 - 1e-12) }) ?? true { best = found }
    }
    return (best ?? refine(points, [], iterations: 1)).numberedBySize(points.dimension)
  }

  /// The cluster of any point.
  package static func nearest(_ points: PointSet, centers: [Double]) -> [Int32] {
    assign(points, centers).assignment
  }

  /// First centres: each drawn with probability proportional to its squared distance to the nearest.
  private static func starts(
    _ points: PointSet, _ clusters: Int, _ stream: inout RandomStream
  ) -> [Double] {
    guard points.count > 0 else { return [] }
    let dimension = points.dimension
    func point(_ row: Int) -> ArraySlice<Double> {
      points.values[row * dimension..<(row + 1) * dimension]
    }
    var centers = Array(point(stream.below(points.count)))
    var nearest = (0..<points.count).map { points.squaredDistance($0, to: centers, 0) }
    while centers.count < clusters * dimension {
      let total = Summation.sum(nearest)
      guard total > 0 else { break }
      var target = stream.uniform() * total
      var chosen = -1
      for row in nearest.indices where nearest[row] > 0 {
        chosen = row
        target -= nearest[row]
        if target <= 0 { break }
      }
      guard chosen >= 0 else { break }
      let position = centers.count / dimension
      centers += point(chosen)
      for row in nearest.indices {
        nearest[row] = min(nearest[row], points.squaredDistance(row, to: centers, position))
      }
    }
    return centers
  }

  private static func refine(
    _ points: PointSet, _ starts: [Double], iterations: Int
  ) -> KMeans {
    var centers = starts
    var found = assign(points, centers)
    for _ in 0..<iterations {
      centers = means(found, old: centers, dimension: points.dimension)
      let next = assign(points, centers)
      let isDone = next.assignment == found.assignment
      found = next
      if isDone { break }
    }
    return KMeans(
      centers: centers, assignment: found.assignment, inertia: found.inertia,
      sizes: found.counts)
  }

  private struct Assigned: Sendable {
    var assignment: [Int32]
    var sums: [Double]
    var counts: [Int]
    var inertia: Double
  }

  private static func assign(_ points: PointSet, _ centers: [Double]) -> Assigned {
    let dimension = points.dimension
    let clusters = centers.count / dimension
    let parts = Parallel.mapChunks(count: points.count, chunk: chunk) { rows -> Assigned in
      var part = Assigned(
        assignment: [], sums: [Double](repeating: 0, count: centers.count),
        counts: [Int](repeating: 0, count: clusters), inertia: 0)
      part.assignment.reserveCapacity(rows.count)
      for row in rows {
        var (best, least) = (0, Double.infinity)
        for cluster in 0..<clusters {
          let distance = points.squaredDistance(row, to: centers, cluster)
          if distance < least { (best, least) = (cluster, distance) }
        }
        part.assignment.append(Int32(best))
        guard clusters > 0 else { continue }
        part.counts[best] += 1
        part.inertia += least
        for axis in 0..<dimension {
          part.sums[best * dimension + axis] += points.values[row * dimension + axis]
        }
      }
      return part
    }
    var whole = Assigned(
      assignment: [], sums: [Double](repeating: 0, count: centers.count),
      counts: [Int](repeating: 0, count: clusters), inertia: 0)
    whole.assignment.reserveCapacity(points.count)
    for part in parts {
      whole.assignment += part.assignment
      for index in part.sums.indices { whole.sums[index] += part.sums[index] }
      for index in part.counts.indices { whole.counts[index] += part.counts[index] }
      whole.inertia += part.inertia
    }
    return whole
  }

  /// The mean of each cluster; an empty one keeps its centre.
  private static func means(_ found: Assigned, old: [Double], dimension: Int) -> [Double] {
    var centers = old
    for cluster in found.counts.indices where found.counts[cluster] > 0 {
      for axis in 0..<dimension {
        let index = cluster * dimension + axis
        centers[index] = found.sums[index] / Double(found.counts[cluster])
      }
    }
    return centers
  }

  /// The same clusters, the largest first and empty ones left out.
  private func numberedBySize(_ dimension: Int) -> KMeans {
    let order = sizes.indices.filter { sizes[$0] > 0 }.sorted {
      (sizes[$1], $0) < (sizes[$0], $1)
    }
    var number = [Int32](repeating: 0, count: sizes.count)
    for (position, cluster) in order.enumerated() { number[cluster] = Int32(position) }
    return KMeans(
      centers: order.flatMap { centers[$0 * dimension..<($0 + 1) * dimension] },
      assignment: assignment.map { number[Int($0)] }, inertia: inertia,
      sizes: order.map { sizes[$0] })
  }
}

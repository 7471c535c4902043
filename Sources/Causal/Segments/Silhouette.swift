import Numerics

/// How well points lie in their clusters (Rousseeuw 1987).
///
/// A point's width is (b − a)/max(a, b), with a the mean distance to the others of its cluster and b
/// the least mean distance to another cluster; 0 for the only point of a cluster.
package enum Silhouette {
  /// The mean width of all points: quadratic in points, so that a caller samples first.
  ///
  /// NaN with fewer than two clusters.
  package static func mean(_ points: PointSet, assignment: [Int32], clusters: Int) -> Double {
    var sizes = [Int](repeating: 0, count: clusters)
    for cluster in assignment { sizes[Int(cluster)] += 1 }
    guard sizes.count(where: { $0 > 0 }) > 1 else { return .nan }
    let counts = sizes
    let widths = Parallel.map(count: points.count, chunk: 32) { row -> Double in
      var sums = [Double](repeating: 0, count: clusters)
      for other in 0..<points.count {
        sums[Int(assignment[other])] += points.squaredDistance(row, to: points.values, other)
          .squareRoot()
      }
      let own = Int(assignment[row])
      guard counts[own] > 1 else { return 0 }
      let inside = sums[own] / Double(counts[own] - 1)
      var outside = Double.infinity
      for cluster in 0..<clusters where cluster != own && counts[cluster] > 0 {
        outside = min(outside, sums[cluster] / Double(counts[cluster]))
      }
      let larger = max(inside, outside)
      return larger > 0 ? (outside - inside) / larger : 0
    }
    return Summation.sum(widths) / Double(widths.count)
  }
}

/// Sums within clusters of rows that were drawn together.
package enum ClusterSums {
  /// The sum of each cluster, in order of first appearance.
  package static func sums(of values: [Double], in clusters: [Int32]) -> [Double] {
    var positions: [Int32: Int] = [:]
    var sums: [Double] = []
    for (value, cluster) in zip(values, clusters) {
      if let position = positions[cluster] {
        sums[position] += value
      } else {
        positions[cluster] = sums.count
        sums.append(value)
      }
    }
    return sums
  }
}

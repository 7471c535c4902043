import Causal
import Numerics
import Testing

struct KMeansTests {
  /// Three clouds of 60, 40 and 20 points around distant centres.
  private var clouds: (points: PointSet, truth: [Int32]) {
    var stream = RandomStream(seed: 5, purpose: "clouds")
    var values: [Double] = []
    var truth: [Int32] = []
    for (cloud, size) in [60, 40, 20].enumerated() {
      for _ in 0..<size {
        values += [10 * Double(cloud) + 0.3 * stream.normal(), 0.3 * stream.normal()]
        truth.append(Int32(cloud))
      }
    }
    return (PointSet(values: values, dimension: 2), truth)
  }

  @Test func `distant clouds are found and numbered by size`() {
    let (points, truth) = clouds
    let found = KMeans.fit(
      points, clusters: 3, stream: RandomStream(seed: 1, purpose: "k-means"))
    #expect(found.assignment == truth)
    #expect(found.sizes == [60, 40, 20])
    for cluster in 0..<3 {
      #expect(abs(found.centers[2 * cluster] - 10 * Double(cluster)) < 0.3)
    }
  }

  @Test func `inertia is the sum of squared distances to the means`() {
    let points = PointSet(values: [0, 2, 10, 14], dimension: 1)
    let found = KMeans.fit(points, clusters: 2, stream: RandomStream(seed: 1, purpose: "k-means"))
    // 1 + 1 around 1, 4 + 4 around 12.
    #expect(abs(found.inertia - 10) < 1e-12)
    #expect(found.assignment[0] == found.assignment[1])
    #expect(found.assignment[2] == found.assignment[3])
  }

  @Test func `equal points make one cluster`() {
    let points = PointSet(values: [3, 3, 3, 3], dimension: 1)
    let found = KMeans.fit(points, clusters: 3, stream: RandomStream(seed: 1, purpose: "k-means"))
    #expect(found.count == 1)
    #expect(found.assignment == [0, 0, 0, 0])
  }

  @Test func `the silhouette of four points by hand`() {
    let points = PointSet(values: [0, 1, 10, 12], dimension: 1)
    // Point 0: a = 1, b = 11; point 1: a = 1, b = 10; 10: a = 2, b = 9.5; 12: a = 2, b = 11.5.
    let expected = ((11 - 1.0) / 11 + (10 - 1.0) / 10 + (9.5 - 2) / 9.5 + (11.5 - 2) / 11.5) / 4
    let found = Silhouette.mean(points, assignment: [0, 0, 1, 1], clusters: 2)
    #expect(abs(found - expected) < 1e-12)
    #expect(Silhouette.mean(points, assignment: [0, 0, 0, 0], clusters: 1).isNaN)
  }

  @Test func `the silhouette is widest at the number of clouds`() {
    let points = clouds.points
    let widths = (2...5).map { count in
      let found = KMeans.fit(
        points, clusters: count, stream: RandomStream(seed: 1, purpose: "k-means"))
      return Silhouette.mean(points, assignment: found.assignment, clusters: found.count)
    }
    #expect(widths.max() == widths[1])
  }
}

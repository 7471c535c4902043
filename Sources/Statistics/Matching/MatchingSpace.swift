import Numerics

/// How far two rows are apart in covariates of different units.
package enum MatchingDistance: String, Sendable, CaseIterable {
  /// Each covariate over its standard deviation.
  case inverseVariance = "inverse-variance"
  /// By the inverse of the covariance matrix, so that correlated covariates count once.
  case mahalanobis
}

/// Rows as points whose Euclidean distance is the matching distance.
struct MatchingSpace: Sendable {
  let dimensions: Int
  /// Row-major.
  let points: [Double]
  /// Columns that do not vary, which cannot tell rows apart.
  let constantColumns: [Int]

  /// - Parameter columns: finite numbers, one for each row.
  init(_ columns: [[Double]], _ distance: MatchingDistance) throws(MatchingError) {
    let moments = columns.map { Moments($0) }
    // By the extremes: the rounding of a mean gives a constant a variance above zero.
    let isConstant = columns.map { $0.min() == $0.max() }
    let used = columns.indices.filter { !isConstant[$0] }
    constantColumns = columns.indices.filter { isConstant[$0] }
    guard !used.isEmpty else { throw .noVariation }
    let scaled = used.map { column in
      let (mean, deviation) = (moments[column].mean, moments[column].variance.squareRoot())
      return columns[column].map { ($0 - mean) / deviation }
    }
    let axes = try Self.axes(scaled, distance)
    let rows = scaled[0].count
    dimensions = axes.count
    // Summed row by row in one order, so that equal rows are equal points to the last bit.
    var points = [Double](repeating: 0, count: rows * axes.count)
    for row in 0..<rows {
      for (axis, direction) in axes.enumerated() {
        var sum = 0.0
        for (column, loading) in direction { sum += loading * scaled[column][row] }
        points[row * axes.count + axis] = sum
      }
    }
    self.points = points
  }

  /// The axes of the space as loadings of scaled columns; directions without variation are left out.
  private static func axes(
    _ scaled: [[Double]], _ distance: MatchingDistance
  ) throws(MatchingError) -> [[(column: Int, loading: Double)]] {
    guard distance == .mahalanobis, scaled.count > 1 else {
      return scaled.indices.map { [($0, 1)] }
    }
    let gram = LinearAlgebra.gram(Matrix(columns: scaled))
    do throws(LinearAlgebraError) {
      let eigen = try LinearAlgebra.symmetricEigen(gram)
      let largest = eigen.values.max() ?? 0
      let scale = Double(scaled[0].count - 1).squareRoot()
      return eigen.values.indices.filter { eigen.values[$0] > 1e-10 * largest }.map { axis in
        scaled.indices.map {
          ($0, eigen.vectors[$0, axis] * scale / eigen.values[axis].squareRoot())
        }
      }
    } catch {
      throw .noVariation
    }
  }
}

/// The rows of one arm, with those of equal covariates together.
struct MatchingArm: Sendable {
  /// Positions in the whole data, by distinct point.
  let members: [[Int]]
  let index: NeighbourIndex
  /// Row-major, one for each distinct point.
  let points: [Double]
  let dimensions: Int

  init(_ space: MatchingSpace, rows: [Int]) {
    let k = space.dimensions
    let all = space.points
    func compare(_ a: Int, _ b: Int) -> Int {
      for axis in 0..<k {
        let (x, y) = (all[a * k + axis], all[b * k + axis])
        if x != y { return x < y ? -1 : 1 }
      }
      return 0
    }
    let sorted = rows.sorted {
      let order = compare($0, $1)
      return order == 0 ? $0 < $1 : order < 0
    }
    var members: [[Int]] = []
    var points: [Double] = []
    for row in sorted {
      if let last = members.last?.first, compare(last, row) == 0 {
        members[members.count - 1].append(row)
      } else {
        members.append([row])
        points.append(contentsOf: all[row * k..<(row + 1) * k])
      }
    }
    self.members = members
    self.points = points
    dimensions = k
    index = NeighbourIndex(
      points: points, dimensions: k, multiplicities: members.map(\.count))
  }

  func point(_ group: Int) -> ArraySlice<Double> {
    points[group * dimensions..<(group + 1) * dimensions]
  }

  /// For each distinct point of `queries`, the groups of this arm that are nearest.
  func nearest(to queries: MatchingArm, count: Int) -> [[NeighbourIndex.Neighbour]] {
    Parallel.map(count: queries.members.count, chunk: 256) { group in
      index.nearest(to: queries.point(group), count: count)
    }
  }
}

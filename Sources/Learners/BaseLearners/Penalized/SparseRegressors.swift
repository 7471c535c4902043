import Numerics

/// The regressors of a design with (weighted) mean 0 and variance 1, without a column of zeros and
/// ones for each level of a category: an indicator is the list of its rows.
struct SparseRegressors: Sendable {
  enum Column: Sendable {
    /// The same in every row.
    case constant
    /// Its standardised values in `numbers`, from here on.
    case number(start: Int)
    /// Its rows, as a range of `members`.
    case indicator(Range<Int>)
  }

  /// The weights of rows, which sum to 1.
  let shares: [Double]
  /// Those after the intercept.
  private(set) var columns: [Column] = []
  private(set) var numbers: [Double] = []
  private(set) var members: [Int32] = []
  private(set) var centers: [Double] = []
  private(set) var scales: [Double] = []

  init(_ features: FeatureMatrix, _ design: LinearDesign, weights: [Double]?) {
    let total = weights?.reduce(0, +) ?? Double(features.rowCount)
    shares = (0..<features.rowCount).map { (weights?[$0] ?? 1) / total }
    var levels: (column: Int, ranges: [Range<Int>])?
    for term in design.terms {
      switch term {
      case .intercept: continue
      case .number(let column): add(features.column(column))
      case .indicator(let column, let level):
        if levels?.column != column {
          let count = features.categories[column]?.count ?? 0
          levels = (column, addMembers(features.column(column), levelCount: count))
        }
        add(levels?.ranges[level] ?? 0..<0)
      }
    }
  }

  private mutating func add(_ values: ArraySlice<Double>) {
    let mean = zip(values, shares).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(values, shares).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
    let spread = variance.squareRoot()
    let varies = spread > abs(mean) * 1e-13
    columns.append(varies ? .number(start: numbers.count) : .constant)
    centers.append(mean)
    scales.append(varies ? spread : .infinity)
    if varies { numbers += values.map { ($0 - mean) / spread } }
  }

  private mutating func add(_ rows: Range<Int>) {
    let share = rows.reduce(0) { $0 + shares[Int(members[$1])] }
    let spread = max(share * (1 - share), 0).squareRoot()
    let varies = spread > 1e-13
    columns.append(varies ? .indicator(rows) : .constant)
    centers.append(share)
    scales.append(varies ? spread : .infinity)
  }

  /// Appends the rows of each level, ascending.
  private mutating func addMembers(
    _ codes: ArraySlice<Double>, levelCount: Int
  ) -> [Range<Int>] {
    var next = [Int](repeating: 0, count: levelCount + 1)
    for code in codes { next[Int(code) + 1] += 1 }
    next[0] = members.count
    for level in 0..<levelCount { next[level + 1] += next[level] }
    let ranges = (0..<levelCount).map { next[$0]..<next[$0 + 1] }
    members += [Int32](repeating: 0, count: codes.count)
    for (row, code) in codes.enumerated() {
      members[next[Int(code)]] = Int32(row)
      next[Int(code)] += 1
    }
    return ranges
  }

  /// Σvz, Σvz², and Σv over the rows of an indicator.
  ///
  /// - Parameter total: Σv.
  func moments(
    _ index: Int, _ weights: [Double], total: Double
  ) -> (sum: Double, squares: Double, own: Double) {
    switch columns[index] {
    case .constant: return (0, 0, 0)
    case .number(let start):
      var (sum, squares) = (0.0, 0.0)
      for row in weights.indices {
        let weighted = weights[row] * numbers[start + row]
        sum += weighted
        squares += weighted * numbers[start + row]
      }
      return (sum, squares, 0)
    case .indicator(let rows):
      let (center, scale) = (centers[index], scales[index])
      let own = rows.reduce(0) { $0 + weights[Int(members[$1])] }
      return (
        (own - center * total) / scale,
        (own * (1 - 2 * center) + center * center * total) / (scale * scale), own
      )
    }
  }

  /// a + zb of each row.
  func predictors(intercept: Double, _ coefficients: [Double]) -> [Double] {
    var common = intercept
    var sums = [Double](repeating: 0, count: shares.count)
    for (index, coefficient) in coefficients.enumerated() where coefficient != 0 {
      switch columns[index] {
      case .constant: break
      case .number(let start):
        for row in sums.indices { sums[row] += coefficient * numbers[start + row] }
      case .indicator(let rows):
        let change = coefficient / scales[index]
        for member in rows { sums[Int(members[member])] += change }
        common -= change * centers[index]
      }
    }
    return sums.map { $0 + common }
  }

  /// Coefficients of the regressors before they were standardised, the intercept first.
  func original(intercept: Double, _ coefficients: [Double]) -> [Double] {
    let slopes = zip(coefficients, scales).map { $0 / $1 }
    return [zip(slopes, centers).reduce(intercept) { $0 - $1.0 * $1.1 }] + slopes
  }
}

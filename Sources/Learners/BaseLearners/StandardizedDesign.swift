import Numerics

/// A design whose regressors after the intercept have (weighted) mean 0 and variance 1.
///
/// Penalties and steps of a search then treat all regressors alike.
struct StandardizedDesign: Sendable {
  /// The intercept first.
  let matrix: Matrix
  private let centers: [Double]
  private let scales: [Double]

  /// The first column must be the intercept.
  ///
  /// Constant columns stay at 0.
  init(_ design: Matrix, weights: [Double]?) {
    var storage = design.storage
    let rows = design.rows
    let total = weights?.reduce(0, +) ?? Double(rows)
    var centers = [0.0]
    var scales = [1.0]
    for column in 1..<max(1, design.columns) {
      let start = column * rows
      var sum = 0.0
      for row in 0..<rows { sum += (weights?[row] ?? 1) * storage[start + row] }
      let center = sum / total
      var squares = 0.0
      for row in 0..<rows {
        let deviation = storage[start + row] - center
        squares += (weights?[row] ?? 1) * deviation * deviation
      }
      let spread = (squares / total).squareRoot()
      let scale = spread > abs(center) * 1e-13 ? spread : .infinity
      for row in 0..<rows { storage[start + row] = (storage[start + row] - center) / scale }
      centers.append(center)
      scales.append(scale)
    }
    matrix = Matrix(rows: rows, columns: design.columns, storage: storage)
    self.centers = centers
    self.scales = scales
  }

  /// Coefficients of the regressors before they were standardised.
  func original(_ coefficients: [Double]) -> [Double] {
    var original = zip(coefficients, scales).map { $0 / $1 }
    for column in 1..<max(1, original.count) {
      original[0] -= original[column] * centers[column]
    }
    return original
  }
}

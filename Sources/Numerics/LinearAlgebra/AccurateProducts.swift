import Glibc

/// Products of a matrix and a vector in twice the working precision (Ogita, Rump and Oishi 2005).
///
/// Each result is an unevaluated sum of two doubles. A hundred times slower than BLAS: for the few
/// steps that refine a solution.
package enum AccurateProducts {
  package typealias Pair = (high: Double, low: Double)

  /// y − A·x, row by row.
  package static func residuals(_ a: Matrix, _ x: [Double], _ y: [Double]) -> [Pair] {
    precondition(a.columns == x.count && a.rows == y.count, "shapes do not fit")
    return (0..<a.rows).map { row in
      var sum: Pair = (y[row], 0)
      for column in 0..<a.columns {
        add(product: a.storage[column * a.rows + row], -x[column], to: &sum)
      }
      return sum
    }
  }

  /// Aᵀ·r, rounded to one double at the end.
  package static func transposed(_ a: Matrix, _ r: [Pair]) -> [Double] {
    precondition(a.rows == r.count, "shapes do not fit")
    return (0..<a.columns).map { column in
      var sum: Pair = (0, 0)
      for row in 0..<a.rows {
        let value = a.storage[column * a.rows + row]
        add(product: value, r[row].high, to: &sum)
        sum.low += value * r[row].low
      }
      return sum.high + sum.low
    }
  }

  @inline(__always)
  private static func add(product x: Double, _ y: Double, to sum: inout Pair) {
    let product = x * y
    let productError = fma(x, y, -product)
    let total = sum.high + product
    let part = total - sum.high
    let sumError = (sum.high - (total - part)) + (product - part)
    sum.high = total
    sum.low += productError + sumError
  }
}

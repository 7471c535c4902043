import CBLAS

/// The one bridge to BLAS and LAPACK: flat arrays in, flat arrays out, no shape checks.
///
/// OpenBLAS is held to the calling thread (`BLASThreads`).
enum BLAS {
  private static var isReady: Bool { BLASThreads.end() }

  private static func transposition(_ flag: Bool) -> CBLAS_TRANSPOSE {
    flag ? CblasTrans : CblasNoTrans
  }

  static func dot(_ x: [Double], _ y: [Double]) -> Double {
    _ = isReady
    return unsafe cblas_ddot(Int32(min(x.count, y.count)), x, 1, y, 1)
  }

  /// `op(a)·op(b)`, of `m` by `n`, over an inner dimension `k`.
  static func multiply(
    _ a: Matrix, transposed ta: Bool, _ b: Matrix, transposed tb: Bool, m: Int, n: Int, k: Int
  ) -> [Double] {
    var c = [Double](repeating: 0, count: m * n)
    guard isReady, m > 0, n > 0, k > 0 else { return c }
    unsafe cblas_dgemm(
      CblasColMajor, transposition(ta), transposition(tb), Int32(m), Int32(n), Int32(k), 1,
      a.storage, Int32(a.rows), b.storage, Int32(b.rows), 0, &c, Int32(m))
    return c
  }

  /// `op(a)·x`.
  static func multiply(_ a: Matrix, transposed: Bool, _ x: [Double]) -> [Double] {
    var y = [Double](repeating: 0, count: transposed ? a.columns : a.rows)
    guard isReady, a.rows > 0, a.columns > 0 else { return y }
    unsafe cblas_dgemv(
      CblasColMajor, transposition(transposed), Int32(a.rows), Int32(a.columns), 1,
      a.storage, Int32(a.rows), x, 1, 0, &y, 1)
    return y
  }

  /// The upper triangle of `aᵀ·a`; the lower stays zero.
  static func upperGram(_ a: Matrix) -> [Double] {
    var c = [Double](repeating: 0, count: a.columns * a.columns)
    guard isReady, a.rows > 0, a.columns > 0 else { return c }
    unsafe cblas_dsyrk(
      CblasColMajor, CblasUpper, CblasTrans, Int32(a.columns), Int32(a.rows), 1,
      a.storage, Int32(a.rows), 0, &c, Int32(a.columns))
    return c
  }

  /// Solves with a triangle in place: `op(a)·X = b`.
  static func solveTriangular(
    _ a: [Double], order: Int, leading: Int, transposed: Bool, _ b: inout [Double], columns: Int
  ) {
    guard isReady, order > 0, columns > 0 else { return }
    unsafe cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasUpper, transposition(transposed), CblasNonUnit,
      Int32(order), Int32(columns), 1, a, Int32(leading), &b, Int32(b.count / columns))
  }

  /// The upper Cholesky factor in place; the returned code is LAPACK's.
  static func cholesky(_ a: inout [Double], order: Int) -> Int {
    guard isReady, order > 0 else { return 0 }
    return Int(unsafe LAPACKE_dpotrf(LAPACK_COL_MAJOR, chr("U"), Int32(order), &a, Int32(order)))
  }

  static func choleskySolve(_ factor: [Double], order: Int, _ b: inout [Double], columns: Int) {
    guard isReady, order > 0, columns > 0 else { return }
    _ = unsafe LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, chr("U"), Int32(order), Int32(columns), factor, Int32(order), &b,
      Int32(order))
  }

  /// The upper triangle of the inverse, in place of the factor.
  static func choleskyInverse(_ factor: inout [Double], order: Int) {
    guard isReady, order > 0 else { return }
    _ = unsafe LAPACKE_dpotri(LAPACK_COL_MAJOR, chr("U"), Int32(order), &factor, Int32(order))
  }

  static func choleskyCondition(_ factor: [Double], order: Int, norm: Double) -> Double {
    var reciprocal = 0.0
    guard isReady, order > 0 else { return 1 }
    _ = unsafe LAPACKE_dpocon(
      LAPACK_COL_MAJOR, chr("U"), Int32(order), factor, Int32(order), norm, &reciprocal)
    return reciprocal
  }

  /// Householder QR with column pivoting, in place; pivots count from 0.
  static func pivotedQR(
    _ a: inout [Double], rows: Int, columns: Int
  ) -> (pivots: [Int], scales: [Double]) {
    var pivots = [Int32](repeating: 0, count: columns)
    var scales = [Double](repeating: 0, count: min(rows, columns))
    guard isReady, rows > 0, columns > 0 else { return (Array(0..<columns), scales) }
    _ = unsafe LAPACKE_dgeqp3(
      LAPACK_COL_MAJOR, Int32(rows), Int32(columns), &a, Int32(rows), &pivots, &scales)
    return (pivots.map { Int($0) - 1 }, scales)
  }

  /// `Qᵀ·b` (or `Q·b`) in place, for the factor of `pivotedQR`.
  static func applyQ(
    _ factor: [Double], rows: Int, scales: [Double], transposed: Bool, _ b: inout [Double],
    columns: Int
  ) {
    guard isReady, rows > 0, !scales.isEmpty, columns > 0 else { return }
    _ = unsafe LAPACKE_dormqr(
      LAPACK_COL_MAJOR, chr("L"), chr(transposed ? "T" : "N"), Int32(rows), Int32(columns),
      Int32(scales.count), factor, Int32(rows), scales, &b, Int32(rows))
  }

  /// Eigenvalues in ascending order and LAPACK's code; `a` then holds the vectors.
  static func eigen(_ a: inout [Double], order: Int) -> (values: [Double], code: Int) {
    var values = [Double](repeating: 0, count: order)
    guard isReady, order > 0 else { return (values, 0) }
    let code = unsafe LAPACKE_dsyevd(
      LAPACK_COL_MAJOR, chr("V"), chr("U"), Int32(order), &a, Int32(order), &values)
    return (values, Int(code))
  }

  /// LU with partial pivoting and solve, in place of `b`; a positive code names a zero pivot.
  static func solve(_ a: inout [Double], order: Int, _ b: inout [Double], columns: Int) -> Int {
    guard isReady, order > 0, columns > 0 else { return 0 }
    var pivots = [Int32](repeating: 0, count: order)
    return Int(
      unsafe LAPACKE_dgesv(
        LAPACK_COL_MAJOR, Int32(order), Int32(columns), &a, Int32(order), &pivots, &b,
        Int32(order)))
  }

  private static func chr(_ letter: Unicode.Scalar) -> CChar {
    CChar(truncatingIfNeeded: letter.value)
  }
}

import Numerics
import Testing

@Suite struct LinearAlgebraTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
    var stream = RandomStream(seed: seed, purpose: "matrix")
    return Matrix(
      rows: rows, columns: columns, storage: (0..<rows * columns).map { _ in stream.normal() })
  }

  private func distance(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.storage, b.storage).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test func productsMatchHandComputation() {
    let a = Matrix(columns: [[1, 3], [2, 4]])
    let b = Matrix(columns: [[5, 7], [6, 8]])
    #expect(LinearAlgebra.multiply(a, b) == Matrix(columns: [[19, 43], [22, 50]]))
    #expect(
      LinearAlgebra.multiply(a, b, transposeA: true) == Matrix(columns: [[26, 38], [30, 44]]))
    #expect(
      LinearAlgebra.multiply(a, b, transposeB: true) == Matrix(columns: [[17, 39], [23, 53]]))
    #expect(LinearAlgebra.multiply(a, [1, 1]) == [3, 7])
    #expect(LinearAlgebra.multiply(a, [1, 1], transpose: true) == [4, 6])
    #expect(LinearAlgebra.gram(a) == Matrix(columns: [[10, 14], [14, 20]]))
    #expect(LinearAlgebra.gram(a, weights: [4, 0]) == Matrix(columns: [[4, 8], [8, 16]]))
    #expect(LinearAlgebra.dot([1, 2, 3], [4, 5, 6]) == 32)
  }

  @Test func choleskySolvesAndInverts() throws {
    let gram = LinearAlgebra.gram(random(40, 6))
    let factor = try CholeskyFactor(gram)
    #expect(distance(LinearAlgebra.multiply(gram, factor.inverse()), .identity(6)) < 1e-12)
    let x = factor.solve(LinearAlgebra.multiply(gram, [1, 2, 3, 4, 5, 6]))
    #expect(zip(x, 1...6).allSatisfy { abs($0 - Double($1)) < 1e-12 })
    #expect(factor.reciprocalCondition > 0.01)
  }

  @Test func choleskyRefusesAnIndefiniteMatrix() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CholeskyFactor(Matrix(columns: [[1, 2], [2, 1]]))
    }
  }

  @Test func pivotedQRNamesTheDependentColumn() {
    var columns = (0..<4).map { random(30, 4).column($0) }
    columns.insert(zip(columns[0], columns[1]).map { $0 - 2 * $1 }, at: 2)
    let qr = PivotedQR(Matrix(columns: columns))
    #expect(qr.rank == 4)
    #expect(qr.dependentColumns.count == 1)
    #expect([0, 1, 2].contains(qr.dependentColumns[0]))
  }

  @Test func pivotedQRSolvesLeastSquares() throws {
    let a = random(50, 5)
    let y = random(50, 1, seed: 2).column(0)
    let qr = PivotedQR(a)
    let factor = try CholeskyFactor(LinearAlgebra.gram(a))
    let expected = factor.solve(LinearAlgebra.multiply(a, y, transpose: true))
    #expect(zip(qr.solve(y), expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(distance(qr.inverseGram(), factor.inverse()) < 1e-13)
    #expect(abs(qr.leverages().reduce(0, +) - 5) < 1e-12)
  }

  @Test func unitsDoNotDecideOnTheRank() {
    var a = random(20, 3)
    LinearAlgebra.scaleRows(of: &a, by: [Double](repeating: 1, count: 20))
    let scaled = Matrix(columns: [
      a.column(0).map { $0 * 1e-9 }, a.column(1).map { $0 * 1e9 }, a.column(2),
    ])
    #expect(PivotedQR(scaled).rank == 3)
    #expect(PivotedQR(Matrix(rows: 5, columns: 2)).rank == 0)
  }

  @Test func eigenvaluesRebuildTheMatrix() throws {
    let gram = LinearAlgebra.gram(random(20, 4))
    let (values, vectors) = try LinearAlgebra.symmetricEigen(gram)
    #expect(values == values.sorted())
    var scaled = vectors.transposed
    LinearAlgebra.scaleRows(of: &scaled, by: values)
    #expect(distance(LinearAlgebra.multiply(vectors, scaled), gram) < 1e-12)
  }

  @Test func aSingularSystemIsRefused() {
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
      try LinearAlgebra.solve(Matrix(columns: [[1, 2], [2, 4]]), Matrix(columns: [[1, 1]]))
    }
  }
}

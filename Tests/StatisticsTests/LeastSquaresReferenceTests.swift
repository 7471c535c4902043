import Numerics
import Statistics
import TestSupport
import Testing

/// The NIST statistical reference data sets for linear regression.
@Suite(.needsReferences)
struct LeastSquaresReferenceTests {
  private func design(_ model: String, _ table: ReferenceTable) throws -> Matrix {
    let words = model.split(separator: " ")
    let degree = try #require(words.dropFirst().first.flatMap { Int($0.filter(\.isNumber)) })
    if words[0] == "cols" {
      let columns = try (1...degree).map { try table.numbers("x\($0)") }
      return Matrix(columns: [columns[0].map { _ in 1 }] + columns)
    }
    let x = try table.numbers("x")
    let hasIntercept = !model.contains("no intercept")
    return Matrix(
      columns: ((hasIntercept ? 0 : 1)...degree).map { power in
        x.map { value in (0..<power).reduce(1.0) { product, _ in product * value } }
      })
  }

  @Test(arguments: [
    ("norris", 1e-11), ("pontius", 1e-10), ("noint1", 1e-13), ("noint2", 1e-13),
    ("longley", 1e-10), ("wampler1", 1e-9), ("wampler2", 1e-9), ("wampler3", 1e-9),
    ("wampler4", 1e-9), ("wampler5", 1e-7), ("filip", 1e-6),
  ])
  func certifiedValuesAreReached(_ name: String, _ tolerance: Double) throws {
    let reference = try ReferenceValue.load("nist.json")["sets"][name]
    let table = try ReferenceTable("nist/\(name).csv")
    guard case .text(let model) = try reference["model"] else { return }
    let fit = try LeastSquares.fit(design(model, table), table.numbers("y"))
    #expect(fit.dependentColumns.isEmpty)
    for (value, expected) in zip(fit.coefficients, try reference["coef"].numbers) {
      expectClose(value, expected, within: tolerance, "\(name) coefficient")
    }
    let isExact = try reference["residual_sd"].number < 1e-100
    let estimates = fit.estimates(.classical)
    if isExact {
      #expect(fit.residualVariance.squareRoot() < 1e-6)
    } else {
      expectClose(
        fit.residualVariance.squareRoot(), try reference["residual_sd"].number, within: tolerance,
        "\(name) residual deviation")
      for (estimate, expected) in zip(estimates, try reference["se"].numbers) {
        expectClose(estimate.standardError, expected, within: tolerance, "\(name) error")
      }
    }
    let rSquared = model.contains("no intercept") ? fit.uncentredRSquared : fit.rSquared
    expectClose(rSquared, try reference["r2"].number, within: tolerance, "\(name) R²")
  }
}

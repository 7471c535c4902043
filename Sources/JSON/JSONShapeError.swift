/// A JSON value that is not what its reader expected.
package struct JSONShapeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where it stands, as `model.stages[0].coefficients`; empty for the whole.
  package let path: String
  /// What is wrong, as "expected 7 numbers, found 6".
  package let problem: String

  package init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  package var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}

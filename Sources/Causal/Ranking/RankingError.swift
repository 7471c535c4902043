/// Why a ranking, or a sample to judge it on, cannot be built.
package enum RankingError: Error, Equatable, Sendable {
  case noRows
  /// More rows than 32-bit row numbers can address.
  case tooManyRows(Int)
  /// The score of this row (counted from zero) is NaN.
  case missingScore(row: Int)
  /// The named column has another length than the outcome.
  case lengthsDiffer(column: String, expected: Int, found: Int)
  /// The named column holds a value that is not finite in this row.
  case notFinite(column: String, row: Int)
  /// A treatment declared as two-armed holds a value other than 0 or 1.
  case notBinary(row: Int, value: Double)
  /// A weight is negative, or all are zero.
  case invalidWeights(row: Int)
  /// The metric needs something that the sample was built without.
  case needs(Requirement)

  package enum Requirement: String, Sendable {
    case doublyRobustScores = "doubly robust scores"
    case twoArms = "a treatment of two arms"
    case netGains = "net gains per row"
    case bothArms = "rows in both arms"
    case varyingScore = "a score that varies"
    case binaryOutcome = "an outcome of zeros and ones"
    case numericTruth = "a numeric column of true effects"
  }
}

import Numerics
import Statistics

/// Whether an effect varies with features: the joint test of all products of arms and features.
///
/// The outcome is regressed on features, arms and their products, and the coefficients of the
/// products are tested together (Wald) with White's covariance times n/(n − k) (HC1), or with that
/// of clusters. No model is chosen by looking, so the test is valid on any rows.
package struct InteractionTest: Sendable {
  package let wald: WaldTest
  /// Names of the products, such as `Womens E-Mail:age`, in the order of arms and features.
  package let terms: [String]
  /// Names of products that others explain, which are not tested.
  package let dependentTerms: [String]
  package let rows: Int

  /// - Parameters:
  ///   - data: rows of the control and one arm or several, or of a dose; without missing features.
  ///   - clusters: a number for each row; nil for independent rows.
  /// - Throws: `missingValues`; `tooFewRows` where no product can be told from the rest, or where
  ///   rows are not more than coefficients.
  package init(_ data: CausalData, clusters: [Int]? = nil) throws(LearnerError) {
    if let missing = data.nuisanceFeatures.firstMissing {
      throw .missingValues(column: missing.name, count: missing.count, learner: "linear regression")
    }
    if let infinite = data.nuisanceFeatures.firstInfinite {
      throw .infiniteValues(column: infinite)
    }
    let rows = data.rowCount
    let (regressors, names, first) = Self.regressors(data)
    guard names.count > first else {
      throw .tooFewRows(arm: nil, rows: rows, needed: names.count + 2)
    }
    let fit: LeastSquaresFit
    do throws(RegressionError) {
      fit = try LeastSquares.fit(
        regressors, data.outcome, weights: data.weights)
    } catch {
      throw LearnerError(error, learner: "linear regression", rows: rows)
    }
    let dependent = Set(fit.dependentColumns)
    let tested = (first..<names.count).filter { !dependent.contains($0) }
    guard !tested.isEmpty, fit.degreesOfFreedom > 0 else {
      throw .tooFewRows(arm: nil, rows: rows, needed: names.count + 1)
    }
    let estimator = clusters.map { CovarianceEstimator.cluster($0) } ?? .hc1
    do throws(LinearAlgebraError) {
      wald = try WaldTest(
        coefficients: fit.coefficients, covariance: fit.covariance(estimator), positions: tested,
        denominatorDegrees: fit.referenceDegrees(estimator))
    } catch {
      throw .tooFewRows(arm: nil, rows: rows, needed: names.count + 1)
    }
    terms = tested.map { names[$0] }
    dependentTerms = (first..<names.count).filter { dependent.contains($0) }.map { names[$0] }
    self.rows = rows
  }

  /// Features and controls, arms, and from `first` on the products of arms and features.
  private static func regressors(
    _ data: CausalData
  ) -> (Matrix, names: [String], first: Int) {
    func shares(_ arm: Int) -> [Double] {
      data.dose ?? data.treatment.map { $0 == Int32(arm) ? 1 : 0 }
    }
    let rows = data.rowCount
    let base = LinearDesign(data.nuisanceFeatures)
    let varying = LinearDesign(data.features)
    // Centred products change no test, and keep the regression well conditioned.
    let centred = centred(varying.expand(data.features), rows: rows)
    var storage = base.expand(data.nuisanceFeatures)
    var names = base.names
    for arm in 1..<data.arms.count {
      storage += shares(arm)
      names.append(data.arms[arm])
    }
    let first = names.count
    for arm in 1..<data.arms.count {
      let share = shares(arm)
      for column in 1..<max(1, varying.columnCount) {
        for row in 0..<rows { storage.append(share[row] * centred[column * rows + row]) }
        names.append("\(data.arms[arm]):\(varying.names[column])")
      }
    }
    return (Matrix(rows: rows, columns: names.count, storage: storage), names, first)
  }

  private static func centred(_ columns: [Double], rows: Int) -> [Double] {
    var result = columns
    for start in stride(from: 0, to: columns.count, by: max(1, rows)) {
      var sum = 0.0
      for row in start..<start + rows { sum += columns[row] }
      let mean = sum / Double(rows)
      for row in start..<start + rows { result[row] -= mean }
    }
    return result
  }
}

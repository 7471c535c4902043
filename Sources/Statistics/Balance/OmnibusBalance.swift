import Glibc
import Numerics

/// Whether the covariates together predict the arm: nothing should, in a randomised experiment.
package struct OmnibusBalance: Sendable {
  /// Twice the gain in log-likelihood of a logistic regression of the arm over the share alone.
  package let likelihoodRatio: Double
  package let degreesOfFreedom: Int
  /// The area under the ROC curve of the fitted probabilities, on the rows of the fit.
  package let areaUnderCurve: Double
  /// Covariates that are constant or explained by others.
  package let dependentColumns: [Int]
  /// Coefficient over standard error of each covariate; NaN for dependent ones.
  package let zScores: [Double]
  /// The fitted probability of treatment, by row.
  package let propensities: [Double]

  package var pValue: Double {
    degreesOfFreedom > 0
      ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .survival(likelihoodRatio)
      : .nan
  }

  /// - Parameter covariates: one row per observation, without a column of ones.
  package init(treated: [Bool], covariates: Matrix) throws(LogisticRegressionError) {
    let ones = [Double](repeating: 1, count: covariates.rows)
    let design = Matrix(rows: covariates.rows, columns: 1, storage: ones)
      .appending(columnsOf: covariates)
    let outcome = treated.map { $0 ? 1.0 : 0 }
    let fit = try LogisticRegression.fit(design, outcome)
    let share = Summation.sum(outcome) / Double(outcome.count)
    let rows = Double(outcome.count)
    let null = rows * (share * log(share) + (1 - share) * log(1 - share))
    likelihoodRatio = max(0, 2 * (fit.logLikelihood - null))
    degreesOfFreedom = fit.rank - 1
    dependentColumns = fit.dependentColumns.map { $0 - 1 }
    zScores = fit.estimates.dropFirst().map(\.statistic)
    propensities = fit.fitted
    areaUnderCurve = RankTest.areaUnderCurve(scores: fit.fitted, positives: treated)
  }
}

extension RankTest {
  /// The share of pairs of one positive and one negative row that the score orders rightly.
  ///
  /// Equal scores count one half; NaN without pairs.
  package static func areaUnderCurve(scores: [Double], positives: [Bool]) -> Double {
    let ranks = TotalOrder.ranks(scores).ranks
    var (sum, count) = (0.0, 0.0)
    for row in ranks.indices where positives[row] {
      sum += ranks[row]
      count += 1
    }
    let negatives = Double(ranks.count) - count
    return (sum - count * (count + 1) / 2) / (count * negatives)
  }
}

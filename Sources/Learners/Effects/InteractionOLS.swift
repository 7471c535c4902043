import Numerics
import Statistics

/// Least squares of the outcome on features, arms, and their products.
///
/// The effect of an arm is its coefficient plus those of its products with features: the linear
/// T-learner, or a slope that is linear in the features, with the joint HC1 covariance of all coefficients. Controls enter on their own.
struct InteractionOLS: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    let effectDesign = LinearDesign(data.features)
    let base = LinearDesign(data.nuisanceFeatures)
    if let infinite = data.nuisanceFeatures.firstInfinite {
      throw .infiniteValues(column: infinite)
    }
    let missing = data.nuisanceFeatures.firstMissing
    if let missing {
      throw .missingValues(
        column: missing.name, count: missing.count, learner: EffectKind.interactionOLS.rawValue)
    }
    let varying = effectDesign.expand(data.features)
    var storage = base.expand(data.nuisanceFeatures)
    let rows = data.rowCount
    for arm in 1..<data.arms.count {
      for (index, value) in varying.enumerated() {
        let row = index % rows
        if let dose = data.dose {
          storage.append(dose[row] * value)
        } else {
          storage.append(data.treatment[row] == Int32(arm) ? value : 0)
        }
      }
    }
    let width = effectDesign.columnCount
    let columns = base.columnCount + width * (data.arms.count - 1)
    let fit: LeastSquaresFit
    do throws(RegressionError) {
      fit = try LeastSquares.fit(
        Matrix(rows: rows, columns: columns, storage: storage), data.outcome,
        weights: data.weights)
    } catch {
      throw LearnerError(error, learner: EffectKind.interactionOLS.rawValue, rows: rows)
    }
    let covariance = fit.covariance(CovarianceEstimator(clusters: data.clusters))
    let stages = (1..<data.arms.count).map { arm -> any Predictor in
      let own = Array(base.columnCount + width * (arm - 1)..<base.columnCount + width * arm)
      return LinearEffect(
        design: effectDesign, coefficients: own.map { fit.coefficients[$0] },
        covariance: covariance.selecting(rows: own).selecting(columns: own))
    }
    return try FittedEffects(stages: stages, features: data.features, nuisances: [])
  }
}

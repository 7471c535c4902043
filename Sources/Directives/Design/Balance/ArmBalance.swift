import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// The covariates of several arms, compared with the control's.
struct ArmBalance {
  let arms: TreatmentArms
  let covariates: CovariateSet
  /// By covariate, then by arm.
  let plain: [[CovariateBalance]]
  /// The same after weighting, where weights were given.
  let weighted: [[CovariateBalance]]?
  /// Effective sample sizes after weighting: of the control, then of each arm.
  let effectiveSizes: [Double]
  /// Rows in which each covariate is missing.
  let missing: [Int]

  /// - Parameter weights: one for each row of `arms`.
  init(_ arms: TreatmentArms, _ covariates: CovariateSet, weights: [Double]?) {
    self.arms = arms
    self.covariates = covariates
    let groups = arms.labels.indices.map { code in
      arms.codes.indices.filter { arms.codes[$0] == code }
    }
    let entries = covariates.entries
    missing = entries.map { $0.values.count(where: \.isNaN) }
    // Covariates are independent of each other; each holds a sort for the distance.
    let work = Parallel.map(count: entries.count) {
      index -> ([CovariateBalance], [CovariateBalance]) in
      let values = entries[index].values
      let present = groups.map { rows in rows.filter { !values[$0].isNaN } }
      let samples = present.map { rows in rows.map { values[$0] } }
      let weights = weights.map { weights in present.map { rows in rows.map { weights[$0] } } }
      var (plain, adjusted) = ([CovariateBalance](), [CovariateBalance]())
      for arm in samples.indices.dropFirst() {
        plain.append(CovariateBalance(treated: samples[arm], control: samples[0]))
        if let weights {
          adjusted.append(
            CovariateBalance(
              treated: samples[arm], control: samples[0], weights: (weights[arm], weights[0])))
        }
      }
      return (plain, adjusted)
    }
    plain = work.map(\.0)
    weighted = weights == nil ? nil : work.map(\.1)
    effectiveSizes =
      weights.map { weights in
        groups.map { rows in
          let own = rows.map { weights[$0] }
          return WeightedMoments(own, weights: own).effectiveCount
        }
      } ?? []
  }

  /// The figures that the verdict is on: after weighting where there are weights.
  var judged: [[CovariateBalance]] { weighted ?? plain }

  /// The covariate and arm with the largest standardised difference; nil without covariates.
  var largest: (label: String, arm: String, value: Double)? {
    var result: (label: String, arm: String, value: Double)?
    for (entry, row) in zip(covariates.entries, judged) {
      for (arm, balance) in zip(arms.arms, row) {
        let value = balance.standardizedDifference
        if abs(value) > abs(result?.value ?? -1) || result == nil {
          result = (entry.label, arm, value)
        }
      }
    }
    return result
  }

  /// Labels of the covariates beyond the limit in some arm.
  func beyond(_ threshold: Double) -> [String] {
    zip(covariates.entries, judged).filter { _, row in
      row.contains { abs($0.standardizedDifference) > threshold }
    }.map(\.0.label)
  }

  // MARK: Omnibus

  struct Omnibus {
    /// Of each arm against the control; nil where the regression has no answer.
    var arms: [OmnibusBalance?]
    /// Over all arms at once, where there are several.
    var joint: MultinomialTest?
    /// From dealing the arms anew; nil where that was not asked for.
    var permutation: PermutationBalance?
    /// Covariates that predict the arm most, by the size of their z, strongest first.
    var drivers: [(label: String, z: Double)]
    /// Arms that covariates tell apart without error, with the covariate that moves most.
    var separated: [(arm: String, column: String?)]
    /// Rows without a missing covariate.
    var rows: Int
  }

  /// Tests whether covariates predict the arm, on the rows that miss none.
  func omnibus(permutations: Int = 0, seed: UInt64 = 0) -> Omnibus? {
    let regressors = covariates.regressors
    guard !regressors.isEmpty else { return nil }
    let complete = covariates.complete
    let used = complete.indices.filter { complete[$0] }
    let counts = arms.labels.indices.map { code in used.count { arms.codes[$0] == code } }
    guard counts.allSatisfy({ $0 > 1 }) else { return nil }
    var result = Omnibus(
      arms: [], joint: nil, permutation: nil, drivers: [], separated: [], rows: used.count)
    func matrix(_ rows: [Int]) -> Matrix {
      Matrix(columns: regressors.map { entry in rows.map { entry.values[$0] } })
    }
    for (index, arm) in arms.arms.enumerated() {
      let rows = used.filter { arms.codes[$0] == 0 || arms.codes[$0] == index + 1 }
      do throws(LogisticRegressionError) {
        result.arms.append(
          try OmnibusBalance(
            treated: rows.map { arms.codes[$0] != 0 }, covariates: matrix(rows)))
      } catch {
        result.arms.append(nil)
        if case .separation(let column) = error {
          result.separated.append((arm, column > 0 ? regressors[column - 1].label : nil))
        }
      }
    }
    result.drivers = drivers(result.arms, regressors)
    if arms.arms.count > 1 {
      result.joint = try? MultinomialTest(
        groups: used.map { arms.codes[$0] }, count: arms.labels.count, covariates: matrix(used))
    }
    if permutations > 0 {
      result.permutation = PermutationBalance(
        groups: used.map { arms.codes[$0] }, count: arms.labels.count, covariates: matrix(used),
        permutations: permutations, seed: seed)
    }
    return result
  }

  /// Each covariate by its largest z over the arms, held against all other covariates.
  private func drivers(
    _ tests: [OmnibusBalance?], _ regressors: [CovariateSet.Entry]
  ) -> [(label: String, z: Double)] {
    regressors.indices.compactMap { index in
      let scores = tests.compactMap { $0?.zScores[index] }.filter(\.isFinite)
      return scores.max { abs($0) < abs($1) }.map { (regressors[index].label, $0) }
    }.sorted { abs($0.z) > abs($1.z) }
  }
}

import Numerics

/// A quadratic loss over standardised regressors with a penalty λΣ|b|, minimised one coefficient
/// at a time (Friedman, Hastie and Tibshirani 2010).
protocol CoordinateDescent: Sendable {
  var coefficients: [Double] { get set }
  /// The second derivative of the loss in a coefficient.
  func curvature(_ index: Int) -> Double
  /// Minus the derivative of the loss in a coefficient.
  func slope(_ index: Int) -> Double
  /// Tells the loss that a coefficient has changed by a step.
  mutating func move(_ index: Int, by step: Double)
  /// Puts the intercept at its best; returns how far it moved, on the scale of the target.
  mutating func moveIntercept() -> Double
  /// Descends from the coefficients at hand until no step is as large as the tolerance.
  mutating func minimize(penalty: Double, tolerance: Double)
}

extension CoordinateDescent {
  /// Sweeps over all coefficients, and between those over the ones that are not 0 until they rest.
  @inline(__always)
  fileprivate mutating func descend(penalty: Double, tolerance: Double) {
    let all = Array(coefficients.indices)
    var sweeps = 0
    while sweeps < 10_000 {
      sweeps += 1
      if sweep(all, penalty) < tolerance { return }
      let active = all.filter { coefficients[$0] != 0 }
      while sweeps < 10_000 {
        sweeps += 1
        if sweep(active, penalty) < tolerance { break }
      }
    }
  }

  /// Minimises in each of these coefficients by soft thresholding; returns the largest step, in
  /// standard deviations of what it adds.
  @inline(__always)
  private mutating func sweep(_ indices: [Int], _ penalty: Double) -> Double {
    var largest = moveIntercept()
    for index in indices {
      let curvature = curvature(index)
      guard curvature > 1e-12 else { continue }
      let old = coefficients[index]
      let target = slope(index) + curvature * old
      let new = max(abs(target) - penalty, 0) / curvature * (target < 0 ? -1 : 1)
      let step = new - old
      if step == 0 { continue }
      coefficients[index] = new
      move(index, by: step)
      largest = max(largest, abs(step) * curvature.squareRoot())
    }
    return largest
  }
}

/// Descent on second moments: ½bᵀGb − bᵀc + λΣ|b|, for few regressors of many rows.
struct MomentDescent: CoordinateDescent {
  private let gram: Matrix
  var coefficients: [Double]
  /// c − Gb.
  private var gradient: [Double]

  init(_ problem: PenalizedProblem) {
    gram = problem.gram
    coefficients = [Double](repeating: 0, count: problem.products.count)
    gradient = problem.products
  }

  func curvature(_ index: Int) -> Double { gram.storage[index * gram.rows + index] }
  func slope(_ index: Int) -> Double { gradient[index] }

  mutating func move(_ index: Int, by step: Double) {
    let start = index * gram.rows
    for other in gradient.indices { gradient[other] -= step * gram.storage[start + other] }
  }

  mutating func moveIntercept() -> Double { 0 }

  mutating func minimize(penalty: Double, tolerance: Double) {
    descend(penalty: penalty, tolerance: tolerance)
  }
}

/// Descent on residuals: ½Σ v(y − a − zb)² + λΣ|b|, where an indicator costs only its own rows.
///
/// The residual of a row is what is stored for it plus one offset for all, because a step of a
/// standardised indicator changes every row by the same, and its own rows by more.
struct ResidualDescent: CoordinateDescent {
  private let regressors: SparseRegressors
  var coefficients: [Double]
  var intercept = 0.0
  private var weights: [Double]
  /// v·(residual − offset) of each row.
  private var weightedResiduals: [Double]
  private var offset = 0.0
  /// Σv, and Σv·residual.
  private var weightSum = 0.0
  private var residualSum = 0.0
  /// Σvz and Σvz² of each regressor; Σv over the rows of an indicator.
  private var sums: [Double]
  private var squares: [Double]
  private var memberSums: [Double]

  init(_ regressors: SparseRegressors) {
    self.regressors = regressors
    let zeros = [Double](repeating: 0, count: regressors.columns.count)
    (coefficients, sums, squares, memberSums) = (zeros, zeros, zeros, zeros)
    (weights, weightedResiduals) = ([], [])
  }

  /// Takes the residuals that the coefficients at hand leave, and the weights of rows.
  mutating func start(residuals: [Double], weights: [Double]) {
    self.weights = weights
    weightedResiduals = zip(residuals, weights).map { $0 * $1 }
    offset = 0
    weightSum = weights.reduce(0, +)
    residualSum = weightedResiduals.reduce(0, +)
    for index in coefficients.indices {
      (sums[index], squares[index], memberSums[index]) = regressors.moments(
        index, weights, total: weightSum)
    }
  }

  func curvature(_ index: Int) -> Double { squares[index] }

  func slope(_ index: Int) -> Double {
    switch regressors.columns[index] {
    case .constant: return 0
    case .number(let start):
      var sum = 0.0
      for row in weightedResiduals.indices {
        sum += regressors.numbers[start + row] * weightedResiduals[row]
      }
      return sum + offset * sums[index]
    case .indicator(let members):
      var sum = 0.0
      for member in members { sum += weightedResiduals[Int(regressors.members[member])] }
      sum += offset * memberSums[index]
      return (sum - regressors.centers[index] * residualSum) / regressors.scales[index]
    }
  }

  mutating func move(_ index: Int, by step: Double) {
    switch regressors.columns[index] {
    case .constant: break
    case .number(let start):
      for row in weightedResiduals.indices {
        weightedResiduals[row] -= step * weights[row] * regressors.numbers[start + row]
      }
    case .indicator(let members):
      let change = step / regressors.scales[index]
      for member in members {
        let row = Int(regressors.members[member])
        weightedResiduals[row] -= change * weights[row]
      }
      offset += change * regressors.centers[index]
    }
    residualSum -= step * sums[index]
  }

  mutating func moveIntercept() -> Double {
    guard weightSum > 0 else { return 0 }
    let step = residualSum / weightSum
    intercept += step
    offset -= step
    residualSum = 0
    return abs(step) * weightSum.squareRoot()
  }

  mutating func minimize(penalty: Double, tolerance: Double) {
    descend(penalty: penalty, tolerance: tolerance)
  }
}

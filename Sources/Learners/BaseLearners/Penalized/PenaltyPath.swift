import Glibc

/// Solutions of one problem at penalties from large to small, each close to the one before.
protocol PenaltyPath {
  /// - Throws: where the problem has no solution.
  init(_ task: LearningTask) throws(LearnerError)

  /// Of the solution at hand, in the order of the design's names.
  var coefficients: [Double] { get }

  /// Goes to the solution at a penalty, up to steps smaller than the tolerance.
  mutating func move(to penalty: Double, tolerance: Double)

  /// What a row adds to the loss, by its linear predictor and its target.
  static func loss(_ predictor: Double, _ target: Double) -> Double
}

extension PenaltyPath {
  static func loss(_ predictor: Double, _ target: Double) -> Double {
    (target - predictor) * (target - predictor)
  }
}

/// A path that starts where the penalty leaves no term.
protocol SparsePenaltyPath: PenaltyPath {
  /// The smallest penalty that leaves none.
  var largestPenalty: Double { get }
}

/// The choice of a penalty.
enum PenaltyChoice {
  private static let foldCount = 10
  /// Steps of solutions that are compared, and of the one that is kept.
  private static let (roughly, exactly) = (1e-4, 1e-9)

  /// The penalty with the least loss in ten-fold cross-validation; the last where nothing can be
  /// held out.
  static func best<Path: PenaltyPath>(
    of penalties: [Double], _ type: Path.Type, _ task: LearningTask
  ) throws(LearnerError) -> Double {
    let rows = task.target.count
    let folds = task.folds(atMost: foldCount)
    guard folds.isCrossFitted, penalties.count > 1 else { return penalties.last ?? 0 }
    let design = LinearDesign(task.features)
    var losses = [Double](repeating: 0, count: penalties.count)
    for fold in 0..<folds.count {
      var path = try Path(task.selecting(folds.trainingRows(fold, of: rows)))
      let held = task.selecting(folds.heldOutRows(fold, of: rows))
      for (index, penalty) in penalties.enumerated() {
        path.move(to: penalty, tolerance: roughly)
        let predicted = design.predict(held.features, coefficients: path.coefficients)
        for row in predicted.indices {
          losses[index] += (held.weights?[row] ?? 1) * Path.loss(predicted[row], held.target[row])
        }
      }
    }
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    return penalties[best]
  }

  /// The coefficients at a penalty, or else at the best of a hundred, and the penalty.
  static func sparse<Path: SparsePenaltyPath>(
    _ type: Path.Type, _ task: LearningTask, penalty: Double?
  ) throws(LearnerError) -> (coefficients: [Double], penalty: Double) {
    var path = try Path(task)
    let isTall = task.target.count > path.coefficients.count
    let penalties = penalties(from: path.largestPenalty, isTall: isTall)
    let chosen =
      if let penalty { penalty } else { try best(of: penalties, type, task) }
    for penalty in penalties where penalty > chosen { path.move(to: penalty, tolerance: roughly) }
    path.move(to: chosen, tolerance: exactly)
    return (path.coefficients, chosen)
  }

  /// From the penalty that leaves no term down to a small share of it.
  private static func penalties(from most: Double, isTall: Bool) -> [Double] {
    guard most > 0 else { return [0] }
    let count = 100
    let share = isTall ? 1e-4 : 1e-2
    return (0..<count).map { most * pow(share, Double($0) / Double(count - 1)) }
  }
}

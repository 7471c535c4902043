import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// What `estimate dml` computes: an estimate for each arm from each split of the rows.
struct DoubleLearning {
  /// The rows that meet `where`.
  let frame: Frame
  /// Names of the arms, or of a numeric treatment.
  var arms: [String] = []
  /// By arm.
  var estimates: [RepeatedEstimate] = []
  /// Of the first split.
  var nuisances: [NuisanceScore] = []
  /// By arm, of the first split: what the controls leave of outcome and treatment.
  ///
  /// Empty for the interactive score.
  var residuals: [(rows: [Int], outcome: [Double], treatment: [Double])] = []
  var clippedRows = 0
  var propensityRange: ClosedRange<Double>?
  /// Share of rows with a propensity of the first arm below 0.1 or above 0.9.
  var outsideShare: Double?
  var rows = 0
  var foldCount = 0
  var isShare = false
  var isSlope = false
  var notes: [String] = []

  init(_ arguments: Arguments, _ context: RunContext) throws(Diagnostic) {
    let roles = EffectTargetParameters.roles(arguments)
    let left: [String]
    (frame, left) = try context.usedRows(arguments)
    let column = try context.column(roles.treatment.column, in: frame)
    let isNamed = roles.control != nil || roles.arms != nil
    if column.isNumeric, !roles.treatment.asArms, !isNamed, column.levelView.levels.count > 2 {
      try slope(roles, arguments, frame, context)
    } else {
      try compareArms(roles, arguments, frame, context)
    }
    notes = left + notes
  }

  /// A seed for each split; the first is the cell's own, so that one split is as without repeats.
  static func seeds(_ arguments: Arguments, _ context: RunContext) -> [UInt64] {
    (0..<arguments[EstimateDMLDirective.repeats]).map { number in
      if number == 0 { return context.seed }
      var stream = RandomStream(
        seed: context.seed, purpose: "split of double machine learning", content: UInt64(number))
      return stream.nextUInt64()
    }
  }

  static func folds(
    _ arguments: Arguments, _ frame: Frame, rows: [Int], strata: [Int32], clusters: [Int32]?,
    seed: UInt64, _ context: RunContext
  ) throws(Diagnostic) -> (plan: FoldPlan, folds: Folds, partsClusters: Bool) {
    let plan = try FoldPlan(arguments[FitParameters.folds], in: frame, rows: rows, context)
    let isParted = plan.warnOfPartedClusters(
      arguments[FitParameters.folds], arguments[FitParameters.cluster], clusters, context)
    do throws(LearnerError) {
      return (plan, try plan.folds(strata: strata, clusters: clusters, seed: seed), isParted)
    } catch {
      throw LearnerProblem.diagnostic(
        error, roles: EffectTargetParameters.roles(arguments), context)
    }
  }
}

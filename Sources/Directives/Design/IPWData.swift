import Diagnostics
import Execution
import Frames
import Learners
import Numerics
import Statistics

/// The rows of `estimate ipw` that miss nothing, and the propensities of each arm.
struct IPWData {
  let rows: ControlledRows
  private let weights: [Double]?
  private let clusters: [Int32]?
  private let propensity: ResolvedPropensity?

  /// One arm and the control.
  struct Part {
    var outcome: [Double]
    var treated: [Bool]
    var propensities: [Double]
    var weights: [Double]?
    var clusters: [Int32]?
    /// The design of the logistic regression; nil for known propensities.
    var design: Matrix?
    var range: ClosedRange<Double>
    var clipped: Int
    var notes: [String]
  }

  init(_ compared: ComparedArms, _ context: RunContext) throws(Diagnostic) {
    let (arguments, frame) = (context.arguments, compared.frame)
    let weightColumn = try arguments[CausalParameters.weights].map {
      reference throws(Diagnostic) in
      let values = try NumericColumn.values(reference, role: "weight", in: frame, context)
      let used = NumericColumn.taking(values, compared.arms.rows)
      guard used.allSatisfy({ $0.isNaN || ($0 >= 0 && $0.isFinite) }) else {
        throw context.error(
          .invalidWeights, at: reference.range, "weights must be finite and not negative")
      }
      return values
    }
    rows = try ControlledRows(
      compared, refusing: .propensityModel, weights: weightColumn, context)
    let used = rows.outcome.arms
    weights = weightColumn.map { NumericColumn.taking($0, used.rows) }
    clusters = try arguments[ClusterParameter.cluster].map { reference throws(Diagnostic) in
      ClusterCodes.codes(try context.column(reference, in: frame).levelView, rows: used.rows)
    }
    propensity =
      arguments[FitParameters.propensity] == nil
      ? nil
      : try ResolvedPropensity.resolve(
        arguments[FitParameters.propensity], arms: used, frame: frame, learner: "logistic", context)
  }

  /// The rows of an arm (from 1) and of the control.
  func part(arm: Int, _ context: RunContext) throws(Diagnostic) -> Part {
    let pair = rows.pair(arm: arm)
    var part = Part(
      outcome: pair.outcome, treated: pair.treated, propensities: [],
      weights: weights.map { all in pair.rows.map { all[$0] } },
      clusters: clusters.map { all in pair.rows.map { all[$0] } }, design: nil,
      range: 0...1, clipped: 0, notes: [])
    if let propensity {
      part.propensities = known(propensity.source, arm: arm, pair.rows)
      if arm == 1 { part.notes.append(propensity.note) }
    } else {
      let fitted = try rows.propensity(of: pair, arm: arm, weights: part.weights, context)
      part.propensities = fitted.values
      part.design = fitted.design
      part.notes += fitted.notes
    }
    let low = part.propensities.min() ?? 0
    part.range = low...max(low, part.propensities.max() ?? 1)
    if propensity == nil { clip(&part, context.arguments[FitParameters.clip]) }
    return part
  }

  /// The probability of the arm among the two that are compared.
  private func known(_ source: PropensitySource, arm: Int, _ rows: [Int]) -> [Double] {
    let counts = self.rows.outcome.arms.counts
    return rows.map { row in
      switch source {
      case .shares(let shares): shares[arm] / (shares[arm] + shares[0])
      case .rows(let values): values[arm][row] / (values[arm][row] + values[0][row])
      case .design, .estimated: Double(counts[arm]) / Double(counts[arm] + counts[0])
      }
    }
  }

  private func clip(_ part: inout Part, _ bound: Double) {
    for row in part.propensities.indices {
      let kept = min(max(part.propensities[row], bound), 1 - bound)
      if kept != part.propensities[row] { part.clipped += 1 }
      part.propensities[row] = kept
    }
    part.notes += CountText.clipped(part.clipped, at: bound)
  }
}

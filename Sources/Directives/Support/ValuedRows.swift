import Causal
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax

/// The rows on which policies are valued: what each got, its odds, and doubly robust scores by arm.
struct ValuedRows: Sendable {
  let sample: ActionSample
  /// Positions of the rows in the frame.
  let rows: [Int]
  let outcome: String
  /// The treatment's column.
  let treatment: String
  /// The control, then the arms.
  let labels: [String]
  let notes: [String]

  /// Gathers the rows of the control and the arms; keys of the cell go before the model's.
  ///
  /// - Parameters:
  ///   - reward: a column in place of the outcome.
  ///   - takesFeatures: whether `features:` of the cell are those of the outcome models.
  static func gather(
    model: FittedEffect?, labels: [String]?, reward: ColumnReference? = nil, frame: Frame,
    takesFeatures: Bool = true, _ context: RunContext
  ) throws(Diagnostic) -> ValuedRows {
    let arguments = context.arguments
    let features = takesFeatures ? arguments[JudgingParameters.features] : nil
    let here = arguments.headRange
    func located(_ name: String) -> ColumnReference { ColumnReference(name, here) }
    guard
      let outcome = reward ?? arguments[JudgingParameters.outcome]
        ?? model.map({ located($0.outcome) })
    else { throw context.error(.missingRole, "say with outcome: what policies are valued by") }
    guard
      let treatment = arguments[JudgingParameters.treatment]
        ?? model.map({
          TreatmentReference(column: located($0.treatment), asArms: $0.roles.treatment.asArms)
        })
    else { throw context.error(.missingRole, "say with treatment: which column is the treatment") }
    let roles = CausalRoles(
      outcome: outcome, treatment: treatment,
      control: arguments[JudgingParameters.control] ?? labels.map { Located($0[0], here) },
      arms: arguments[JudgingParameters.arms]
        ?? labels.map { $0.dropFirst().map { Located($0, here) } },
      features: features ?? model?.features.map(located) ?? [],
      controls: features == nil ? model?.controls.map(located) ?? [] : [],
      weights: arguments[JudgingParameters.weights] ?? model?.weights.map(located),
      propensity: arguments[JudgingParameters.propensity] ?? model?.roles.propensity)
    let doublyRobust = try DoublyRobustRows.build(roles, frame: frame, context)
    let data = doublyRobust.causal.data
    let rows = doublyRobust.causal.rows
    let clusters = arguments[JudgingParameters.cluster].flatMap { frame[$0.name] }
      .map { ClusterCodes.codes($0.levelView, rows: rows) }
    do throws(PolicyError) {
      let sample = try ActionSample(
        actionCount: data.arms.count, actions: data.treatment, outcome: data.outcome,
        propensities: doublyRobust.scores.propensities.values.map { .column($0) },
        scores: doublyRobust.scores.scores, weights: data.weights, clusters: clusters)
      return ValuedRows(
        sample: sample, rows: rows, outcome: outcome.name, treatment: treatment.column.name,
        labels: data.arms,
        notes: doublyRobust.notes
          + (arguments[JudgingParameters.cluster].map {
            ClusterCodes.notes(of: $0.name, in: frame, rows: rows)
          } ?? []))
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// The same rows with the true expected outcome of each action.
  func with(truth: [[Double]], _ context: RunContext) throws(Diagnostic) -> ValuedRows {
    do throws(PolicyError) {
      return ValuedRows(
        sample: try sample.with(truth: truth), rows: rows, outcome: outcome, treatment: treatment,
        labels: labels, notes: notes)
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// A payoff over the whole frame, for these rows.
  func taking(_ payoff: Payoff) -> Payoff {
    Payoff(revenue: payoff.revenue.taking(rows), costs: payoff.costs.map { $0.taking(rows) })
  }
}

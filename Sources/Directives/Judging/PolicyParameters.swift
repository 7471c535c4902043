import Causal
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// Keys and steps that the kinds of `policy` have in common.
enum PolicyParameters {
  static let cost = Parameter<CostReference>(
    "cost", .cost, default: .one(.zero), shown: "0",
    "What treating one customer costs: a number, an expression over columns, or a map from arm to these."
  )
  static let revenue = Parameter<AmountReference>(
    "revenue", .amount, default: .one, shown: "1",
    "What one unit of the outcome is worth: a number, or an expression over columns.")

  static let all: [any AnyParameter] = [
    JudgingParameters.model, JudgingParameters.data, cost, revenue, JudgingParameters.outcome,
    JudgingParameters.treatment, JudgingParameters.control, JudgingParameters.arms,
    JudgingParameters.propensity, JudgingParameters.features, JudgingParameters.models,
    JudgingParameters.folds, JudgingParameters.clip, JudgingParameters.weights,
    JudgingParameters.cluster,
  ]

  static let diagnostics: [DiagnosticKind] = [
    .responsePolicy, .invalidAmount, .noIntervals, .unjudgeable, .nothingToJudge,
  ]

  static let values: [(path: String, summary: String)] = [
    ("share", "share of the learning rows that the rule treats"),
    ("share[ARM]", "share of the learning rows that get this arm, the control included"),
    ("value", "mean reward per customer on the learning rows, by doubly robust scores; optimistic"),
    ("value.sum", "the same, summed over the learning rows"),
    ("value.se", "its standard error, which does not know that the rule was chosen on these rows"),
    ("rows", "learning rows"),
  ]

  /// Says what a policy cell reads and binds.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    if let model = arguments[JudgingParameters.model] {
      plan.readObject(model, types: [FittedEffect.typeName])
    } else if !plan.readLastObject(type: FittedEffect.typeName) {
      plan.error(
        .nothingToJudge, "no model is fitted above, so there is no effect to decide by",
        hint: "fit one first, or name it with model:")
    }
    plan.check(arguments[JudgingParameters.outcome], in: schema)
    plan.check(arguments[JudgingParameters.treatment]?.column, in: schema)
    plan.check(arguments[JudgingParameters.weights], in: schema)
    plan.bind(.object(PolicyObject.typeName))
  }

  /// The model that a policy decides by; a response model is refused.
  static func model(_ context: RunContext) throws(Diagnostic) -> (name: String, FittedEffect) {
    let found: (name: String, FittedEffect)
    if let named = context.arguments[JudgingParameters.model] {
      found = (named.name, try context.object(FittedEffect.self, named))
    } else if let last = context.lastObject(FittedEffect.self) {
      found = (last.name, last.object)
    } else {
      throw context.error(.nothingToJudge, "no model is fitted above")
    }
    guard !found.1.isResponse else {
      throw context.error(
        .responsePolicy, at: context.arguments.range(of: JudgingParameters.model),
        "“\(found.name)” predicts outcomes and not effects, so it cannot say whom to treat",
        hint: "fit a model of effects, such as t-learner")
    }
    return found
  }

  /// The rule valued on the rows that it was learned from, and bound.
  static func result(
    _ policy: PolicyObject, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let frame = try context.frame(context.arguments[JudgingParameters.data])
    let rows = try ValuedRows.gather(
      model: policy.model, labels: policy.labels, frame: frame.frame, context)
    let actions = try policy.actions(frame.frame, context)
    let chosen = PolicyAssignment.actions(rows.rows.map { actions[$0] })
    let payoff = rows.taking(try policy.payoff(frame.frame, context))
    var result = CellResult()
    do throws(PolicyError) {
      let value = try ValueEstimator.dr.value(of: chosen, on: rows.sample, payoff: payoff)
      let shares = chosen.shares(
        actionCount: policy.labels.count, weights: rows.sample.weights)
      result.values.set("share", 1 - shares[0])
      for (label, share) in zip(policy.labels, shares) {
        result.values.set("share[\(label)]", share)
      }
      result.values.set("value", value.value)
      result.values.set("value.sum", value.value * Double(rows.sample.rowCount))
      result.values.set("value.se", value.standardError)
      result.values.set("rows", rows.sample.rowCount)
      result.values.set("rule", policy.text)
      result.items = [.verdict(policy.text), .table(table(policy, shares, value))]
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    result.stamps = ["in-sample"]
    result.notes = rows.notes
    result.definitions = [.init("value", ValueEstimator.dr.definition)]
    result.bind(context.name, policy)
    return result
  }

  private static func table(
    _ policy: PolicyObject, _ shares: [Double], _ value: InfluenceEstimate
  ) -> ResultTable {
    let amount = NumberFormat.significant(value.value, digits: 4)
    return ResultTable(
      title: "Whom the rule treats",
      columns: [TableColumn("Arm"), TableColumn("Share of the learning rows", .share(1))],
      rows: zip(policy.labels, shares).map { [.text($0), .number($1)] },
      notes: ["Value on the learning rows: \(amount) per customer, which flatters the rule."])
  }
}

extension DiagnosticKind {
  static let responsePolicy = DiagnosticKind(
    "policy.response", .error,
    "A response model predicts who will act, not whom treatment moves. A policy needs effects.")
}

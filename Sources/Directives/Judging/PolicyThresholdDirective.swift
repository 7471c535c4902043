import Causal
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// `policy threshold`: treat where the predicted effect is worth its cost.
package struct PolicyThresholdDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "policy", kind: "threshold",
    summary: "Makes the rule that treats whoever's predicted effect is worth its cost.",
    discussion: """
      A customer is treated where revenue · τ̂ ≥ cost. Both may be expressions over the frame's
      columns, so that the bar differs from row to row. With `risk: 0.05` only those are treated
      whose one-sided 95% lower bound of revenue · τ − cost is above zero. A negative revenue treats
      where the effect is low enough.

      `when` states another condition on the effect. Its `tau.low` and `tau.high` are the ends of the
      interval, or with `risk` one-sided bounds at that risk: `when: tau.high < -1` with `risk: 0.05`
      treats where the effect is below −1 with 95% confidence.
      """,
    example: """
      ```{policy threshold #targeted}
      data: half.train
      model: tau
      cost: 0.10
      revenue: 1
      ```
      """,
    values: PolicyParameters.values)

  static let when = Parameter<SQLExpression?>.optional(
    "when", .expression,
    "A condition over tau, tau.low, tau.high and columns, in place of cost and revenue.")
  static let risk = Parameter<Double?>.optional(
    "risk", .number(from: 0, to: 0.5, excludingLow: true), shown: "no margin for error",
    "Treat only where the one-sided lower bound at this risk covers the cost.")

  package static let parameters: [any AnyParameter] = PolicyParameters.all + [when, risk]
  package static let diagnostics: [DiagnosticKind] =
    PolicyParameters.diagnostics + [.severalArms, .riskWithoutBounds]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { PolicyParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(
      context, takesSlopes: context.arguments[Self.when] != nil)
    let arm = try PolicyParameters.onlyArm(of: model, name, context)
    let labels = [model.control, arm]
    let costs = amounts.cost.amounts(labels: labels)
    var rule = PolicyObject.Rule.threshold(risk: arguments[Self.risk])
    if let when = arguments[Self.when] {
      rule = .when(when, risk: arguments[Self.risk])
      if arguments[Self.risk] != nil, !PolicyObject.readsBounds(when) {
        throw context.error(
          .riskWithoutBounds, at: when.range, "“when” asks for no bound, so risk has no part in it",
          hint: "write tau.low or tau.high in place of tau")
      }
    }
    return FittedPolicy(
      policy: PolicyObject(
        rule: rule, model: model, modelName: name, labels: labels, revenue: amounts.revenue,
        costs: costs, lineages: [model.lineage],
        text: text(arm, model.outcome, revenue: amounts.revenue, cost: costs[1])))
  }

  private func text(
    _ arm: String, _ outcome: String, revenue: AmountReference, cost: AmountReference
  ) -> String {
    let margin =
      arguments[Self.risk].map {
        " with \(NumberFormat.shortest((1 - $0) * 100))% confidence"
      } ?? ""
    if let when = arguments[Self.when] {
      return "\(arm) where \(when.text)\(margin); else the control."
    }
    guard let price = revenue.constant, let bar = cost.constant, price != 0 else {
      return "\(arm) where \(revenue.text) · effect ≥ \(cost.text)\(margin); else the control."
    }
    let cut = AmountReference.rounded(bar / price)
    return
      "\(arm) where the effect on \(outcome) is at \(price > 0 ? "least" : "most") \(cut)\(margin) (cost \(cost.text), revenue \(revenue.text)); else the control."
  }
}

extension DiagnosticKind {
  static let riskWithoutBounds = DiagnosticKind(
    "policy.riskWithoutBounds", .error,
    "`risk:` says which bounds `tau.low` and `tau.high` are; a condition without them takes no risk into account."
  )
}

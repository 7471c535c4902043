import Causal
import Diagnostics
import Execution

/// `policy best-arm`: give each row the arm that is predicted to pay most, or none.
package struct PolicyBestArmDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "policy", kind: "best-arm",
    summary: "Makes the rule that gives each row the arm with the highest predicted payoff.",
    discussion: """
      The payoff of an arm is revenue · τ̂ − its cost; the control pays nothing. The control wins
      ties, so nobody is treated without a predicted gain.
      """,
    example: """
      ```{policy best-arm #best}
      data: half.train
      model: tau
      cost: {Mens E-Mail: 0.1, Womens E-Mail: 0.1}
      ```
      """,
    values: PolicyParameters.values)

  package static let parameters = PolicyParameters.all
  package static let diagnostics = PolicyParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { PolicyParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(context)
    let labels = try PolicyParameters.labels(of: model, name, context)
    return FittedPolicy(
      policy: PolicyObject(
        rule: .bestArm, model: model, modelName: name, labels: labels, revenue: amounts.revenue,
        costs: amounts.cost.amounts(labels: labels), lineages: [model.lineage],
        text: "The arm with the highest predicted payoff among \(labels.joined(separator: ", "))."))
  }
}

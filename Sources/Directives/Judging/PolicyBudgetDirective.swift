import Causal
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// `policy budget`: the best use of a limited budget.
package struct PolicyBudgetDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "policy", kind: "budget",
    summary: "Makes the rule that earns most by prediction within a budget, or a share of rows.",
    discussion: """
      Every row gets the action with the highest revenue · τ̂ − cost − price · use, where use is the
      action's cost, or 1 with `share`; the price is the least at which the rows of `data` keep within
      the budget. So of the treatments that pay, those with the highest return on what is scarce are
      taken, with any number of arms. On other rows the rule keeps its price, so what it spends
      there depends on them. Rows that are alike at the margin are treated together or not at all.
      """,
    example: """
      ```{policy budget #afford}
      data: half.train
      model: tau
      revenue: 1
      cost: 0.10
      budget: 500
      ```
      """,
    values: PolicyParameters.values + [
      ("price", "what another unit of the budget, or another row, would earn"),
      ("used", "what the learning rows use, in units of cost or rows"),
    ])

  static let budget = Parameter<Double?>.optional(
    "budget", .number(from: 0), "What all rows of data may cost together.")
  static let share = Parameter<Double?>.optional(
    "share", .number(from: 0, to: 1), "In place of a budget: the share of rows that may be treated."
  )

  package static let parameters: [any AnyParameter] = PolicyParameters.all + [budget, share]
  package static let diagnostics = PolicyParameters.diagnostics + [.oneLimit]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    if (arguments[Self.budget] == nil) == (arguments[Self.share] == nil) {
      plan.error(
        .oneLimit, "say either budget: or share:",
        hint: "budget: 500 for money, share: 0.2 for a fifth of the rows")
    }
    PolicyParameters.plan(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(context)
    let labels = try PolicyParameters.labels(of: model, name, context)
    let frame = try context.frame(arguments[JudgingParameters.data])
    func policy(_ rule: BudgetRule, _ text: String) -> PolicyObject {
      PolicyObject(
        rule: .budget(rule), model: model, modelName: name, labels: labels,
        revenue: amounts.revenue, costs: amounts.cost.amounts(labels: labels),
        lineages: [model.lineage], text: text)
    }
    let resource: BudgetRule.Resource = arguments[Self.share] == nil ? .cost : .treated
    let draft = policy(BudgetRule(resource: resource, price: 0), "")
    let effects = try draft.effects(frame.frame, context)
    let payoff = try draft.payoff(frame.frame, context)
    let count = Double(frame.frame.rowCount)
    let limit = arguments[Self.share].map { $0 * count } ?? arguments[Self.budget] ?? 0
    let rule = BudgetRule(effects: effects, payoff: payoff, resource: resource, budget: limit)
    let used = rule.used(rule.actions(effects: effects, payoff: payoff), payoff)
    var fitted = FittedPolicy(policy: policy(rule, text(rule, labels, limit, count)))
    fitted.values.set("price", rule.price)
    fitted.values.set("used", used)
    fitted.notes.append(note(rule, used: used, limit: limit, rows: frame.frame.rowCount))
    return fitted
  }

  private func text(
    _ rule: BudgetRule, _ labels: [String], _ limit: Double, _ count: Double
  ) -> String {
    let whom =
      labels.count == 2
      ? "\(labels[1]) where revenue · effect − cost"
      : "The arm of \(labels.dropFirst().joined(separator: ", ")) with the highest revenue · effect − cost"
    let price = AmountReference.rounded(rule.price)
    guard rule.price > 0 else { return "\(whom) is above 0: the limit does not bind." }
    guard rule.price.isFinite else { return "\(labels[0]) for everybody: nothing may be used." }
    switch rule.resource {
    case .treated: return "\(whom) is above \(price); else the control."
    case .cost: return "\(whom) is above \(price) · cost; else the control."
    }
  }

  private func note(_ rule: BudgetRule, used: Double, limit: Double, rows: Int) -> String {
    let (spent, whole) = (AmountReference.rounded(used), AmountReference.rounded(limit))
    let unit = rule.resource == .treated ? " rows" : ""
    if rule.price == 0 {
      return "The limit of \(whole)\(unit) does not bind: all that pays uses \(spent)."
    }
    return
      "Of the limit of \(whole)\(unit), \(spent) are used on \(CountText.rows(rows)); rows alike at the margin are left out together."
  }
}

extension DiagnosticKind {
  static let oneLimit = DiagnosticKind(
    "policy.oneLimit", .error, "A budget is an amount of cost or a share of rows, one of the two.")
}

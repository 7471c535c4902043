import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// Amounts by which policies are valued: the cell's own, or those of one step of a sweep.
struct ValueScenario {
  /// The step in words, such as `revenue=30`; empty for the cell's own amounts.
  let name: String
  let revenue: AmountReference?
  let cost: CostReference?

  /// The key of a policy's values.
  func key(_ policy: String) -> String { name.isEmpty ? policy : "\(policy), \(name)" }

  /// A fitted policy that decides by these amounts, where its rule follows from amounts.
  func applied(to policy: PolicyObject) -> PolicyObject {
    var policy = policy
    if let revenue { policy.revenue = revenue }
    if let cost { policy.costs = cost.amounts(labels: policy.labels) }
    return policy
  }

  /// Every combination of the swept amounts; one scenario without a sweep.
  static func all(_ arguments: Arguments) -> [ValueScenario] {
    let base = ValueScenario(
      name: "", revenue: arguments[ValueDirective.revenue], cost: arguments[ValueDirective.cost])
    guard let sweep = arguments[ValueDirective.sweep] else { return [base] }
    var scenarios = [base]
    for (key, values) in sweep {
      scenarios = scenarios.flatMap { scenario in
        values.map { value in
          let name = "\(key.value)=\(AmountReference.rounded(value))"
          let isRevenue = key.value == "revenue"
          return ValueScenario(
            name: scenario.name.isEmpty ? name : "\(scenario.name), \(name)",
            revenue: isRevenue ? .number(value) : scenario.revenue,
            cost: isRevenue ? scenario.cost : .one(.number(value)))
        }
      }
    }
    return scenarios
  }

  /// What rewards by these amounts are called.
  func words(for outcome: String, _ policies: [PolicyObject]) -> RewardWords {
    let costs =
      switch cost {
      case .one(let amount): [amount]
      case .perArm(let pairs): pairs.map(\.amount)
      case nil: policies.flatMap(\.costs)
      }
    return RewardWords(
      outcome, revenue: revenue ?? policies.first?.revenue ?? .one, costs: costs)
  }

  /// The scenario's amounts, else the policies', which must agree.
  func payoff(
    _ policies: [PolicyObject], labels: [String], frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> Payoff {
    func disagree(_ what: String) -> Diagnostic {
      context.error(
        .policiesDisagree, at: context.arguments.range(of: ValueDirective.policies),
        "the policies were made with different \(what)", hint: "say \(what): which one counts")
    }
    var revenue = self.revenue
    var costs = cost?.amounts(labels: labels)
    if revenue == nil {
      for policy in policies {
        if let revenue, !revenue.agrees(with: policy.revenue) { throw disagree("revenue") }
        revenue = policy.revenue
      }
    }
    if costs == nil {
      var known: [String: AmountReference] = [:]
      for policy in policies {
        for (label, cost) in zip(policy.labels, policy.costs) {
          if let other = known[label], !other.agrees(with: cost) { throw disagree("cost") }
          known[label] = cost
        }
      }
      costs = labels.map { known[$0] ?? .zero }
    }
    var amounts: [RowAmount] = []
    for cost in costs ?? [] { amounts.append(try cost.amounts(over: frame, context)) }
    return Payoff(
      revenue: try (revenue ?? .one).amounts(over: frame, context), costs: amounts)
  }
}

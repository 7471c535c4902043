import Causal
import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// A policy over ranges of cost and revenue, and under confounding that would turn its decisions.
struct PolicySensitivity {
  /// One axis of the surface.
  struct Range {
    var key: String
    var values: [Double]
  }

  /// What one pair of amounts gives.
  struct Point: Sendable {
    var policy: Double
    var all: Double
    var share: Double
    /// How much more than the better of treating all and nobody.
    var advantage: Double { policy - max(all, 0) }
  }

  let name: String
  let ranges: [Range]
  /// By the second range (a single row without one), then by the first.
  let points: [[Point]]
  /// Share of decisions that a confounder of these strengths could turn; empty for several arms.
  let flips: [(strength: Double, share: Double)]
  let isDecidedAnew: Bool
  /// What the amounts are called.
  let words: RewardWords
  private(set) var notes: [String]
  private(set) var stamps: [String] = []

  private static let strengths = [0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3]

  init(_ policy: PolicyObject, name: String, _ context: RunContext) throws(Diagnostic) {
    self.name = name
    let object = try context.frame(context.arguments[JudgingParameters.data])
    let frame = object.frame
    let rows = try ValuedRows.gather(
      model: policy.model, labels: policy.labels, frame: frame, context)
    notes = rows.notes
    if policy.lineages.contains(where: { $0.overlaps(object.lineage) }) {
      stamps.append("in-sample: \(name)")
      if context.arguments[JudgingParameters.allow] != .inSample {
        context.warn(
          .valueInSample, at: context.arguments.range(of: JudgingParameters.data),
          "“\(name)” is valued on rows that it may have been learned from, which flatters it",
          hint: "value it on another part of a split")
      }
    }
    var ranges: [Range] = []
    for (key, given) in context.arguments[SensitivityDirective.ranges] {
      try Self.check(key, policy, context)
      let steps = given.count == 3 ? Int(given[2]) : 11
      let values = (0..<steps).map {
        given[0] + (given[1] - given[0]) * Double($0) / Double(steps - 1)
      }
      ranges.append(Range(key: key.value, values: values))
    }
    self.ranges = ranges
    let effects = try policy.effects(frame, context)
    switch policy.rule {
    case .threshold(risk: nil), .bestArm: isDecidedAnew = true
    default: isDecidedAnew = false
    }
    let fixed = isDecidedAnew ? nil : try policy.actions(frame, context)
    var points: [[Point]] = []
    if let first = ranges.first {
      let second = ranges.dropFirst().first
      for y in second?.values ?? [0] {
        var line: [Point] = []
        for x in first.values {
          var amounts = [(first.key, x)]
          if let second { amounts.append((second.key, y)) }
          line.append(
            try Self.point(policy, amounts, effects, fixed, rows, frame, context))
        }
        points.append(line)
      }
    }
    self.points = points
    words = RewardWords(rows.outcome, revenue: policy.revenue, costs: policy.costs)
      .merged(
        with: RewardWords(
          rows.outcome, isPriced: ranges.contains { $0.key == "revenue" },
          hasCost: ranges.contains { $0.key == "cost" }))
    flips =
      policy.labels.count == 2
      ? try Self.flips(policy, effects[0], rows, frame, context) : []
  }

  private static func check(
    _ key: Located<String>, _ policy: PolicyObject, _ context: RunContext
  ) throws(Diagnostic) {
    if ["cost", "revenue"].contains(key.value) { return }
    var known: Set<String> = []
    for amount in policy.costs + [policy.revenue] {
      known.formUnion(amount.expression?.parameters.keys.map { $0 } ?? [])
    }
    guard known.contains(key.value) else {
      throw context.error(
        .badRange, at: key.range,
        "“\(key.value)” is neither cost nor revenue, nor a parameter in the policy's amounts",
        hint: NearMiss.hint(
          for: key.value, in: ["cost", "revenue"] + known.sorted(), what: "ranges"))
    }
  }

  /// The policy's amounts with others in the place of some.
  private static func payoff(
    _ policy: PolicyObject, _ amounts: [(key: String, value: Double)], _ frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) -> Payoff {
    func changed(_ reference: AmountReference) -> AmountReference {
      guard var expression = reference.expression else { return reference }
      for (key, value) in amounts where expression.parameters[key] != nil {
        expression.parameters[key] = .number(value)
      }
      return AmountReference(expression)
    }
    var revenue = try changed(policy.revenue).amounts(over: frame, context)
    var costs: [RowAmount] = []
    for cost in policy.costs { costs.append(try changed(cost).amounts(over: frame, context)) }
    for (key, value) in amounts {
      if key == "revenue" { revenue = .constant(value) }
      if key == "cost" {
        for index in costs.indices.dropFirst() { costs[index] = .constant(value) }
      }
    }
    return Payoff(revenue: revenue, costs: costs)
  }

  private static func point(
    _ policy: PolicyObject, _ amounts: [(key: String, value: Double)], _ effects: [[Double]],
    _ fixed: [Int32]?, _ rows: ValuedRows, _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> Point {
    let payoff = try payoff(policy, amounts, frame, context)
    let actions =
      fixed
      ?? (policy.labels.count == 2
        ? GreedyRules.threshold(
          effect: effects[0], revenue: payoff.revenue, cost: payoff.costs[1])
        : GreedyRules.bestArm(effects: effects, payoff: payoff))
    let own = rows.rows.map { actions[$0] }
    let taken = rows.taking(payoff)
    do throws(PolicyError) {
      func value(_ assignment: PolicyAssignment) throws(PolicyError) -> Double {
        try ValueEstimator.dr.value(of: assignment, on: rows.sample, payoff: taken).value
      }
      let none = try value(.everyone(0, of: rows.labels.count))
      var best = -Double.infinity
      for arm in 1..<rows.labels.count {
        best = max(best, try value(.everyone(arm, of: rows.labels.count)))
      }
      let treated = own.count { $0 != 0 }
      return Point(
        policy: try value(.actions(own)) - none, all: best - none,
        share: Double(treated) / Double(max(1, own.count)))
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// The share of decisions a confounder turns, by its strength with treatment and outcome alike.
  private static func flips(
    _ policy: PolicyObject, _ effect: [Double], _ rows: ValuedRows, _ frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) -> [(strength: Double, share: Double)] {
    let sample = rows.sample
    var residuals: [Double] = []
    var propensities: [Double] = []
    for row in sample.outcome.indices {
      let action = Int(sample.actions[row])
      let own = sample.propensities[action][row]
      let (control, treated) = (sample.propensities[0][row], sample.propensities[1][row])
      guard own > 0, own < 1, control + treated > 0 else { return [] }
      // Γ − Y = (Y − μ̂)(1/e − 1) gives back the residual.
      residuals.append(
        ((sample.scores?[action][row] ?? .nan) - sample.outcome[row]) / (1 / own - 1))
      propensities.append(treated / (control + treated))
    }
    guard let scores = sample.scores,
      let bounds = ConfoundingBounds(
        scores: zip(scores[1], scores[0]).map { $0 - $1 }, residuals: residuals,
        propensities: propensities, isTreated: sample.actions.map { $0 == 1 })
    else { return [] }
    let payoff = rows.taking(try policy.payoff(frame, context))
    let own = rows.rows.map { effect[$0] }
    return strengths.map { strength in
      (
        strength,
        DecisionFlips.share(
          effect: own, revenue: payoff.revenue, cost: payoff.costs[1],
          bias: bounds.bias(outcome: strength, treatment: strength))
      )
    }
  }
}

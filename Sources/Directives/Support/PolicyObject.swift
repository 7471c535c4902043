import Causal
import Diagnostics
import Execution
import Frames
import Learners

/// A rule in the session that says which arm each row of a frame gets.
struct PolicyObject: SessionObject {
  static let typeName = "policy"

  /// How the rule decides.
  enum Rule: Sendable {
    /// Treat where the payoff of the effect covers the cost, by a model with one arm.
    case threshold(risk: Double?)
    /// Treat where a condition on the predicted effect holds; with a risk, `tau.low` and `tau.high`
    /// are one-sided bounds at that risk, else the ends of the interval.
    case when(SQLExpression, risk: Double?)
    /// The arm with the highest payoff, or the control.
    case bestArm
    /// A tree over columns of its own; leaves are actions.
    case tree(PolicyTree, SplitColumns)
    /// The highest payoff less a price for what the action uses.
    case budget(BudgetRule)
    /// The arm with the highest revenue · τ̂ − cost, where that reaches a cut.
    case net(atLeast: Double)
    /// Treat where a classifier finds it more likely to pay than not.
    case classifier(any Predictor)
    /// Treat in some leaves of a tree over features.
    case leaves(EffectTree, treated: [Bool])
  }

  var rule: Rule
  /// The model that it decides by; nil for a tree learned from columns of rewards.
  var model: FittedEffect?
  let modelName: String
  /// The control, then the arms among which the rule chooses.
  let labels: [String]
  var revenue: AmountReference
  /// One for each label.
  var costs: [AmountReference]
  /// The rows whose outcomes the rule was learned from, and its model's.
  ///
  /// A threshold, a budget and the best arm follow from the model alone: where they are decided
  /// on other rows, no outcome of those rows has a say.
  let lineages: [Lineage]
  /// The rule in words.
  var text: String

  /// Whether the rule follows from its model's effects, so that another fit makes another rule.
  var followsFromEffects: Bool {
    switch rule {
    case .threshold, .when, .bestArm: true
    default: false
    }
  }

  func read(at range: SourceRange) -> PolicyObject {
    var policy = self
    policy.model = model?.read(at: range)
    policy.revenue = revenue.placed(at: range)
    policy.costs = costs.map { $0.placed(at: range) }
    if case .when(var condition, let risk) = rule {
      condition.range = range
      policy.rule = .when(condition, risk: risk)
    }
    return policy
  }

  /// The action of every row of a frame: positions in `labels`.
  func actions(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> [Int32] {
    switch rule {
    case .threshold(let risk): try threshold(frame, risk: risk, context)
    case .when(let condition, let risk):
      try treated(frame, where: condition, risk: risk, context)
    case .bestArm:
      GreedyRules.bestArm(effects: try effects(frame, context), payoff: try payoff(frame, context))
    case .tree(let tree, let columns): try columns.actions(of: tree, frame, context)
    case .budget(let rule):
      rule.actions(effects: try effects(frame, context), payoff: try payoff(frame, context))
    case .net(let cut):
      try PolicyObject.treated(
        GreedyRules.bestTreatment(
          effects: effects(frame, context), payoff: payoff(frame, context)), atLeast: cut)
    case .classifier(let predictor): try classified(frame, predictor, context)
    case .leaves(let tree, let treated):
      tree.leaves(try matrix(frame, context)).map { treated[Int($0)] ? 1 : 0 }
    }
  }

  /// What treating each row is predicted to gain after its cost: R·τ̂ − (C₁ − C₀).
  static func net(_ effect: [Double], _ payoff: Payoff) -> [Double] {
    effect.indices.map { row in
      payoff.revenue[row] * effect[row] - (payoff.costs[1][row] - payoff.costs[0][row])
    }
  }

  private static func treated(
    _ best: (actions: [Int32], gains: [Double]), atLeast cut: Double
  ) -> [Int32] {
    best.actions.indices.map { best.gains[$0] >= cut ? best.actions[$0] : 0 }
  }

  private func classified(
    _ frame: Frame, _ predictor: any Predictor, _ context: RunContext
  ) throws(Diagnostic) -> [Int32] {
    let model = try fittedModel(context)
    do throws(LearnerError) {
      return try model.applied(to: frame) { rows, _ throws(LearnerError) in
        try predictor.predict(rows.features).map { $0 > 0.5 ? 1 : 0 }
      }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
  }

  /// What rewards are worth and actions cost on every row of a frame.
  func payoff(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> Payoff {
    var amounts: [RowAmount] = []
    for cost in costs { amounts.append(try cost.amounts(over: frame, context)) }
    return Payoff(revenue: try revenue.amounts(over: frame, context), costs: amounts)
  }

  /// Predicted effects of the arms that the rule chooses from.
  func effects(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> [[Double]] {
    let model = try fittedModel(context)
    do throws(LearnerError) {
      let all = try model.scores(frame)
      return labels.dropFirst().compactMap { label in
        model.arms.firstIndex(of: label).map { all[$0] }
      }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
  }

  private func threshold(
    _ frame: Frame, risk: Double?, _ context: RunContext
  ) throws(Diagnostic) -> [Int32] {
    let effect = try effects(frame, context)[0]
    let payoff = try payoff(frame, context)
    guard let risk else {
      return GreedyRules.threshold(
        effect: effect, revenue: payoff.revenue, cost: payoff.costs[1])
    }
    let errors = try standardErrors(frame, context)
    let bounds = GreedyRules.lowerBounds(
      effect: effect, standardErrors: errors, revenue: payoff.revenue, cost: payoff.costs[1],
      risk: risk)
    return bounds.map { $0 > 0 ? 1 : 0 }
  }

  private func treated(
    _ frame: Frame, where condition: SQLExpression, risk: Double?, _ context: RunContext
  ) throws(Diagnostic) -> [Int32] {
    let effect = try effects(frame, context)[0]
    var columns = [Column(name: "tau", numbers: effect)]
    var condition = condition
    if PolicyObject.readsBounds(condition) {
      let errors = try standardErrors(frame, context)
      let reach = GroupPlot.reach(risk.map { 1 - 2 * $0 } ?? context.level)
      columns.append(
        Column(name: "tau_low", numbers: zip(effect, errors).map { $0 - reach * $1 }))
      columns.append(
        Column(name: "tau_high", numbers: zip(effect, errors).map { $0 + reach * $1 }))
      condition.text = condition.text.replacing("tau.low", with: "tau_low")
        .replacing("tau.high", with: "tau_high")
    }
    let extended = frame.with(columns)
    do throws(SQLError) {
      return try SQLEngine.condition(
        condition.text, over: extended,
        parameters: condition.parameters.mapValues(\.sqlValue)
      ).map { $0 ? 1 : 0 }
    } catch {
      throw context.diagnostic(error, in: condition, over: extended)
    }
  }

  private func fittedModel(_ context: RunContext) throws(Diagnostic) -> FittedEffect {
    guard let model else {
      throw context.error(.nothingToJudge, "a rule learned from rewards has no model of effects")
    }
    return model
  }

  private func standardErrors(
    _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> [Double] {
    let model = try fittedModel(context)
    do throws(LearnerError) {
      let rows = try model.rows(of: frame).rows
      let arm = (model.arms.firstIndex(of: labels[1]) ?? 0) + 1
      if let errors = try model.fitted.model.standardErrors(rows, arm: arm) { return errors }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    throw context.error(
      .noIntervals, "“\(modelName)” gives no standard errors of its effects",
      hint:
        "use a learner with a linear last stage, such as dr-learner with models: {effect: linear}")
  }

  private func matrix(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> FeatureMatrix {
    let model = try fittedModel(context)
    do throws(LearnerError) {
      return try model.rows(of: frame).rows.features
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
  }

  /// Whether a condition asks for the bounds of the effect, and not for the effect alone.
  static func readsBounds(_ condition: SQLExpression) -> Bool {
    condition.text.contains("tau.low") || condition.text.contains("tau.high")
  }
}

extension DiagnosticKind {
  static let noIntervals = DiagnosticKind(
    "policy.noIntervals", .error,
    "`risk:` and `tau.low` need standard errors of each row's effect, and the model gives none.")
}

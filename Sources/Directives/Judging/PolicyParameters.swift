import Causal
import Diagnostics
import Execution
import Frames
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

  static let by = Parameter<ColumnReference?>.optional(
    "by", .column, "A column of segments: the share treated is told for each of its levels.")
  static let sweep = Parameter<[(key: Located<String>, value: [Double])]>(
    "sweep", .map(of: .list(of: .number), keys: "revenue or cost"), default: [], shown: "none",
    "Values of revenue or cost for each of which the rule is fitted, as {revenue: [30, 20]}.")

  static let all: [any AnyParameter] = [
    JudgingParameters.model, JudgingParameters.data, cost, revenue, JudgingParameters.outcome,
    JudgingParameters.treatment, JudgingParameters.control, JudgingParameters.arms,
    JudgingParameters.propensity, JudgingParameters.features, JudgingParameters.models,
    JudgingParameters.folds, JudgingParameters.clip, JudgingParameters.weights,
    JudgingParameters.cluster, by, sweep,
  ]

  static let diagnostics: [DiagnosticKind] = [
    .responsePolicy, .slopePolicy, .invalidAmount, .noIntervals, .unjudgeable, .nothingToJudge,
    .manyLevels,
    .unfitSweep,
  ]

  static let values: [(path: String, summary: String)] = [
    ("share", "share of the learning rows that the rule treats"),
    ("share[ARM]", "share of the learning rows that get this arm, the control included"),
    ("value", "mean reward per customer on the learning rows, by doubly robust scores; optimistic"),
    ("value.sum", "the same, summed over the learning rows"),
    ("value.se", "its standard error, which does not know that the rule was chosen on these rows"),
    ("rows", "learning rows"),
    ("rule", "the rule in words"),
    ("share.by[LEVEL]", "share of a segment's rows that the rule treats, with by:"),
    ("[VALUE].share", "with sweep: any of these for one value; the rule is NAME[VALUE]"),
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
    plan.check(arguments[by], in: schema)
    PolicySweep.plan(arguments, &plan)
    plan.bind(.object(PolicyObject.typeName))
  }

  /// Fits the rule, or one for each value of `sweep:`, and tells it.
  static func run(
    _ context: RunContext, fit: (PolicyAmounts) throws -> FittedPolicy
  ) throws -> CellResult {
    let settings = PolicySweep.settings(context.arguments)
    guard !settings.isEmpty else {
      return try result(try fit(PolicyAmounts(context.arguments)), context)
    }
    return try PolicySweep.run(settings, context) { try result(try fit($0), context) }
  }

  /// The model that a policy decides by; a response model is refused, and one of slopes but where
  /// the rule says what it asks of a slope.
  static func model(
    _ context: RunContext, takesSlopes: Bool = false
  ) throws(Diagnostic) -> (name: String, FittedEffect) {
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
    guard takesSlopes || !found.1.isSlope else {
      throw context.error(
        .slopePolicy, at: context.arguments.range(of: JudgingParameters.model),
        "“\(found.name)” tells slopes of an amount, and a policy chooses among arms",
        hint: "fit with treatment: {column: \(found.1.treatment), as: arms}, or value expressions")
    }
    return found
  }

  /// The one arm of a rule that treats or does not.
  static func onlyArm(
    of model: FittedEffect, _ name: String, _ context: RunContext
  ) throws(Diagnostic) -> String {
    let arms = try labels(of: model, name, context).dropFirst()
    guard let arm = arms.first, arms.count == 1 else {
      throw context.error(
        .severalArms, at: context.arguments.range(of: JudgingParameters.model),
        "“\(name)” has \(arms.count) arms, and a threshold decides about one",
        hint: "choose one with arms:, or use policy best-arm")
    }
    return arm
  }

  /// The control, then the arms among which a rule chooses: the model's, or those named with `arms:`.
  static func labels(
    of model: FittedEffect, _ name: String, _ context: RunContext
  ) throws(Diagnostic) -> [String] {
    guard let given = context.arguments[JudgingParameters.arms] else { return model.labels }
    if let unknown = given.first(where: { !model.arms.contains($0.value) }) {
      throw context.error(
        .unknownLevel, at: unknown.range, "“\(name)” has no arm “\(unknown.value)”",
        hint: NearMiss.hint(for: unknown.value, in: model.arms, what: "arms"))
    }
    return [model.control] + given.map(\.value)
  }

  /// The rule valued on the rows that it was learned from, and bound.
  private static func result(
    _ fitted: FittedPolicy, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    let policy = fitted.policy
    let frame = try context.frame(context.arguments[JudgingParameters.data])
    if policy.labels.first == TreatmentArms.unitLess {
      return try SlopeRule.result(fitted, frame.frame, context)
    }
    let rows: ValuedRows
    if let own = fitted.rows {
      rows = own
    } else {
      rows = try ValuedRows.gather(
        model: policy.model, labels: policy.labels, frame: frame.frame, context)
    }
    let actions = try policy.actions(frame.frame, context)
    let taken = rows.rows.map { actions[$0] }
    let payoff = rows.taking(try policy.payoff(frame.frame, context))
    var result = CellResult()
    do throws(PolicyError) {
      let chosen = PolicyAssignment.actions(taken)
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
      result.items = [.verdict(policy.text)] + fitted.charts.map { .chart($0) }
      result.items.append(.table(table(policy, shares, value)))
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    if let segments = try bySegment(policy, rows, taken, frame.frame, context, &result.values) {
      result.items.append(.table(segments))
    }
    result.values.merge(fitted.values)
    result.stamps = ["in-sample"]
    result.notes = fitted.notes + rows.notes
    result.definitions = [.init("value", ValueEstimator.dr.definition)]
    result.bind(context.name, policy)
    return result
  }

  /// The share treated of each level of `by:`.
  private static func bySegment(
    _ policy: PolicyObject, _ rows: ValuedRows, _ actions: [Int32], _ frame: Frame,
    _ context: RunContext, _ values: inout ResultValues
  ) throws(Diagnostic) -> ResultTable? {
    guard let reference = context.arguments[by] else { return nil }
    let view = try context.column(reference, in: frame).levelView
    var counts: [Int32: [Int]] = [:]
    for (position, row) in rows.rows.enumerated() where view.codes[row] >= 0 {
      counts[view.codes[row], default: [Int](repeating: 0, count: policy.labels.count)][
        Int(actions[position])] += 1
    }
    guard counts.count <= 50 else {
      throw context.error(
        .manyLevels, at: reference.range,
        "“\(reference.name)” has \(counts.count) levels, and at most 50 are told",
        hint: "bin it with transform")
    }
    var lines: [[TableCell]] = []
    for code in counts.keys.sorted() {
      let own = counts[code] ?? []
      let total = own.reduce(0, +)
      let level = view.levels[Int(code)]
      let share = 1 - Double(own[0]) / Double(total)
      values.set("share.by[\(level)]", share)
      lines.append(
        [.text(level), .integer(total), .number(share)]
          + own.dropFirst().map { .number(Double($0) / Double(total)) })
    }
    let arms = policy.labels.count > 2 ? Array(policy.labels.dropFirst()) : []
    return ResultTable(
      title: "Share treated by \(reference.name)",
      columns: [
        TableColumn(reference.name), TableColumn("Rows", .count),
        TableColumn("Treated", .share(1)),
      ] + arms.map { TableColumn($0, .share(1)) },
      rows: arms.isEmpty ? lines.map { Array($0.prefix(3)) } : lines)
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
  static let severalArms = DiagnosticKind(
    "policy.severalArms", .error,
    "A threshold treats or does not. With several arms, choose one with `arms:`, or use `policy best-arm`."
  )
  static let responsePolicy = DiagnosticKind(
    "policy.response", .error,
    "A response model predicts who will act, not whom treatment moves. A policy needs effects.")
  static let slopePolicy = DiagnosticKind(
    "policy.slope", .error,
    "A model of slopes says what one more unit would do, and not which amount is best. Its levels as arms make a policy."
  )
}

import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `policy tree` on columns of rewards, without a model.
enum RewardTree {
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    let rewards = arguments[PolicyTreeDirective.rewards]
    plan.check(rewards.map(\.value), in: schema)
    plan.check(arguments[PolicyTreeDirective.features] ?? [], in: schema)
    if rewards.count < 2 {
      plan.error(
        .fewActions, at: arguments.range(of: PolicyTreeDirective.rewards),
        "a tree chooses among two actions or more",
        hint: "as rewards: {none: gamma_0, mail: gamma_1}")
    }
    if arguments[PolicyTreeDirective.features]?.isEmpty ?? true {
      plan.error(.missingRole, "with rewards:, say with features: what the tree may ask about")
    }
    PolicySweep.plan(arguments, &plan)
    plan.bind(.object(PolicyObject.typeName))
  }

  static func run(_ context: RunContext) throws -> CellResult {
    let settings = PolicySweep.settings(context.arguments)
    guard !settings.isEmpty else { return try result(PolicyAmounts(context.arguments), context) }
    return try PolicySweep.run(settings, context) { try result($0, context) }
  }

  /// The rewards of the rows that have them all: revenue · column − cost of the action.
  private struct Rewards {
    let labels: [String]
    /// Positions of the rows in the frame.
    let rows: [Int]
    let values: [[Double]]

    init(
      _ amounts: PolicyAmounts, in frame: Frame, _ context: RunContext
    ) throws(Diagnostic) {
      let entries = context.arguments[PolicyTreeDirective.rewards]
      var columns: [[Double]] = []
      for entry in entries {
        columns.append(
          try NumericColumn.values(entry.value, role: "reward", in: frame, context))
      }
      let all = Array(0..<frame.rowCount)
      let complete = NumericColumn.complete(columns, rows: all)
      let used = all.filter { complete[$0] }
      labels = entries.map(\.key.value)
      let revenue = try amounts.revenue.amounts(over: frame, context)
      var values: [[Double]] = []
      for (column, cost) in zip(columns, amounts.cost.amounts(labels: labels)) {
        let cost = try cost.amounts(over: frame, context)
        values.append(used.map { revenue[$0] * column[$0] - cost[$0] })
      }
      (rows, self.values) = (used, values)
    }
  }

  private static func result(
    _ amounts: PolicyAmounts, _ context: RunContext
  ) throws -> CellResult {
    let object = try context.frame(context.arguments[JudgingParameters.data])
    let frame = object.frame
    let rewards = try Rewards(amounts, in: frame, context)
    let (columns, features) = try SplitColumns.learned(
      context.arguments[PolicyTreeDirective.features] ?? [], in: frame, rows: rewards.rows, context)
    let found = try PolicyTreeDirective.search(
      rewards: rewards.values, features: features, context)
    let words = PolicyTreeText(features: features, labels: rewards.labels)
    let policy = PolicyObject(
      rule: .tree(found.tree, columns), model: nil, modelName: "", labels: rewards.labels,
      revenue: amounts.revenue, costs: amounts.cost.amounts(labels: rewards.labels),
      lineages: [object.lineage], text: words.sentence(found.tree))
    let chosen = found.tree.actions(
      (0..<features.columnCount).map { Array(features.column($0)) })
    let shares = PolicyAssignment.actions(chosen).shares(actionCount: rewards.labels.count)
    var result = CellResult()
    record(policy, sum: found.sum, shares, in: &result.values)
    let earned = Moments(chosen.indices.map { rewards.values[Int(chosen[$0])][$0] })
    result.values.set("value.se", earned.standardError)
    result.values.set("rows", rewards.rows.count)
    result.items = [
      .verdict(policy.text),
      .chart(Chart(kind: "policy-tree", tree: words.diagram(found.tree))),
      .table(table(rewards, shares)),
    ]
    result.values.set("value", earned.mean)
    if rewards.rows.count < frame.rowCount {
      result.notes.append(
        "\(CountText.rows(frame.rowCount - rewards.rows.count)) without every reward are left out.")
    }
    result.stamps = ["in-sample"]
    result.bind(context.name, policy)
    return result
  }

  private static func record(
    _ policy: PolicyObject, sum: Double, _ shares: [Double],
    in values: inout ResultValues
  ) {
    values.set("value.sum", sum)
    values.set("rule", policy.text)
    values.set("share", 1 - shares[0])
    for (label, share) in zip(policy.labels, shares) { values.set("share[\(label)]", share) }
  }

  private static func table(_ rewards: Rewards, _ shares: [Double]) -> ResultTable {
    ResultTable(
      title: "Actions of the rule",
      columns: [
        TableColumn("Action"), TableColumn("Share", .share(1)), TableColumn("If for everybody"),
      ],
      rows: rewards.labels.indices.map { action in
        [
          .text(rewards.labels[action]), .number(shares[action]),
          .number(Summation.sum(rewards.values[action]) / Double(rewards.rows.count)),
        ]
      }, notes: ["The rewards are means per row of giving everybody the action."])
  }
}

extension DiagnosticKind {
  static let fewActions = DiagnosticKind(
    "policy.fewActions", .error, "A policy tree needs rewards of at least two actions.")
}

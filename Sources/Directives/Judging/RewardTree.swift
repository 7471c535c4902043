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
    plan.check(arguments[JudgingParameters.features] ?? [], in: schema)
    if rewards.count < 2 {
      plan.error(
        .fewActions, at: arguments.range(of: PolicyTreeDirective.rewards),
        "a tree chooses among two actions or more",
        hint: "as rewards: {none: gamma_0, mail: gamma_1}")
    }
    if arguments[JudgingParameters.features]?.isEmpty ?? true {
      plan.error(.missingRole, "with rewards:, say with features: what the tree may ask about")
    }
    plan.bind(.values)
  }

  static func run(_ context: RunContext) throws -> CellResult {
    let arguments = context.arguments
    let frame = try context.frame(arguments[JudgingParameters.data]).frame
    let entries = arguments[PolicyTreeDirective.rewards]
    var columns: [[Double]] = []
    for entry in entries {
      columns.append(
        try NumericColumn.values(entry.value, role: "reward", in: frame, context))
    }
    let all = Array(0..<frame.rowCount)
    let complete = NumericColumn.complete(columns, rows: all)
    let rows = all.filter { complete[$0] }
    let references = arguments[JudgingParameters.features] ?? []
    let found = try FeatureColumns.columns(references, in: frame, rows: rows, context)
    let features: FeatureMatrix
    do throws(LearnerError) {
      features = try FeatureEncoder(fitting: found).encode(found, rowCount: rows.count).matrix
    } catch {
      throw context.error(.unjudgeable, "the features cannot be encoded")
    }
    let rewards = columns.map { column in rows.map { column[$0] } }
    let best = try PolicyTreeDirective.search(rewards: rewards, features: features, context)
    let labels = entries.map(\.key.value)
    let words = PolicyTreeText(features: features, labels: labels)
    let actions = best.tree.actions((0..<features.columnCount).map { Array(features.column($0)) })
    let shares = PolicyAssignment.actions(
      actions.isEmpty ? rows.map { _ in leaf(best.tree) } : actions
    ).shares(actionCount: labels.count)
    var result = CellResult()
    result.values.set("value", best.sum / Double(rows.count))
    result.values.set("value.sum", best.sum)
    result.values.set("rows", rows.count)
    result.values.set("rule", words.sentence(best.tree))
    for (label, share) in zip(labels, shares) { result.values.set("share[\(label)]", share) }
    result.items = [
      .verdict(words.sentence(best.tree)),
      .chart(Chart(kind: "policy-tree", tree: words.diagram(best.tree))),
      .table(
        ResultTable(
          title: "Actions of the rule",
          columns: [
            TableColumn("Action"), TableColumn("Share", .share(1)), TableColumn("If for everybody"),
          ],
          rows: labels.indices.map { action in
            [
              .text(labels[action]), .number(shares[action]),
              .number(Summation.sum(rewards[action]) / Double(rows.count)),
            ]
          }, notes: ["The rewards are means per row of giving everybody the action."])),
    ]
    if rows.count < frame.rowCount {
      result.notes.append(
        "\(CountText.rows(frame.rowCount - rows.count)) without every reward are left out.")
    }
    result.stamps = ["in-sample"]
    return result
  }

  private static func leaf(_ tree: PolicyTree) -> Int32 {
    if case .leaf(let action) = tree { Int32(action) } else { 0 }
  }
}

extension DiagnosticKind {
  static let fewActions = DiagnosticKind(
    "policy.fewActions", .error, "A policy tree needs rewards of at least two actions.")
}

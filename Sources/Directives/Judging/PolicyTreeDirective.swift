import Causal
import Charts
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// `policy tree`: the exact best tree of small depth over features.
package struct PolicyTreeDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "policy", kind: "tree",
    summary: "Finds the tree of small depth whose actions earn most, by exhaustive search.",
    discussion: """
      Every split at every distinct value of every feature is considered; rewards are doubly robust
      scores of each arm's payoff on the rows of `data` (Zhou, Athey and Wager 2023). Depth 2 takes
      time near linear in rows; depth 3 is for a few hundred. A category is split in the order of
      its levels. With `rewards` the tree is fitted to columns of rewards and the features named
      with `features`, and needs no model; such a rule is told in values and words.
      """,
    example: """
      ```{policy tree #simple}
      data: half.train
      model: tau
      depth: 2
      cost: 0.05
      ```
      """,
    values: PolicyParameters.values)

  static let depth = Parameter<Int>(
    "depth", .integer(from: 0, to: 3), default: 2, "How many questions a row is asked at most.")
  static let minimumLeaf = Parameter<Int>(
    "min-leaf", .integer(from: 1), default: 1, "Rows that every leaf keeps at least.")
  static let step = Parameter<Int>(
    "step", .integer(from: 1), default: 1,
    "Rows between two candidate splits of a feature; 1 tries every distinct value.")

  static let rewards = Parameter<[(key: Located<String>, value: ColumnReference)]>(
    "rewards", .map(of: .column, keys: "action"), default: [], shown: "scores of a model's arms",
    "In place of a model: for every action the column with its reward on each row; higher is better."
  )

  package static let parameters: [any AnyParameter] =
    PolicyParameters.all + [depth, minimumLeaf, step, rewards]
  package static let diagnostics: [DiagnosticKind] =
    PolicyParameters.diagnostics + [.deepTree, .gappyTree, .fewActions]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    guard !arguments[Self.rewards].isEmpty else { return PolicyParameters.plan(arguments, &plan) }
    RewardTree.plan(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    guard arguments[Self.rewards].isEmpty else { return try RewardTree.run(context) }
    return try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(context)
    let arms = arguments[JudgingParameters.arms]?.map(\.value) ?? model.arms
    let labels = [model.control] + arms.filter(model.arms.contains)
    let frame = try context.frame(arguments[JudgingParameters.data])
    let rows = try ValuedRows.gather(model: model, labels: labels, frame: frame.frame, context)
    func policy(_ tree: PolicyTree, _ text: String) -> PolicyObject {
      PolicyObject(
        rule: .tree(tree), model: model, modelName: name, labels: labels,
        revenue: amounts.revenue, costs: amounts.cost.amounts(labels: labels),
        lineages: [frame.lineage, model.lineage], text: text)
    }
    let features = try features(model, frame, rows, context)
    let payoff = rows.taking(try policy(.leaf(action: 0), "").payoff(frame.frame, context))
    let found = try Self.search(
      rewards: rewards(rows.sample, payoff), features: features, context)
    let words = PolicyTreeText(features: features, labels: labels)
    return FittedPolicy(
      policy: policy(found.tree, words.sentence(found.tree)),
      charts: [Chart(kind: "policy-tree", tree: words.diagram(found.tree))])
  }

  /// The exact best tree as the cell's keys ask for it.
  static func search(
    rewards: [[Double]], features: FeatureMatrix, _ context: RunContext
  ) throws(Diagnostic) -> PolicyTreeSearch.Result {
    let arguments = context.arguments
    if let missing = features.firstMissing {
      throw context.error(
        .gappyTree,
        "“\(missing.name)” is missing in \(missing.count) rows, and a tree splits on values",
        hint: "impute it with transform")
    }
    guard arguments[depth] < 3 || rewards[0].count <= 2000 else {
      throw context.error(
        .deepTree, at: arguments.range(of: depth),
        "depth 3 searches \(NumberFormat.count(rewards[0].count)) rows for hours",
        hint: "use depth: 2, or a sample of at most 2,000 rows")
    }
    do throws(PolicyError) {
      let search = try PolicyTreeSearch(
        rewards: rewards, features: (0..<features.columnCount).map { Array(features.column($0)) },
        minimumLeaf: arguments[minimumLeaf], step: arguments[step])
      return search.best(depth: arguments[depth])
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// What each action earns on each row, by doubly robust scores.
  private func rewards(_ sample: ActionSample, _ payoff: Payoff) -> [[Double]] {
    (sample.scores ?? []).enumerated().map { action, scores in
      scores.indices.map { row in
        (sample.weights?[row] ?? 1)
          * (payoff.revenue[row] * scores[row] - payoff.costs[action][row])
      }
    }
  }

  private func features(
    _ model: FittedEffect, _ frame: FrameObject, _ rows: ValuedRows, _ context: RunContext
  ) throws(Diagnostic) -> FeatureMatrix {
    do throws(LearnerError) {
      return try model.rows(of: frame.frame).rows.features.selecting(rows: rows.rows)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
  }
}

extension DiagnosticKind {
  static let deepTree = DiagnosticKind(
    "policy.deepTree", .error, "An exact tree of depth 3 takes too long on so many rows.")
  static let gappyTree = DiagnosticKind(
    "policy.gappyTree", .error, "A feature of a policy tree has missing values.")
}

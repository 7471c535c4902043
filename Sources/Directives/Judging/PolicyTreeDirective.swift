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
      time near linear in rows; depth 3 solves depth 2 anew for both sides of every first split, so
      many rows need a `step`. The tree asks about `features`, by default the model's; the scores
      are adjusted for the model's features whatever it asks. A category is split in the order of
      its levels. A threshold of many digits is rounded between the two values that it divides.
      With `rewards` the tree is fitted to columns of rewards, worth revenue · reward − cost, and
      needs no model; `value` then takes outcome and treatment from its own keys.
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

  static let features = Parameter<[ColumnReference]?>.optional(
    "features", .columns, shown: "the model's", "The columns that the tree may ask about.")

  package static let parameters: [any AnyParameter] =
    PolicyParameters.all.filter { $0.name != "features" }
    + [features, depth, minimumLeaf, step, rewards]
  package static let diagnostics: [DiagnosticKind] =
    PolicyParameters.diagnostics + [.deepTree, .gappyTree, .fewActions]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    guard arguments[Self.rewards].isEmpty else { return RewardTree.plan(arguments, &plan) }
    PolicyParameters.plan(arguments, &plan)
    plan.check(
      arguments[Self.features] ?? [], in: plan.readFrame(arguments[JudgingParameters.data]))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    guard arguments[Self.rewards].isEmpty else { return try RewardTree.run(context) }
    return try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(context)
    let labels = try PolicyParameters.labels(of: model, name, context)
    let frame = try context.frame(arguments[JudgingParameters.data])
    let rows = try ValuedRows.gather(
      model: model, labels: labels, frame: frame.frame, takesFeatures: false, context)
    let references =
      arguments[Self.features]
      ?? model.features.map { ColumnReference($0, arguments.headRange) }
    let (columns, features) = try SplitColumns.learned(
      references, in: frame.frame, rows: rows.rows, context)
    let costs = amounts.cost.amounts(labels: labels)
    var policy = PolicyObject(
      rule: .tree(.leaf(action: 0), columns), model: model, modelName: name, labels: labels,
      revenue: amounts.revenue, costs: costs, lineages: [frame.lineage, model.lineage], text: "")
    let payoff = rows.taking(try policy.payoff(frame.frame, context))
    let found = try Self.search(
      rewards: rewards(rows.sample, payoff), features: features, context)
    let words = PolicyTreeText(features: features, labels: labels)
    policy.rule = .tree(found.tree, columns)
    policy.text = words.sentence(found.tree)
    return FittedPolicy(
      policy: policy, rows: rows,
      charts: [Chart(kind: "policy-tree", tree: words.diagram(found.tree))])
  }

  /// The exact best tree as the cell's keys ask for it, its thresholds easy to read.
  static func search(
    rewards: [[Double]], features: FeatureMatrix, _ context: RunContext
  ) throws(Diagnostic) -> (tree: PolicyTree, sum: Double) {
    let arguments = context.arguments
    if let missing = features.firstMissing {
      throw gap(missing.name, missing.count, context)
    }
    let columns = (0..<features.columnCount).map { Array(features.column($0)) }
    let search: PolicyTreeSearch
    do throws(PolicyError) {
      search = try PolicyTreeSearch(
        rewards: rewards, features: columns, minimumLeaf: arguments[minimumLeaf],
        step: arguments[step])
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    guard search.work(depth: arguments[depth]) <= mostWork else {
      throw tooDeep(rewards: rewards, columns, context)
    }
    let found = search.best(depth: arguments[depth])
    return (found.tree.rounded(to: columns), found.sum)
  }

  /// A tree that asks about a column with gaps.
  static func gap(_ name: String, _ count: Int, _ context: RunContext) -> Diagnostic {
    context.error(
      .gappyTree, at: context.arguments.range(of: Self.features),
      "“\(name)” is missing in \(CountText.rows(count)), and a tree splits on values",
      hint: "impute it with transform, or leave it out with features:")
  }

  /// Renewals of a row that a search may cost: about five minutes on two cores.
  private static let mostWork = 7e10

  /// Why a deep tree is refused, with the least step that would do.
  private static func tooDeep(
    rewards: [[Double]], _ columns: [[Double]], _ context: RunContext
  ) -> Diagnostic {
    let rows = rewards[0].count
    let steps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]
    let enough = steps.first { step in
      step > context.arguments[Self.step]
        && (try? PolicyTreeSearch(rewards: rewards, features: columns, step: step))
          .map { $0.work(depth: context.arguments[depth]) <= mostWork } ?? false
    }
    return context.error(
      .deepTree, at: context.arguments.range(of: depth),
      "depth \(context.arguments[depth]) solves depth \(context.arguments[depth] - 1) anew for both sides of every split of \(NumberFormat.count(rows)) rows, which takes hours",
      hint: enough.map { "use depth: 2, or step: \($0), which tries fewer splits" }
        ?? "use depth: 2, or fewer rows")
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
}

extension DiagnosticKind {
  static let deepTree = DiagnosticKind(
    "policy.deepTree", .error,
    "An exact tree of depth 3 takes too long on so many rows; a `step` between candidate splits helps."
  )
  static let gappyTree = DiagnosticKind(
    "policy.gappyTree", .error, "A feature of a policy tree has missing values.")
}

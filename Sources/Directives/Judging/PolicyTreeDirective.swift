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
      its levels.
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

  package static let parameters: [any AnyParameter] =
    PolicyParameters.all + [depth, minimumLeaf, step]
  package static let diagnostics: [DiagnosticKind] =
    PolicyParameters.diagnostics + [.deepTree, .gappyTree]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { PolicyParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let (name, model) = try PolicyParameters.model(context)
    let arms = arguments[JudgingParameters.arms]?.map(\.value) ?? model.arms
    let labels = [model.control] + arms.filter(model.arms.contains)
    let frame = try context.frame(arguments[JudgingParameters.data])
    let rows = try ValuedRows.gather(model: model, labels: labels, frame: frame.frame, context)
    var policy = PolicyObject(
      rule: .tree(.leaf(action: 0)), model: model, modelName: name, labels: labels,
      revenue: arguments[PolicyParameters.revenue],
      costs: arguments[PolicyParameters.cost].amounts(labels: labels),
      lineages: [frame.lineage, model.lineage], text: "")
    let features = try features(model, frame, rows, context)
    let payoff = rows.taking(try policy.payoff(frame.frame, context))
    let rewards = rewards(rows.sample, payoff)
    guard arguments[Self.depth] < 3 || rewards[0].count <= 2000 else {
      throw context.error(
        .deepTree, at: arguments.range(of: Self.depth),
        "depth 3 searches \(NumberFormat.count(rewards[0].count)) rows for hours",
        hint: "use depth: 2, or a sample of at most 2,000 rows")
    }
    let diagram: TreeDiagram
    do throws(PolicyError) {
      let search = try PolicyTreeSearch(
        rewards: rewards, features: (0..<features.columnCount).map { Array(features.column($0)) },
        minimumLeaf: arguments[Self.minimumLeaf], step: arguments[Self.step])
      let found = search.best(depth: arguments[Self.depth])
      let words = PolicyTreeText(features: features, labels: labels)
      policy = PolicyObject(
        rule: .tree(found.tree), model: model, modelName: name, labels: labels,
        revenue: policy.revenue, costs: policy.costs, lineages: policy.lineages,
        text: words.sentence(found.tree))
      diagram = words.diagram(found.tree)
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    var result = try PolicyParameters.result(policy, context)
    result.items.insert(.chart(Chart(kind: "policy-tree", tree: diagram)), at: 1)
    return result
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
    let matrix: FeatureMatrix
    do throws(LearnerError) {
      matrix = try model.rows(of: frame.frame).rows.features.selecting(rows: rows.rows)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    if let missing = matrix.firstMissing {
      throw context.error(
        .gappyTree,
        "“\(missing.name)” is missing in \(missing.count) rows, and a tree splits on values",
        hint: "impute it with transform")
    }
    return matrix
  }
}

extension DiagnosticKind {
  static let deepTree = DiagnosticKind(
    "policy.deepTree", .error, "An exact tree of depth 3 takes too long on so many rows.")
  static let gappyTree = DiagnosticKind(
    "policy.gappyTree", .error, "A feature of a policy tree has missing values.")
}

import Causal
import Charts
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// `policy classifier`: whom to treat as a weighted classification.
package struct PolicyClassifierDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "policy", kind: "classifier",
    summary: "Learns whom to treat by classifying rows with what is at stake as their weights.",
    discussion: """
      Every row is labelled by whether revenue · τ − cost is at least zero, and weighs its distance
      from zero: the most valuable rule is the one with the least weighted error (Athey and Wager
      2021). `of: predicted` takes the model's τ̂; `of: found` the doubly robust scores of the rows of
      `data`, which owe less to the model. `learner: tree` grows a small tree that can be read and
      drawn; any base learner that gives probabilities can stand in its place. Labels by predicted
      effects of a linear model are divided by a line; there a logistic regression without a penalty
      of its own gets a small ridge, and says so.
      """,
    example: """
      ```{policy classifier #rule}
      data: half.train
      model: tau
      cost: 1
      revenue: 30
      learner: tree
      depth: 3
      ```
      """,
    values: PolicyParameters.values + [
      ("treated.labels", "share of rows labelled as worth treating"),
      ("error", "share of the weight on rows that the rule decides against their label"),
    ])

  /// The classifier: a tree, or a base learner.
  enum Learner: Sendable {
    case tree
    case base(any BaseLearner)
  }
  enum Source: String, CaseIterable, Sendable { case predicted, found }

  static let learner = Parameter<Learner>(
    "learner", .classifier, default: .tree, shown: "tree",
    "A tree, or a base learner of probabilities: logistic, boosting.")
  static let source = Parameter<Source>(
    "of", .choice(), default: .predicted, shown: "predicted",
    "Whether rows are labelled by predicted effects or by doubly robust scores.")
  static let depth = Parameter<Int>(
    "depth", .integer(from: 1, to: 6), default: 2, "Questions of the tree.")
  static let minimumLeaf = Parameter<Int>(
    "min-leaf", .integer(from: 1), default: 10, "Rows that every leaf of the tree keeps at least.")

  package static let parameters: [any AnyParameter] =
    PolicyParameters.all + [learner, source, depth, minimumLeaf]
  package static let diagnostics: [DiagnosticKind] =
    PolicyParameters.diagnostics + [.severalArms]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { PolicyParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(context)
    let arm = try PolicyParameters.onlyArm(of: model, name, context)
    let labels = [model.control, arm]
    let frame = try context.frame(arguments[JudgingParameters.data])
    func policy(_ rule: PolicyObject.Rule, _ text: String) -> PolicyObject {
      PolicyObject(
        rule: rule, model: model, modelName: name, labels: labels, revenue: amounts.revenue,
        costs: amounts.cost.amounts(labels: labels), lineages: [frame.lineage, model.lineage],
        text: text)
    }
    let draft = policy(.bestArm, "")
    let rows = try ValuedRows.gather(model: model, labels: labels, frame: frame.frame, context)
    let payoff = rows.taking(try draft.payoff(frame.frame, context))
    let stakes = PolicyObject.net(
      try effects(draft, rows, frame, context), payoff)
    let target = stakes.map { $0 >= 0 ? 1.0 : 0 }
    let weights = stakes.indices.map { abs(stakes[$0]) * (rows.sample.weights?[$0] ?? 1) }
    var fitted: FittedPolicy
    let worth = target.reduce(0, +) / Double(target.count)
    do throws(LearnerError) {
      let features = try model.rows(of: frame.frame).rows.features
      let own = features.selecting(rows: rows.rows)
      if worth == 0 || worth == 1 || !weights.contains(where: { $0 > 0 }) {
        let cut = worth == 0 ? Double.infinity : -Double.infinity
        fitted = FittedPolicy(
          policy: policy(.net(atLeast: cut), "\(labels[worth == 0 ? 0 : 1]) for everybody."),
          notes: ["Every row has the same label, so there is nothing to classify."])
      } else {
        switch arguments[Self.learner] {
        case .tree:
          fitted = tree(own, target, weights, features, labels, policy)
        case .base(let learner):
          let task = LearningTask(
            features: own, target: target, weights: weights, role: .probability,
            seed: context.seed)
          let (predictor, note) = try classifier(learner, task)
          fitted = FittedPolicy(
            policy: policy(
              .classifier(predictor),
              "\(arm) where \(learner.name) finds it more likely to pay than not; else the control."
            ), notes: note.map { [$0] } ?? [])
        }
      }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    let actions = try fitted.policy.actions(frame.frame, context)
    let wrong = weights.indices.reduce(0.0) {
      $0 + (Double(actions[rows.rows[$1]]) == target[$1] ? 0 : weights[$1])
    }
    let total = weights.reduce(0, +)
    fitted.values.set("treated.labels", worth)
    fitted.values.set("error", total > 0 ? wrong / total : 0)
    fitted.rows = rows
    fitted.notes.append(
      arguments[Self.source] == .predicted
        ? "Rows are labelled by the effects that \(name) predicts for them."
        : "Rows are labelled by their doubly robust scores.")
    return fitted
  }

  /// The fitted learner; a logistic regression whose likelihood has no maximum gets a ridge.
  private func classifier(
    _ learner: any BaseLearner, _ task: LearningTask
  ) throws(LearnerError) -> (any Predictor, note: String?) {
    do throws(LearnerError) {
      return (try learner.fit(task), nil)
    } catch .separation {
      return (
        try LogisticLearner(ridge: Self.ridge).fit(task),
        "The features divide the labels without error, so that no logistic regression fits best: it got a ridge of \(NumberFormat.shortest(Self.ridge))."
      )
    }
  }
  private static let ridge = 1.0

  /// The effects that label the rows.
  private func effects(
    _ policy: PolicyObject, _ rows: ValuedRows, _ frame: FrameObject, _ context: RunContext
  ) throws(Diagnostic) -> [Double] {
    if arguments[Self.source] == .found, let scores = rows.sample.scores {
      return scores[0].indices.map { scores[1][$0] - scores[0][$0] }
    }
    let all = try policy.effects(frame.frame, context)[0]
    return rows.rows.map { all[$0] }
  }

  /// A tree by weighted least squares on the labels, which for 0 and 1 is Gini's measure.
  private func tree(
    _ features: FeatureMatrix, _ target: [Double], _ weights: [Double], _ whole: FeatureMatrix,
    _ labels: [String], _ policy: (PolicyObject.Rule, String) -> PolicyObject
  ) -> FittedPolicy {
    let grown = EffectTreeGrower(
      depth: arguments[Self.depth], minimumLeaf: arguments[Self.minimumLeaf]
    ).grow(features, target: target, weights: weights)
    var worth = [Double](repeating: 0, count: grown.leafCount)
    for (row, leaf) in grown.leaves(features).enumerated() {
      worth[Int(leaf)] += weights[row] * (2 * target[row] - 1)
    }
    // A question whose answers lead to one action asks for nothing.
    let (tree, treated) = grown.merged(worth.map { $0 > 0 })
    let words = EffectTreeText(features: whole)
    let rules = zip(words.rules(tree), treated).map { rule, isTreated in
      "\(labels[isTreated ? 1 : 0]) \(rule == "everyone" ? "for everybody" : "where \(rule)")"
    }
    let diagram = words.diagram(tree) { leaf in
      treated.indices.contains(leaf) && treated[leaf]
        ? ([labels[1]], .series(0)) : ([labels[0]], .muted)
    }
    return FittedPolicy(
      policy: policy(.leaves(tree, treated: treated), rules.joined(separator: "; ") + "."),
      charts: [Chart(kind: "policy-tree", tree: diagram)])
  }
}

extension ParameterType where Value == PolicyClassifierDirective.Learner {
  /// The word `tree`, or a base learner.
  static let classifier = ParameterType(
    "tree, or a base learner", choices: ["tree"] + BaseLearnerName.allCases.map(\.rawValue)
  ) { raw, context in
    if case .scalar("tree", _) = raw.kind { return .tree }
    return BaseLearnerDecoder.decode(raw, &context).map { .base($0) }
  }
}

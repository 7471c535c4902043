import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// The work of `value`: finds the policies, gathers the rows, and estimates every value.
struct PolicyValuation {
  /// A policy with its estimates on the valued rows.
  struct Valued {
    let name: String
    let share: Double
    /// One for each estimator.
    let profits: [InfluenceEstimate]
    /// Against the reference, one for each estimator; nil for the reference itself.
    let gains: [InfluenceEstimate]?
    /// Against treating all and against a random choice of as many, for fitted policies of one arm.
    let overAll: InfluenceEstimate?
    let overRandom: InfluenceEstimate?
  }

  private let context: RunContext
  private let entries: [PolicyEntry]
  private let frame: FrameObject
  private let fitted: [String: PolicyObject]
  private let labels: [String]
  private let payoff: Payoff
  let rows: ValuedRows
  private(set) var notes: [String]
  private(set) var stamps: [String] = []

  init(_ context: RunContext) throws(Diagnostic) {
    let arguments = context.arguments
    self.context = context
    entries = arguments[ValueDirective.policies]
    frame = try context.frame(arguments[JudgingParameters.data])
    var fitted: [String: PolicyObject] = [:]
    for entry in entries where entry.expression == nil {
      fitted[entry.name] = context.object(named: entry.name) as? PolicyObject
    }
    let policies = entries.compactMap { fitted[$0.name] }
    self.fitted = fitted
    let model = policies.first?.model ?? context.lastObject(FittedEffect.self)?.object
    let wanted = try Self.labels(policies, entries, model, context)
    var table = frame.frame
    var reward: ColumnReference?
    if let expression = arguments[ValueDirective.reward] {
      let name = "reward"
      switch try expression.amounts(over: table, context) {
      case .constant(let value):
        table = table.with(
          Column(name: name, numbers: [Double](repeating: value, count: table.rowCount)))
      case .column(let values): table = table.with(Column(name: name, numbers: values))
      }
      reward = ColumnReference(name, arguments.range(of: ValueDirective.reward))
    }
    rows = try ValuedRows.gather(
      model: model, labels: wanted, reward: reward, frame: table, context)
    labels = rows.labels
    payoff = rows.taking(
      try Self.payoff(policies, labels: labels, frame: frame.frame, context))
    notes = rows.notes
  }

  /// Values every policy.
  mutating func run() throws(Diagnostic) -> [Valued] {
    var assignments: [(entry: PolicyEntry, assignment: PolicyAssignment)] = []
    for entry in entries { assignments.append((entry, try assignment(entry))) }
    let referenceName = context.arguments[ValueDirective.reference]
    let reference =
      if let own = assignments.first(where: { $0.entry.name == referenceName.value }) {
        own.assignment
      } else {
        try assignment(
          PolicyEntry(
            name: referenceName.value, range: context.arguments.range(of: ValueDirective.reference),
            expression: nil))
      }
    stampInSample()
    let estimators = context.arguments[ValueDirective.estimator]
    do throws(PolicyError) {
      var base: [InfluenceEstimate] = []
      for estimator in estimators { base.append(try value(reference, estimator)) }
      var valued: [Valued] = []
      for (entry, assignment) in assignments {
        var profits: [InfluenceEstimate] = []
        for estimator in estimators { profits.append(try value(assignment, estimator)) }
        let share =
          1 - assignment.shares(actionCount: labels.count, weights: rows.sample.weights)[0]
        let isFitted = fitted[entry.name] != nil || entry.expression != nil
        let isJudged = isFitted && labels.count == 2
        valued.append(
          Valued(
            name: entry.name, share: share, profits: profits,
            gains: entry.name == referenceName.value
              ? nil : zip(profits, base).map { $0 - $1 },
            overAll: isJudged
              ? profits[0] - (try value(.everyone(1, of: 2), estimators[0])) : nil,
            overRandom: isJudged
              ? profits[0] - (try value(.random(share: share), estimators[0])) : nil))
      }
      return valued
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  private func value(
    _ assignment: PolicyAssignment, _ estimator: ValueEstimator
  ) throws(PolicyError) -> InfluenceEstimate {
    try estimator.value(of: assignment, on: rows.sample, payoff: payoff)
  }

  // MARK: - Policies

  private func assignment(_ entry: PolicyEntry) throws(Diagnostic) -> PolicyAssignment {
    if let expression = entry.expression { return try assignment(expression, entry) }
    if let policy = fitted[entry.name] { return .actions(try actions(of: policy)) }
    if let reserved = entry.reserved {
      if reserved == .none { return .everyone(0, of: labels.count) }
      guard labels.count == 2 else {
        throw context.error(
          .severalArms, at: entry.range,
          "“\(entry.name)” needs a single arm, and there are \(labels.count - 1)",
          hint: "name an arm instead: \(labels.dropFirst().joined(separator: ", "))")
      }
      if reserved == .all { return .everyone(1, of: 2) }
      return .random(share: try randomShare(entry))
    }
    if let action = labels.firstIndex(of: entry.name) {
      return .everyone(action, of: labels.count)
    }
    throw context.error(
      .unknownPolicy, at: entry.range, "“\(entry.name)” is no policy and no arm",
      hint: NearMiss.hint(
        for: entry.name, in: PolicyEntry.Reserved.allCases.map(\.rawValue) + labels,
        what: "policies and arms"))
  }

  /// A fitted policy's actions on the valued rows, as positions in this cell's labels.
  private func actions(of policy: PolicyObject) throws(Diagnostic) -> [Int32] {
    let codes = policy.labels.map { labels.firstIndex(of: $0) ?? 0 }
    let all = try policy.actions(frame.frame, context)
    return rows.rows.map { Int32(codes[Int(all[$0])]) }
  }

  private func assignment(
    _ expression: SQLExpression, _ entry: PolicyEntry
  ) throws(Diagnostic) -> PolicyAssignment {
    let column = try context.column(expression, over: frame.frame, name: entry.name)
    let view = column.levelView
    let codes = try view.levels.map { level throws(Diagnostic) -> Int32 in
      if let index = labels.firstIndex(of: level) { return Int32(index) }
      if labels.count == 2, level == "1" || level == "true" { return 1 }
      if level == "0" || level == "false" { return 0 }
      throw context.error(
        .unknownPolicy, at: expression.range, "“\(entry.name)” gives “\(level)”, which is no arm",
        hint: "arms: \(labels.joined(separator: ", "))")
    }
    return .actions(rows.rows.map { view.codes[$0] < 0 ? 0 : codes[Int(view.codes[$0])] })
  }

  private func randomShare(_ entry: PolicyEntry) throws(Diagnostic) -> Double {
    if let share = context.arguments[ValueDirective.share] { return share }
    for other in entries where other.reserved == nil {
      let shares = try assignment(other).shares(
        actionCount: labels.count, weights: rows.sample.weights)
      return 1 - shares[0]
    }
    throw context.error(
      .unknownPolicy, at: entry.range, "say with share: how many a random policy treats",
      hint: "share: 0.5")
  }

  private mutating func stampInSample() {
    for entry in entries {
      guard let policy = fitted[entry.name],
        policy.lineages.contains(where: { $0.overlaps(frame.lineage) })
      else { continue }
      stamps.append("in-sample: \(entry.name)")
      guard context.arguments[JudgingParameters.allow] != .inSample else { continue }
      context.warn(
        .valueInSample, at: entry.range,
        "“\(entry.name)” is valued on rows that it may have been learned from, which flatters it",
        hint: "value it on another part of a split")
    }
  }

  // MARK: - Arms and payoff

  /// The control and the arms of the policies; nil where only the cell's own keys can tell.
  private static func labels(
    _ policies: [PolicyObject], _ entries: [PolicyEntry], _ model: FittedEffect?,
    _ context: RunContext
  ) throws(Diagnostic) -> [String]? {
    guard let first = policies.first else {
      guard let model, context.arguments[JudgingParameters.treatment] == nil else { return nil }
      return model.labels
    }
    var labels = first.labels
    for policy in policies.dropFirst() {
      guard policy.labels[0] == labels[0], policy.model.treatment == first.model.treatment,
        policy.model.outcome == first.model.outcome
      else {
        throw context.error(
          .policiesDisagree, at: context.arguments.range(of: ValueDirective.policies),
          "the policies' models differ in outcome, treatment or control")
      }
      labels += policy.labels.filter { !labels.contains($0) }
    }
    labels += first.model.labels.filter { label in
      !labels.contains(label) && entries.contains { $0.name == label }
    }
    return labels
  }

  /// The cell's own costs and revenue, else the policies', which must agree.
  private static func payoff(
    _ policies: [PolicyObject], labels: [String], frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> Payoff {
    let arguments = context.arguments
    func disagree(_ what: String) -> Diagnostic {
      context.error(
        .policiesDisagree, at: arguments.range(of: ValueDirective.policies),
        "the policies were made with different \(what)", hint: "say \(what): which one counts")
    }
    var revenue = arguments[ValueDirective.revenue]
    var costs = arguments[ValueDirective.cost]?.amounts(labels: labels)
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

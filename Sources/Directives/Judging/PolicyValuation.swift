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
    /// One for each estimator; nil where the policy gives levels that only the truth can value.
    let profits: [InfluenceEstimate?]
    /// Against the reference, one for each estimator; nil for the reference itself.
    let gains: [InfluenceEstimate?]?
    /// Against treating all and against a random choice of as many, for fitted policies of one arm.
    let overAll: InfluenceEstimate?
    let overRandom: InfluenceEstimate?
    /// Bootstrap intervals of profit and gain by the first estimator, on request.
    var bootstrap: (profit: (low: Double, high: Double), gain: (low: Double, high: Double))?
  }

  /// What the policies are worth by the amounts of one scenario.
  struct Outcome {
    let scenario: ValueScenario
    let policies: [Valued]
    /// What the rewards are called.
    let words: RewardWords
  }

  let context: RunContext
  let entries: [PolicyEntry]
  let frame: FrameObject
  let fitted: [String: PolicyObject]
  let rows: ValuedRows
  let truth: PolicyTruth?
  /// The estimators asked for, without the truth where the data have none.
  let estimators: [ValueEstimator]
  private(set) var notes: [String]
  private(set) var stamps: [String] = []

  private var labels: [String] { rows.labels }
  var policies: [PolicyObject] { entries.compactMap { fitted[$0.name] } }

  init(_ context: RunContext) throws(Diagnostic) {
    let arguments = context.arguments
    self.context = context
    entries = arguments[ValueDirective.policies]
    let whole = try context.frame(arguments[JudgingParameters.data])
    let condition = arguments[JudgingParameters.condition]
    frame = whole.derived(try context.filtered(whole.frame, where: condition))
    var fitted: [String: PolicyObject] = [:]
    for entry in entries where entry.expression == nil {
      fitted[entry.name] = context.object(named: entry.name, at: entry.range) as? PolicyObject
    }
    let policies = entries.compactMap { fitted[$0.name] }
    self.fitted = fitted
    let model =
      policies.lazy.compactMap(\.model).first ?? context.lastObject(FittedEffect.self)?.object
    let wanted = try Self.labels(policies, entries, model, context)
    let (table, reward) = try Self.rewarded(frame.frame, context)
    var rows = try ValuedRows.gather(
      model: model, labels: wanted, reward: reward, frame: table, context)
    let known = KnownTruth.expression(arguments[ValueDirective.truth], in: frame.frame)
    let isUnknown = known == nil && arguments[ValueDirective.truth] != nil
    let asked = arguments[ValueDirective.estimator]
    let others = asked.filter { $0 != .truth }
    estimators = isUnknown && !others.isEmpty ? others : asked
    truth = known.map { [frame, rows] expression in
      PolicyTruth(
        expression: expression, treatment: rows.treatment, frame: frame.frame, rows: rows.rows,
        context: context)
    }
    if let truth {
      var outcomes: [[Double]] = []
      for label in rows.labels { outcomes.append(try truth.outcomes(level: label)) }
      rows = try rows.with(truth: outcomes, context)
    }
    self.rows = rows
    notes = rows.notes
    if isUnknown { notes.append(KnownTruth.absence) }
    if condition != nil {
      notes.insert(
        "\(NumberFormat.count(frame.frame.rowCount)) of \(CountText.rowsAre(whole.frame.rowCount)) valued: those that meet the condition.",
        at: 0)
    }
  }

  /// The frame with the reward in place of the outcome, where there is one.
  private static func rewarded(
    _ frame: Frame, _ context: RunContext
  ) throws(Diagnostic) -> (Frame, ColumnReference?) {
    guard let expression = context.arguments[ValueDirective.reward] else { return (frame, nil) }
    let name = "reward"
    let values: [Double] =
      switch try expression.amounts(over: frame, context) {
      case .constant(let value): [Double](repeating: value, count: frame.rowCount)
      case .column(let values): values
      }
    return (
      frame.with(Column(name: name, numbers: values)),
      ColumnReference(name, context.arguments.range(of: ValueDirective.reward))
    )
  }

  /// Values every policy by every scenario.
  mutating func run() throws(Diagnostic) -> [Outcome] {
    stampInSample()
    var outcomes: [Outcome] = []
    for scenario in ValueScenario.all(context.arguments) {
      outcomes.append(try outcome(scenario))
    }
    if outcomes.count > 1, !fitted.isEmpty {
      notes.append(
        "Rules that follow from cost and revenue decide anew for each; others stay as they were fitted."
      )
    }
    return outcomes
  }

  var decisions: PolicyDecisions {
    PolicyDecisions(
      context: context, entries: entries, fitted: fitted, frame: frame.frame, rows: rows,
      hasTruth: truth != nil && estimators.contains(.truth))
  }

  private mutating func outcome(_ scenario: ValueScenario) throws(Diagnostic) -> Outcome {
    let payoff = rows.taking(
      try scenario.payoff(policies, labels: labels, frame: frame.frame, context))
    let decisions = decisions
    let referenceName = context.arguments[ValueDirective.reference]
    let referenceEntry =
      entries.first { $0.name == referenceName.value }
      ?? PolicyEntry(
        name: referenceName.value, range: context.arguments.range(of: ValueDirective.reference),
        expression: nil)
    var made: [PolicyDecisions.Decision] = []
    for entry in entries { made.append(try decisions.decision(entry, in: scenario)) }
    let reference = try decisions.decision(referenceEntry, in: scenario)
    do {
      let base = try estimators.map { try value(reference, $0, payoff, scenario) }
      var valued: [Valued] = []
      for (entry, decision) in zip(entries, made) {
        let profits = try estimators.map { try value(decision, $0, payoff, scenario) }
        let isReference = entry.name == referenceName.value
        let share = share(decision)
        let isJudged =
          (fitted[entry.name] != nil || entry.expression != nil) && labels.count == 2
          && decision.assignment != nil
        valued.append(
          Valued(
            name: entry.name, share: share, profits: profits,
            gains: isReference ? nil : zip(profits, base).map { Self.difference($0, $1) },
            overAll: isJudged
              ? Self.difference(
                profits[0],
                try value(.init(.everyone(1, of: 2)), estimators[0], payoff, scenario)) : nil,
            overRandom: isJudged
              ? Self.difference(
                profits[0],
                try value(.init(.random(share: share)), estimators[0], payoff, scenario)) : nil))
        note(decision, entry)
      }
      if let count = context.arguments[ValueDirective.bootstrap] {
        try bootstrap(&valued, made, reference, estimators[0], payoff, count)
      }
      return Outcome(
        scenario: scenario, policies: valued, words: scenario.words(for: rows.outcome, policies))
    } catch let error as PolicyError {
      throw JudgingProblem.diagnostic(error, context)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw context.error(.unjudgeable, "the policies cannot be valued")
    }
  }

  private mutating func note(_ decision: PolicyDecisions.Decision, _ entry: PolicyEntry) {
    guard !decision.unseen.isEmpty else { return }
    let text =
      "\(entry.name) gives \(decision.unseen.joined(separator: ", ")), which no row had: the data cannot value it, only the truth."
    if !notes.contains(text) { notes.append(text) }
  }

  static func difference(
    _ a: InfluenceEstimate?, _ b: InfluenceEstimate?
  ) -> InfluenceEstimate? {
    if let a, let b { a - b } else { nil }
  }

  /// The share of rows that do not get the control.
  private func share(_ decision: PolicyDecisions.Decision) -> Double {
    if let assignment = decision.assignment {
      return 1 - assignment.shares(actionCount: labels.count, weights: rows.sample.weights)[0]
    }
    guard let view = decision.levels?.levelView else { return .nan }
    let control = view.levels.firstIndex { PolicyTruth.position(of: $0, in: labels) == 0 }
      .map(Int32.init)
    var (treated, total) = (0.0, 0.0)
    for (row, code) in view.codes.enumerated() {
      let weight = rows.sample.weights?[row] ?? 1
      total += weight
      if code != control { treated += weight }
    }
    return treated / total
  }

  private func value(
    _ decision: PolicyDecisions.Decision, _ estimator: ValueEstimator, _ payoff: Payoff,
    _ scenario: ValueScenario
  ) throws -> InfluenceEstimate? {
    if let assignment = decision.assignment {
      return try estimator.value(of: assignment, on: rows.sample, payoff: payoff)
    }
    guard estimator == .truth, let truth, let levels = decision.levels else { return nil }
    let rewards = try truth.rewards(levels, scenario, labels: labels, payoff: payoff)
    return InfluenceEstimate(
      meanOf: rewards, weights: rows.sample.weights, clusters: rows.sample.clusters)
  }

  private func bootstrap(
    _ valued: inout [Valued], _ made: [PolicyDecisions.Decision],
    _ reference: PolicyDecisions.Decision, _ estimator: ValueEstimator, _ payoff: Payoff,
    _ count: Int
  ) throws(PolicyError) {
    guard let base = reference.assignment else { return }
    var terms = [try estimator.terms(of: base, on: rows.sample, payoff: payoff)]
    var places: [(policy: Int, term: Int)] = []
    for (index, decision) in made.enumerated() {
      guard let assignment = decision.assignment else { continue }
      places.append((index, terms.count))
      terms.append(try estimator.terms(of: assignment, on: rows.sample, payoff: payoff))
    }
    let replicates = ValueReplicates(
      of: terms, clusters: rows.sample.clusters, replicates: count,
      stream: context.stream("value", content: UInt64(rows.sample.rowCount)))
    for place in places {
      valued[place.policy].bootstrap = (
        replicates.interval(place.term, level: context.level),
        replicates.interval(place.term, minus: 0, level: context.level)
      )
    }
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
    let known = policies.compactMap(\.model)
    for policy in policies.dropFirst() {
      guard policy.labels[0] == labels[0],
        known.allSatisfy({ $0.treatment == known[0].treatment && $0.outcome == known[0].outcome })
      else {
        throw context.error(
          .policiesDisagree, at: context.arguments.range(of: ValueDirective.policies),
          "the policies' models differ in outcome, treatment or control")
      }
      labels += policy.labels.filter { !labels.contains($0) }
    }
    labels += (known.first?.labels ?? []).filter { label in
      !labels.contains(label) && entries.contains { $0.name == label }
    }
    return labels
  }
}

import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// What each policy of `value` does with the valued rows.
struct PolicyDecisions {
  /// A policy's actions.
  struct Decision {
    /// nil where it gives levels that no row had, so that only a known truth can value it.
    let assignment: PolicyAssignment?
    /// The level that each valued row gets, where it gives levels that no row had.
    let levels: Column?
    /// Those levels.
    let unseen: [String]

    init(_ assignment: PolicyAssignment) {
      (self.assignment, levels, unseen) = (assignment, nil, [])
    }

    init(levels: Column, unseen: [String]) {
      (assignment, self.levels, self.unseen) = (nil, levels, unseen)
    }
  }

  let context: RunContext
  let entries: [PolicyEntry]
  let fitted: [String: PolicyObject]
  let frame: Frame
  let rows: ValuedRows
  /// Whether a known truth can value levels that no row had.
  let hasTruth: Bool

  private var labels: [String] { rows.labels }

  /// - Parameter scenario: amounts in place of the policies' own, by which rules decide again.
  func decision(_ entry: PolicyEntry, in scenario: ValueScenario) throws(Diagnostic) -> Decision {
    if let expression = entry.expression { return try decision(expression, entry) }
    if let policy = fitted[entry.name] {
      return Decision(.actions(try actions(of: scenario.applied(to: policy))))
    }
    if let reserved = entry.reserved {
      if reserved == .none { return Decision(.everyone(0, of: labels.count)) }
      if reserved == .random {
        return Decision(
          .random(share: try randomShare(entry, in: scenario), arms: labels.count - 1))
      }
      guard labels.count == 2 else {
        throw context.error(
          .severalArms, at: entry.range,
          "“\(entry.name)” needs a single arm, and there are \(labels.count - 1)",
          hint: "name an arm instead: \(labels.dropFirst().joined(separator: ", "))")
      }
      return Decision(.everyone(1, of: 2))
    }
    if let action = labels.firstIndex(of: entry.name) {
      return Decision(.everyone(action, of: labels.count))
    }
    throw context.error(
      .unknownPolicy, at: entry.range, "“\(entry.name)” is no policy and no arm",
      hint: NearMiss.hint(
        for: entry.name, in: PolicyEntry.Reserved.allCases.map(\.rawValue) + labels,
        what: "policies and arms"))
  }

  /// A fitted policy's actions on the valued rows, as positions in this cell's labels.
  func actions(of policy: PolicyObject) throws(Diagnostic) -> [Int32] {
    let codes = policy.labels.map { labels.firstIndex(of: $0) ?? 0 }
    let all = try policy.actions(frame, context)
    return rows.rows.map { Int32(codes[Int(all[$0])]) }
  }

  private func decision(
    _ expression: SQLExpression, _ entry: PolicyEntry
  ) throws(Diagnostic) -> Decision {
    let column = try context.column(expression, over: frame, name: entry.name)
    let view = column.levelView
    let used = Set(rows.rows.map { view.codes[$0] })
    let missing = rows.rows.count { view.codes[$0] < 0 }
    guard missing == 0 else {
      throw context.error(
        .unknownPolicy, at: expression.range,
        "“\(entry.name)” gives no arm to \(CountText.rows(missing))",
        hint: "fill the gap in the expression with coalesce(…, '\(labels[0])')")
    }
    var unseen: [String] = []
    var codes = [Int32](repeating: 0, count: view.levels.count)
    for (position, level) in view.levels.enumerated() where used.contains(Int32(position)) {
      if let index = PolicyTruth.position(of: level, in: labels) {
        codes[position] = Int32(index)
      } else if labels.count == 2, level == "1" || level == "true" {
        codes[position] = 1
      } else if level != "0", level != "false" {
        unseen.append(level)
      }
    }
    guard unseen.isEmpty else {
      guard hasTruth else {
        throw context.error(
          .unknownPolicy, at: expression.range,
          "“\(entry.name)” gives “\(unseen[0])”, which is no arm",
          hint: "arms: \(labels.joined(separator: ", "))")
      }
      return Decision(levels: column.taking(rows.rows), unseen: unseen)
    }
    return Decision(.actions(rows.rows.map { codes[Int(view.codes[$0])] }))
  }

  private func randomShare(
    _ entry: PolicyEntry, in scenario: ValueScenario
  ) throws(Diagnostic) -> Double {
    if let share = context.arguments[ValueDirective.share] { return share }
    for other in entries where other.reserved == nil {
      guard let assignment = try decision(other, in: scenario).assignment else { continue }
      let shares = assignment.shares(actionCount: labels.count, weights: rows.sample.weights)
      return 1 - shares[0]
    }
    throw context.error(
      .unknownPolicy, at: entry.range, "say with share: how many a random policy treats",
      hint: "share: 0.5")
  }
}

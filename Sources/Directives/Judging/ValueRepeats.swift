import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Learners
import Numerics

/// `value` with `repeats`: models and their rules made again on random splits of the valued frame.
///
/// A rule looks better on the rows that it was learned from than on others, and the best of several
/// rules more so: the winner's curse. Each split learns on one part, and values every policy on both.
/// Doubly robust scores stay those of all rows, each from models that did not see it.
struct ValueRepeats {
  /// Paired gains over the reference of one policy, one for each split.
  struct Result {
    let name: String
    /// On the rows held out.
    let heldOut: [Double]
    /// On the rows learned from.
    let learning: [Double]
  }

  static let winner = "winner"
  let results: [Result]
  let splits: RepeatedSplits
  let reference: String
  let notes: [String]

  init(
    _ valuation: PolicyValuation, count: Int, testShare: Double, _ context: RunContext
  ) throws {
    let frame = valuation.frame.frame
    splits = RepeatedSplits(
      count: count, testShare: testShare, frame: frame, treatment: valuation.rows.treatment,
      context)
    let referenceName = context.arguments[ValueDirective.reference].value
    reference = referenceName
    let scenario = ValueScenario.all(context.arguments)[0]
    let payoff = valuation.rows.taking(
      try scenario.payoff(
        valuation.policies, labels: valuation.rows.labels, frame: frame, context))
    let estimator = valuation.estimators[0]
    var place = [Int](repeating: -1, count: frame.rowCount)
    for (position, row) in valuation.rows.rows.enumerated() { place[row] = position }
    let names = valuation.entries.map(\.name)
    var heldOut = [[Double]](repeating: [], count: names.count + 1)
    var learning = heldOut
    let maker = RuleMaker(valuation, context)
    for index in 0..<count {
      let split = splits.split(index)
      let decisions = try maker.decisions(learnedOn: split.train)
      let parts = try [split.test, split.train].map { rows in
        try Self.gains(
          decisions, valuation, scenario, payoff, estimator, reference: referenceName,
          rows: rows.map { place[$0] }.filter { $0 >= 0 })
      }
      let best = parts[1].indices.max { parts[1][$0] < parts[1][$1] } ?? 0
      for (position, gain) in (parts[0] + [parts[0][best]]).enumerated() {
        heldOut[position].append(gain)
      }
      for (position, gain) in (parts[1] + [parts[1][best]]).enumerated() {
        learning[position].append(gain)
      }
      context.progress(Double(index + 1) / Double(count), "split \(index + 1) of \(count)")
    }
    let made = [heldOut, learning]
    results = (names + [Self.winner]).enumerated().map { position, name in
      Result(name: name, heldOut: made[0][position], learning: made[1][position])
    }.filter { $0.name != referenceName }
    notes = maker.notes
  }

  /// The gain of every policy on some of the valued rows.
  private static func gains(
    _ decisions: PolicyDecisions, _ valuation: PolicyValuation, _ scenario: ValueScenario,
    _ payoff: Payoff, _ estimator: ValueEstimator, reference: String, rows: [Int]
  ) throws(Diagnostic) -> [Double] {
    let context = decisions.context
    func part(_ entry: PolicyEntry) throws(Diagnostic) -> PolicyAssignment {
      guard let assignment = try decisions.decision(entry, in: scenario).assignment else {
        throw context.error(
          .unknownPolicy, at: entry.range, "“\(entry.name)” cannot be valued by repeats")
      }
      guard case .actions(let actions) = assignment else { return assignment }
      return .actions(rows.map { actions[$0] })
    }
    let entries = valuation.entries
    let base = try part(
      entries.first { $0.name == reference }
        ?? PolicyEntry(
          name: reference, range: context.arguments.range(of: ValueDirective.reference),
          expression: nil))
    var assignments: [PolicyAssignment] = []
    for entry in entries { assignments.append(try part(entry)) }
    do throws(PolicyError) {
      let sample = try valuation.rows.sample.selecting(rows: rows)
      let own = Payoff(
        revenue: payoff.revenue.selecting(rows), costs: payoff.costs.map { $0.selecting(rows) })
      let zero = try estimator.value(of: base, on: sample, payoff: own).value
      var gains: [Double] = []
      for assignment in assignments {
        gains.append(try estimator.value(of: assignment, on: sample, payoff: own).value - zero)
      }
      return gains
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  // MARK: - Report

  private func variation(_ values: [Double]) -> SplitVariation {
    SplitVariation(values, testShare: splits.testShare)
  }

  func record(in values: inout ResultValues, per: Double) {
    for result in results {
      let (heldOut, learning) = (variation(result.heldOut), variation(result.learning))
      values.set("gain.splits.mean[\(result.name)]", heldOut.mean * per)
      values.set("gain.splits.sd[\(result.name)]", heldOut.standardDeviation * per)
      values.set("gain.splits.se[\(result.name)]", heldOut.standardError * per)
      values.set("gain.splits.learning[\(result.name)]", learning.mean * per)
      values.set("optimism[\(result.name)]", (learning.mean - heldOut.mean) * per)
    }
    values.set("splits", splits.count)
  }

  func items(unit: String, per: Double) -> [CellResult.Item] {
    let rows = results.map { result -> [TableCell] in
      let (heldOut, learning) = (variation(result.heldOut), variation(result.learning))
      return [
        .text(label(result.name)), .optional(heldOut.mean * per),
        .optional(heldOut.standardDeviation * per), .optional(heldOut.standardError * per),
        .optional(learning.mean * per), .optional((learning.mean - heldOut.mean) * per),
      ]
    }
    let table = ResultTable(
      title: "Gain over \(reference) in \(splits.count) splits, \(unit)",
      columns: [
        TableColumn("Policy"), TableColumn("Held out", .estimate(standardErrors: 3)),
        TableColumn("SD"), TableColumn("SE"), TableColumn("On its learning rows"),
        TableColumn("Optimism"),
      ], rows: rows,
      notes: [
        "The winner is the policy that looked best on the learning rows of each split. SD is variation over splits, no error of the mean; SE is Nadeau and Bengio's."
      ])
    func boxes(_ values: (Result) -> [Double]) -> [BoxMark.Box] {
      results.enumerated().compactMap { position, result in
        BoxSummary.box(values(result).map { $0 * per }, at: Double(position))
      }
    }
    let chart = Chart(
      kind: "splits", x: Axis("gain over \(reference), \(unit)", includesZero: true),
      y: .categories(results.map { label($0.name) }),
      marks: [
        .rule(RuleMark(.x(0), role: .muted)),
        .boxes(
          BoxMark(
            name: "held out", boxes: boxes(\.heldOut), role: .series(0), orientation: .horizontal)),
        .boxes(
          BoxMark(
            name: "learning rows", boxes: boxes(\.learning), role: .series(1),
            orientation: .horizontal)),
      ],
      remarks: ["Boxes are quartiles over \(splits.count) splits, whiskers 1.5 times as far."])
    return [.table(table), .chart(chart)]
  }

  private func label(_ name: String) -> String {
    name == Self.winner ? "the winner of each split" : name
  }
}

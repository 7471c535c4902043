import Charts
import Execution
import Numerics
import Statistics

/// The effects of `estimate matching` as values, tables and notes.
struct MatchingReport {
  let target: MatchingTarget
  let level: Double
  private var effects: [ArmEffect] = []
  private var estimates: [(arm: String, estimate: Estimate)] = []
  private var values = ResultValues()
  private var balance: [ResultTable] = []
  private var notes: [String] = []

  private let armCount: Int

  init(target: MatchingTarget, armCount: Int, level: Double) {
    self.target = target
    self.armCount = armCount
    self.level = level
  }

  mutating func add(_ matching: NearestNeighbourMatching, _ part: MatchingPart, arm: String) {
    let isFirst = effects.isEmpty
    effects.append(ArmEffect(arm: arm, matching.effect, level: level))
    estimates.append((arm, matching.effect))
    let rows = addBalance(matching, part, arm: arm)
    let most = matching.timesUsed.max() ?? 0
    for prefix in (isFirst ? [""] : []) + ["[\(arm)]."] {
      values.set(prefix + "unadjusted", matching.unadjusted.value)
      values.set(prefix + "unadjusted.se", matching.unadjusted.standardError)
      values.set(prefix + "matched", matching.matched)
      values.set(prefix + "exact", matching.exact)
      values.set(prefix + "tied", matching.tied)
      values.set(prefix + "distance.max", matching.largestDistance)
      values.set(prefix + "reused.max", most)
      values.set(prefix + "rows", part.outcome.count)
      values.set(prefix + "smd.max", rows.map { abs($0.after) }.max())
      for row in rows {
        values.set(prefix + "smd[\(row.label)]", row.after)
        values.set(prefix + "smd.before[\(row.label)]", row.before)
      }
    }
    addNotes(matching, part, arm: arm, largest: rows.max { abs($0.after) < abs($1.after) })
  }

  /// Standardised differences with the weights that matching gives to rows.
  private mutating func addBalance(
    _ matching: NearestNeighbourMatching, _ part: MatchingPart, arm: String
  ) -> [(label: String, before: Double, after: Double)] {
    let treated = part.treated.indices.filter { part.treated[$0] }
    let control = part.treated.indices.filter { !part.treated[$0] }
    func weights(_ rows: [Int], own: Bool) -> [Double] {
      rows.map { (own ? 1 : 0) + matching.timesUsed[$0] }
    }
    let weighting = (
      treated: weights(treated, own: target != .atc), control: weights(control, own: target != .att)
    )
    let rows = part.covariates.map { covariate in
      let (first, second) = (
        treated.map { covariate.values[$0] }, control.map { covariate.values[$0] }
      )
      return (
        label: covariate.label,
        before: CovariateBalance(treated: first, control: second).standardizedDifference,
        after: CovariateBalance(treated: first, control: second, weights: weighting)
          .standardizedDifference
      )
    }
    balance.append(
      ResultTable(
        title: "Controls before and after matching\(armCount > 1 ? ": \(arm)" : "")",
        columns: [
          TableColumn("control"), TableColumn("SMD before", .fixed(3)),
          TableColumn("SMD after", .fixed(3)),
        ], rows: rows.map { [.text($0.label), .optional($0.before), .optional($0.after)] }))
    return rows
  }

  private mutating func addNotes(
    _ matching: NearestNeighbourMatching, _ part: MatchingPart, arm: String,
    largest: (label: String, before: Double, after: Double)?
  ) {
    var sentence =
      "\(armCount > 1 ? "\(arm): " : "")\(CountText.rows(matching.matched)) matched, \(NumberFormat.count(matching.exact)) of them with equal values, \(NumberFormat.count(matching.tied)) with ties, which are all used."
    if let largest {
      sentence +=
        " The largest standardised difference after matching is \(NumberFormat.significant(abs(largest.after), digits: 2)), of \(largest.label)."
    }
    if !matching.isAdjusted {
      sentence += " The effect is not adjusted for matches that are not exact."
    }
    notes.append(sentence)
    notes += part.notes
    if !matching.constantColumns.isEmpty {
      let names = matching.constantColumns.map { "“\(part.basis[$0].label)”" }
      notes.append(
        "Left out of the matching\(armCount > 1 ? " of \(arm)" : ""), since they do not vary: \(names.joined(separator: ", "))."
      )
    }
  }

  func result(outcome: String, isBinary: Bool) -> CellResult {
    var all = ArmEffectReport.values(effects, level: level)
    all.merge(values)
    var result = CellResult(values: all)
    result.items = ArmEffectReport.items(
      effects, on: outcome, title: "Effect on \(outcome) (\(target.rawValue))",
      isShare: isBinary, level: level)
    result.items += balance.map { .table($0) }
    result.notes = notes
    if effects.count > 1 {
      result.notes.append("Each arm is compared with the control on the rows of the two.")
    }
    result.definitions = [
      CellResult.Definition(
        target.rawValue,
        "mean difference of rows and their nearest of the other arm, with replacement; SE of Abadie and Imbens (2006)"
      )
    ]
    return result
  }

  func object(outcome: String) -> AverageEffects {
    AverageEffects(outcome: outcome, effects: estimates)
  }
}

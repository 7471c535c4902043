import Causal
import Charts
import Diagnostics
import Execution
import Glibc
import Numerics

/// The honest tree of effects behind `interpret tree` and `plot tree`.
package enum TreeInterpretation: Interpretation {
  package static let parameters: [any AnyParameter] =
    InterpretationParameters.all + [HonestTree.depth, HonestTree.minimumLeaf]
  package static let diagnostics: [DiagnosticKind] =
    InterpretationParameters.diagnostics + [DiagnosticKind.noTreeColumns]

  static let values: [(path: String, summary: String)] = [
    ("leaf[RULE]", "effect of the leaf with that rule, with .se, .ci, .ci.simultaneous and .rows"),
    ("leaf.highest, leaf.lowest", "the rules of the leaves with the highest and lowest effect"),
    ("leaves", "number of leaves"),
    ("equal.q, equal.df, equal.p", "test that all leaves have one effect"),
    ("ate, ate.se, ate.ci", "effect over the rows that tell the leaves"),
  ]

  package static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    InterpretationParameters.plan(arguments, &plan)
  }

  /// Grows, tells and draws the tree.
  package static func run(_ context: RunContext, hasTable: Bool) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    let honest = try HonestTree.grow(rows, context)
    var codes = [Int32](repeating: -1, count: rows.rows.count)
    for position in honest.estimation { codes[position] = honest.leaves[rows.rows[position]] }
    let effects: SegmentEffects
    do throws(RankingError) {
      effects = try SegmentEffects(
        codes: codes, count: honest.rules.count, of: rows.sample, level: context.level)
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    var result = CellResult()
    record(effects, honest.rules, context.level, in: &result.values)
    let segmented = SegmentReport(
      segmentation: Segmentation(
        labels: honest.rules, codes: honest.leaves, basis: "a tree of effects"), rows: rows,
      object: rows.object, columns: [], context: context)
    if hasTable { result.items.append(.verdict(segmented.verdict(effects))) }
    result.items.append(.chart(chart(honest, effects, rows, context.level)))
    if hasTable { result.items.append(.table(table(effects, honest.rules, context.level))) }
    result.notes = honest.notes + rows.notes
    result.stamps = rows.stamps
    result.definitions = [
      .init(
        "leaf",
        "mean doubly robust score of the leaf's rows in the half on which the tree did not grow")
    ]
    return result
  }

  private static func record(
    _ effects: SegmentEffects, _ rules: [String], _ level: Double, in values: inout ResultValues
  ) {
    values.set("leaves", rules.count)
    for (rule, leaf) in zip(rules, effects.segments) {
      values.set("leaf[\(rule)]", leaf.effect.value)
      values.set("leaf.se[\(rule)]", leaf.effect.standardError)
      values.set("leaf.ci[\(rule)]", low: leaf.pointwise.low, high: leaf.pointwise.high)
      values.set(
        "leaf.ci.simultaneous[\(rule)]", low: leaf.simultaneous.low, high: leaf.simultaneous.high)
      values.set("leaf.rows[\(rule)]", leaf.rows)
    }
    let known = effects.segments.indices.filter { effects.segments[$0].effect.value.isFinite }
    let order = known.sorted {
      effects.segments[$0].effect.value < effects.segments[$1].effect.value
    }
    if let lowest = order.first, let highest = order.last {
      values.set("leaf.highest", rules[highest])
      values.set("leaf.lowest", rules[lowest])
    }
    values.set("equal.q", effects.heterogeneity.q)
    values.set("equal.df", effects.heterogeneity.degreesOfFreedom)
    values.set("equal.p", effects.heterogeneity.pValue)
    let interval = effects.overall.interval(level: level)
    values.set("ate", effects.overall.value)
    values.set("ate.se", effects.overall.standardError)
    values.set("ate.ci", low: interval.low, high: interval.high)
  }

  /// The tree with each leaf's effect, interval and rows; leaves whose interval leaves out zero
  /// stand out.
  private static func chart(
    _ honest: HonestTree, _ effects: SegmentEffects, _ rows: SegmentRows, _ level: Double
  ) -> Chart {
    let decimals = decimals(effects)
    func text(_ x: Double) -> String {
      x.isFinite ? NumberFormat.typographic(NumberFormat.fixed(x, digits: decimals)) : "unknown"
    }
    let diagram = EffectTreeText(features: honest.features).diagram(honest.tree) { number in
      guard effects.segments.indices.contains(number) else { return ([""], .muted) }
      let leaf = effects.segments[number]
      let isApart = leaf.pointwise.low > 0 || leaf.pointwise.high < 0
      return (
        [
          text(leaf.effect.value), "\(text(leaf.pointwise.low)) to \(text(leaf.pointwise.high))",
          "\(CountText.rows(leaf.rows)), \(NumberFormat.fixed(leaf.share * 100, digits: 0))%",
        ], isApart ? .series(leaf.effect.value > 0 ? 0 : 1) : .muted
      )
    }
    let confidence = NumberFormat.shortest(level * 100)
    return Chart(
      kind: "effect-tree", tree: diagram,
      remarks: [
        "Leaves: the effect on \(rows.outcome) with its \(confidence)% interval, on the half of the rows on which the tree did not grow."
      ])
  }

  /// Decimals with which the most exact leaf's standard error has two digits.
  private static func decimals(_ effects: SegmentEffects) -> Int {
    let errors = effects.segments.map(\.effect.standardError).filter { $0.isFinite && $0 > 0 }
    guard let least = errors.min() else { return 3 }
    return min(12, max(0, 1 - Int(floor(log10(least)))))
  }

  /// Rule, rows and intervals; the rest would leave no room for the rules.
  private static func table(
    _ effects: SegmentEffects, _ rules: [String], _ level: Double
  ) -> ResultTable {
    ResultTable(
      title: "Effects in the leaves",
      columns: [
        TableColumn("Rule"), TableColumn("Rows", .count),
        TableColumn("Effect", .estimate(standardErrors: 3)), TableColumn("SE"),
        TableColumn("All at once, \(LevelText.interval(level))", .estimate(standardErrors: 3)),
        TableColumn("p (Holm)", .probability),
      ],
      rows: zip(rules, effects.segments).map { rule, leaf in
        [
          .text(rule), .integer(leaf.rows), .optional(leaf.effect.value),
          .optional(leaf.effect.standardError), ArmEffectReport.interval(leaf.simultaneous),
          .optional(leaf.adjustedPValue),
        ]
      })
  }
}

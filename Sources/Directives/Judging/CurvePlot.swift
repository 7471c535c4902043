import Causal
import Charts
import Diagnostics
import Execution
import NotebookSyntax
import Numerics

/// What every curve directive does: one line per score with its band, the random reference, and the
/// scalars that `evaluate` has, from the same scores.
enum CurvePlot {
  static let bands = Parameter<BandKind>(
    "band", .choice(), default: .pointwise, shown: "pointwise",
    "Which band is drawn: for each share alone, or for the whole curve at once.")
  static let replicates = Parameter<Int>(
    "replicates", .integer(from: 20, to: 10_000), default: 200,
    "Bootstrap replicates behind the bands.")
  static let minimumRows = Parameter<Int>(
    "min-rows", .integer(from: 1), default: 30,
    "Curves of means start with so many rows: before, they are noise.")

  static let truth = Parameter<ColumnReference?>.optional(
    "truth", .column,
    "A column of true effects, as simulations have it: the curve of ranking by it is drawn as the oracle, and for toc, gain and profit what the first score's order truly brings. Data without hidden columns have none."
  )
  static let optimal = Parameter<Bool>(
    "optimal", .boolean, default: false,
    "Draws the highest curve that a 0/1 outcome allows, with hindsight: the responders among the treated first, those among the controls last."
  )

  enum BandKind: String, CaseIterable, Sendable { case pointwise, simultaneous, none }

  static let parameters: [any AnyParameter] =
    JudgingParameters.all + [bands, replicates, minimumRows, truth, optimal]

  static let diagnostics = JudgedScores.diagnostics + [DiagnosticKind.unjudgeable]

  static let values: [(path: String, summary: String)] = [
    ("area[S]", "area of the drawn curve above random, per customer"),
    ("autoc[S], qini[S]", "the scalars of evaluate, with .se, .ci and .p"),
    ("peak[S], peak.value[S]", "share and height of the highest point"),
    ("end[S]", "the value for everybody"),
  ]
  static let bestValues: [(path: String, summary: String)] = [
    ("best[S], best.value[S]", "share at the peak, and the value there"),
    ("best.ci[S]", "shares that cannot be told from the best one"),
  ]

  /// What every curve reads.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    JudgedScores.plan(arguments, &plan)
    plan.checkTruth(arguments[truth], in: plan.readFrame(arguments[JudgingParameters.data]))
    plan.bind(.values)
  }

  /// Draws the curves of every score that a cell judges.
  ///
  /// - Parameter prepare: what a kind makes of a comparison before it is drawn, as adding net gains;
  ///   each comparison that it gives has a panel.
  /// - Parameter words: what profit counts, told the outcome.
  /// - Parameter together: whether all comparisons are drawn in one panel, as steps of a sweep are.
  static func run(
    _ kind: CurveKind, _ context: RunContext, words: ((String) -> RewardWords)? = nil,
    together: Bool = false,
    prepare: (JudgedScores.Comparison, JudgedScores) throws -> [JudgedScores.Comparison] = {
      comparison, _ in [comparison]
    }
  ) throws -> CellResult {
    let judged = try JudgedScores.resolve(context)
    let comparisons = try judged.comparisons.flatMap { try prepare($0, judged) }
    var result = CellResult()
    do throws(RankingError) {
      var drawn: [DrawnCurve] = []
      var references: [ReferenceCurve] = []
      for comparison in comparisons {
        references += try self.references(kind, comparison, judged, context)
        drawn += try curves(kind, comparison, context)
        for score in comparison.scores {
          try record(score, comparison, context.level, in: &result.values)
        }
      }
      for curve in drawn { record(curve, in: &result.values) }
      let chart = CurveChart(
        kind: kind, curves: drawn, references: references, outcome: judged.outcome,
        treatment: judged.isContinuous ? judged.comparisons[0].arm : nil,
        words: words?(judged.outcome), isTogether: together)
      result.items = [.chart(chart.chart)]
      annotate(&result, kind, judged, context)
      if together {
        result.notes += CurveChart.stepNotes(drawn, references)
        result.notes += KnownTruth.notes(context.arguments[truth], in: judged.frame.frame)
      } else {
        noteReferences(&result, references, judged, context)
      }
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    return result
  }

  /// A score's curve with its band.
  struct DrawnCurve {
    let name: String
    /// The name in the chart, without the arm that the panel's title has.
    let legend: String
    /// The arm that it is judged on.
    let arm: String
    let curve: RankingCurve
    /// The area of the curve before it was thinned.
    let area: Double
    let low: [Double]
    let high: [Double]
    /// The best share with the shares that cannot be told from it, where the peak is a choice.
    let best: BestShare?
  }

  /// A curve that scores are compared with.
  struct ReferenceCurve {
    let name: String
    let arm: String
    let curve: RankingCurve
    /// Whether it is what a score's own order truly brings.
    var isOfScore = false
  }

  /// The oracle's curve where the truth is known, and the highest one that a 0/1 outcome allows.
  private static func references(
    _ kind: CurveKind, _ comparison: JudgedScores.Comparison, _ judged: JudgedScores,
    _ context: RunContext
  ) throws(RankingError) -> [ReferenceCurve] {
    let minimum = minimumRows(kind, comparison, context)
    var references: [ReferenceCurve] = []
    func add(_ name: String, _ ranking: Ranking) throws(RankingError) {
      let curve = try RankingCurve(
        kind, of: comparison.sample, by: ranking, minimumRows: minimum)
      references.append(
        ReferenceCurve(name: name, arm: comparison.arm, curve: curve.thinned(to: 200)))
    }
    if let truth = try TrueEffects.values(context.arguments[truth], comparison, judged) {
      if let curve = try trueCurve(kind, truth, comparison, minimumRows: minimum) {
        references.append(curve)
      }
      try add("oracle", try Ranking(descending: truth))
    }
    if context.arguments[optimal] {
      if let best = try PerfectRanking.of(comparison.sample, for: kind) { try add("optimal", best) }
    }
    return references
  }

  /// What the first score's order truly brings, for the curves that are means of effects.
  private static func trueCurve(
    _ kind: CurveKind, _ truth: [Double], _ comparison: JudgedScores.Comparison, minimumRows: Int
  ) throws(RankingError) -> ReferenceCurve? {
    guard let score = comparison.scores.first, !comparison.isContinuous else { return nil }
    let sample = comparison.sample
    let exact = try JudgedSample(
      outcome: sample.outcome, treatment: sample.treatment, effectScores: truth,
      netGains: comparison.trueGains ?? truth, weights: sample.weights, clusters: sample.clusters)
    let curve: RankingCurve
    switch kind {
    case .toc:
      curve = try RankingCurve(.toc, of: exact, by: score.ranking, minimumRows: minimumRows)
    case .gain, .profit:
      curve = try RankingCurve(.profit, of: exact, by: score.ranking, minimumRows: 1)
    case .uplift, .qini, .elasticity: return nil
    }
    return ReferenceCurve(
      name: "\(score.legend(inPanelOf: comparison.arm)), true", arm: comparison.arm,
      curve: curve.thinned(to: 200), isOfScore: true)
  }

  private static func noteReferences(
    _ result: inout CellResult, _ references: [ReferenceCurve], _ judged: JudgedScores,
    _ context: RunContext
  ) {
    if references.contains(where: { $0.name == "oracle" }) {
      result.notes.append("The oracle ranks by the true effect.")
    }
    if let own = references.first(where: \.isOfScore) {
      result.notes.append(
        "“\(own.name)” is what that order brings by the true effects, without noise.")
    }
    result.notes += KnownTruth.notes(context.arguments[truth], in: judged.frame.frame)
    guard context.arguments[optimal] else { return }
    result.notes.append(
      references.contains { $0.name == "optimal" }
        ? "The optimal order knows every outcome: no score that must predict can reach it."
        : "No optimal curve is drawn: hindsight gives one for qini, gain and uplift of a 0/1 outcome and two arms."
    )
  }

  /// Means and slopes of few rows are noise; totals of arms start with nobody.
  private static func minimumRows(
    _ kind: CurveKind, _ comparison: JudgedScores.Comparison, _ context: RunContext
  ) -> Int {
    let isSlope = kind == .gain && comparison.isContinuous
    return kind.startsAtZero && !isSlope ? 1 : context.arguments[minimumRows]
  }

  private static func curves(
    _ kind: CurveKind, _ comparison: JudgedScores.Comparison, _ context: RunContext
  ) throws(RankingError) -> [DrawnCurve] {
    let band = context.arguments[bands]
    let minimum = minimumRows(kind, comparison, context)
    let replicates = try CurveReplicates(
      kind, of: comparison.sample, by: comparison.scores.map(\.ranking),
      replicates: band == .none ? 0 : context.arguments[Self.replicates], points: 200,
      minimumRows: minimum,
      stream: context.stream("bands", content: UInt64(comparison.sample.rowCount)))
    var drawn: [DrawnCurve] = []
    for (index, score) in comparison.scores.enumerated() {
      let full = try RankingCurve(
        kind, of: comparison.sample, by: score.ranking, minimumRows: minimum)
      var (low, high): ([Double], [Double]) = ([], [])
      if band != .none {
        let bands = replicates.band(of: index, level: context.level)
        low = band == .pointwise ? bands.low : bands.simultaneousLow
        high = band == .pointwise ? bands.high : bands.simultaneousHigh
      }
      drawn.append(
        DrawnCurve(
          name: score.name, legend: score.legend(inPanelOf: comparison.arm),
          arm: comparison.arm,
          curve: replicates.curves[index], area: full.area, low: low, high: high,
          best: band == .none || !(kind == .gain || kind == .profit)
            ? nil : replicates.bestShare(of: index, level: context.level)))
    }
    return drawn
  }

  private static func record(
    _ score: JudgedScores.Score, _ comparison: JudgedScores.Comparison, _ level: Double,
    in values: inout ResultValues
  ) throws(RankingError) {
    let (sample, ranking) = (comparison.sample, score.ranking)
    values.set(
      "autoc", score.name, try RankWeightedEffect.autoc.estimate(of: sample, by: ranking),
      level: level)
    values.set(
      "qini", score.name, try RankWeightedEffect.qini.estimate(of: sample, by: ranking),
      level: level)
  }

  private static func record(_ curve: DrawnCurve, in values: inout ResultValues) {
    values.set("area[\(curve.name)]", curve.area)
    values.set("peak[\(curve.name)]", curve.curve.peak.share)
    values.set("peak.value[\(curve.name)]", curve.curve.peak.value)
    values.set("end[\(curve.name)]", curve.curve.end)
    guard let best = curve.best else { return }
    values.set("best[\(curve.name)]", best.share)
    values.set("best.ci[\(curve.name)]", low: best.low, high: best.high)
    values.set("best.value[\(curve.name)]", best.value)
  }

  private static func annotate(
    _ result: inout CellResult, _ kind: CurveKind, _ judged: JudgedScores, _ context: RunContext
  ) {
    // The formula stands under the chart, not only in the fold.
    result.notes.append(kind.definition(continuous: judged.isContinuous) + ".")
    judged.annotate(&result)
    let level = NumberFormat.shortest(context.level * 100)
    let count = context.arguments[replicates]
    switch context.arguments[bands] {
    case .pointwise:
      result.notes.append(
        "Bands hold each point of a curve with \(level)% confidence (\(count) bootstrap replicates)."
      )
    case .simultaneous:
      result.notes.append(
        "Bands hold a whole curve with \(level)% confidence (\(count) bootstrap replicates).")
    case .none: break
    }
    result.definitions = [
      .init(kind.rawValue, kind.definition(continuous: judged.isContinuous)),
      .init("area", "area between the drawn curve and random, per customer"),
      .init("AUTOC", RankWeightedEffect.autoc.definition, source: "Yadlowsky et al. (2021)"),
      .init("QINI", RankWeightedEffect.qini.definition, source: "Yadlowsky et al. (2021)"),
    ]
    if kind == .gain || kind == .profit {
      result.notes.append(
        "Bands are of the curve; the shares in best.ci allow for its peak having been looked for.")
    }
  }
}

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

  enum BandKind: String, CaseIterable, Sendable { case pointwise, simultaneous, none }

  static let parameters: [any AnyParameter] =
    JudgingParameters.all + [bands, replicates, minimumRows]

  static let diagnostics = JudgedScores.diagnostics + [DiagnosticKind.unjudgeable]

  static let values: [(path: String, summary: String)] = [
    ("area[S]", "area of the drawn curve above random, per customer"),
    ("autoc[S], qini[S]", "the scalars of evaluate, with .se, .ci and .p"),
    ("peak[S], peak.value[S]", "share and height of the highest point"),
  ]

  /// Draws the curves of every score that a cell judges.
  ///
  /// - Parameter prepare: what a kind does to a comparison before it is drawn, as adding net gains.
  static func run(
    _ kind: CurveKind, _ context: RunContext,
    prepare: (JudgedScores.Comparison, JudgedScores) throws -> JudgedScores.Comparison = {
      comparison, _ in comparison
    }
  ) throws -> CellResult {
    let judged = try JudgedScores.resolve(context)
    let comparisons = try judged.comparisons.map { try prepare($0, judged) }
    var result = CellResult()
    do throws(RankingError) {
      var drawn: [DrawnCurve] = []
      for comparison in comparisons {
        drawn += try curves(kind, comparison, context)
        for score in comparison.scores {
          try record(score, comparison, context.level, in: &result.values)
        }
      }
      for curve in drawn { record(curve, in: &result.values) }
      result.items = [.chart(CurveChart(kind: kind, curves: drawn, outcome: judged.outcome).chart)]
      annotate(&result, kind, judged, context)
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

  private static func curves(
    _ kind: CurveKind, _ comparison: JudgedScores.Comparison, _ context: RunContext
  ) throws(RankingError) -> [DrawnCurve] {
    let band = context.arguments[bands]
    let minimum = kind.startsAtZero ? 1 : context.arguments[minimumRows]
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
      .init(kind.rawValue, kind.definition()),
      .init("area", "area between the drawn curve and random, per customer"),
      .init("AUTOC", RankWeightedEffect.autoc.definition, source: "yadlowsky2021"),
      .init("QINI", RankWeightedEffect.qini.definition, source: "yadlowsky2021"),
    ]
  }
}
